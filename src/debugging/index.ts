import * as vscode from 'vscode';
import type { Session } from '../session/session.ts';
import { registerCommand } from '../ui/commands.ts';
import { isLaunchFile } from './isLaunchFile.ts';
import type { Rotating } from './keys.ts';

/**
 * Secrets for debug sessions by reference. All of it is read when a session with a reference starts first, or a file of
 * configurations is opened. VS Code activates the extension for both.
 */
export function registerDebugging(session: Session, memory: vscode.Memento, rotations: Rotating): vscode.Disposable {
  let loading: Promise<import('./debugging.ts').Debugging> | undefined;
  let isDisposed = false;
  const load = () => {
    loading ??= import('./debugging.ts').then(({ Debugging }) => {
      const loaded = new Debugging(session, memory, rotations);
      if (isDisposed) loaded.dispose();
      return loaded;
    });
    // What could not be loaded is loaded when it is asked for again.
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  const look = (document: vscode.TextDocument) => {
    if (isLaunchFile(document)) void load().then((loaded) => loaded.opened());
  };
  vscode.workspace.textDocuments.forEach(look);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.debug.registerDebugConfigurationProvider('*', {
      // Behind the providers of the debugger's own, which put more variables there.
      resolveDebugConfigurationWithSubstitutedVariables: async (_folder, config, token) =>
        /tripartie:/i.test(JSON.stringify([config.env, config.environment]))
          ? (await load()).start(config, token ?? new vscode.CancellationTokenSource().token)
          : config,
    }),
    registerCommand('tripartie.revokeDebugPermissions', async () => (await load()).revoke()),
    {
      dispose: () => {
        isDisposed = true;
        loading?.then(
          (loaded) => loaded.dispose(),
          () => undefined,
        );
      },
    },
  );
}
