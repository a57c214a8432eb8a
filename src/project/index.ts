import * as vscode from 'vscode';
import type { Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { registerCommand } from '../ui/commands.ts';
import type { Delivery, Project } from './project.ts';
import { PROJECT_FILE } from './projectFile.ts';

/** The keys that `tripartie.json` says a project needs. All of it is loaded where there is such a file, or with a command. */
export function registerProject(
  session: Session,
  memory: vscode.Memento,
  clipboard: SecretClipboard,
  loadDelivery: () => Promise<Delivery>,
): vscode.Disposable {
  const { workspace } = vscode;
  let loading: Promise<Project> | undefined;
  const load = () => {
    loading ??= import('./project.ts').then(({ Project }) => new Project({ session, memory, clipboard, loadDelivery }));
    return loading;
  };
  const lookIfThere = () => {
    for (const { uri } of workspace.isTrusted ? (workspace.workspaceFolders ?? []) : []) {
      const found = workspace.fs.stat(vscode.Uri.joinPath(uri, PROJECT_FILE));
      found.then(load).then(
        (project) => project.look(),
        () => undefined,
      );
    }
  };
  // Activation waits for no file.
  setImmediate(lookIfThere);
  const watcher = workspace.createFileSystemWatcher(`**/${PROJECT_FILE}`, false, true, true);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(lookIfThere),
    workspace.onDidGrantWorkspaceTrust(lookIfThere),
    registerCommand('tripartie.projectKeys', async () => (await load()).showKeys()),
    registerCommand('tripartie.createProjectFile', async () => (await load()).createFile()),
    { dispose: () => void loading?.then((project) => project.dispose()) },
  );
}
