import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import { DEFAULT_NAMES, type Names, namesOfKey, parse } from '../dotenv/index.ts';
import { envFilesIn } from '../session/envFiles.ts';
import { listClients } from '../session/listClients.ts';
import { ENV_FILE_MAX } from '../session/places.ts';
import { readShort } from '../session/readShort.ts';
import { requireAccount } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import { answerOf } from '../ui/answer.ts';
import { runEditorCommand } from '../ui/commands.ts';
import { explain } from '../ui/explain.ts';
import { fail, inform } from '../ui/notify.ts';
import { pickOne } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { inStatusBar } from '../ui/progress.ts';
import { ENVIRONMENTS, FILE_PATTERN, KEYS_MAX } from './format.ts';
import { PROJECT_FILE } from './projectFile.ts';
import { projectFileOf } from './read.ts';

/** `Tripartie: Create tripartie.json…`: from the keys that the folder's `.env` files have. One that is there is opened. */
export async function createProjectFile(session: Session): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void inform('This workspace is not trusted, so nothing is written to it.');
    return;
  }
  const folder = await askFolder();
  if (!folder) return;
  const uri = projectFileOf(folder);
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    const account = await requireAccount(session);
    if (!account) return;
    try {
      const text = await inStatusBar('Looking for keys in .env files…', () => projectText(account, folder));
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    } catch (error) {
      void fail(`${PROJECT_FILE} was not written. ${explain(error).message}`);
      return;
    }
  }
  await runEditorCommand('vscode.open', uri, {});
}

async function askFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) void inform(`No folder is open that could have a ${PROJECT_FILE}.`);
  if (folders.length < 2) return folders[0];
  const picked = await pickOne<vscode.WorkspaceFolder>({
    title: `Create ${PROJECT_FILE}`,
    about: undefined,
    placeholder: 'Of which folder?',
    items: folders.map((value) => ({ icon: 'folder', label: plain(value.name, 64), value })),
  });
  return answerOf(picked);
}

/** What a project file says of the keys that a folder has; no value of a variable is in it. @throws ApiError */
export async function projectText(account: Account, folder: vscode.WorkspaceFolder): Promise<string> {
  const clients = account.kind === 'personalKey' ? (await listClients(account, account.ended)).clients : [];
  const environment = ENVIRONMENTS.find((each) => each === account.environment && each !== 'custom');
  const keys: object[] = [];
  for (const uri of (await envFilesIn(folder)).found) {
    const file = uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
    const bytes = await readShort(uri, ENV_FILE_MAX);
    const dotenv = typeof bytes === 'string' ? undefined : parse(bytes);
    if (dotenv?.kind !== 'read' || !new RegExp(FILE_PATTERN).test(file)) continue;
    for (const client of clients) {
      const secret = await account.secrets.read(client.identifier).catch(() => undefined);
      const names = namesOfKey(dotenv.assignments, client.identifier, secret);
      if (!names?.secret) continue;
      keys.push({
        client: nameToWrite(client, clients),
        ...(file !== '.env' && { file }),
        ...namesToWrite({ identifier: names.identifier, secret: names.secret }),
        ...(environment && { environment }),
      });
    }
  }
  return `${JSON.stringify({ keys: keys.slice(0, KEYS_MAX) }, undefined, 2)}\n`;
}

/** The name, where it is one client's only. */
function nameToWrite({ name, identifier }: ApiClient, clients: readonly ApiClient[]): string {
  return name?.trim() && clients.filter((each) => each.name === name).length === 1 ? name : identifier;
}

function namesToWrite({ identifier, secret }: Names): object {
  return {
    ...(identifier !== DEFAULT_NAMES.identifier && { idVariable: identifier }),
    ...(secret !== DEFAULT_NAMES.secret && { secretVariable: secret }),
  };
}
