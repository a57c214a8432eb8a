import * as vscode from 'vscode';
import { parse } from '../dotenv/index.ts';
import { ENV_FILE_MAX } from '../session/places.ts';
import { readShort } from '../session/readShort.ts';
import { SIZE_MAX } from './format.ts';
import { type Found, foundIn } from './next.ts';
import { type BadEntry, type NeededKey, parseProject } from './parse.ts';
import { PROJECT_FILE } from './projectFile.ts';

/** An entry of a project file, with what is there of it. */
export type ProjectKey = { readonly folder: vscode.WorkspaceFolder } & (
  | { readonly entry: BadEntry }
  | { readonly entry: NeededKey; readonly uri: vscode.Uri; readonly found: Found }
);

/** The project file of a folder, whether it is there or not. */
export function projectFileOf(folder: vscode.WorkspaceFolder): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, PROJECT_FILE);
}

/** All that the project files of the workspace say; nothing in one that is not trusted. Never rejects. */
export async function readProject(): Promise<ProjectKey[]> {
  if (!vscode.workspace.isTrusted) return [];
  const folders = vscode.workspace.workspaceFolders ?? [];
  return (await Promise.all(folders.map(readFolder))).flat();
}

async function readFolder(folder: vscode.WorkspaceFolder): Promise<ProjectKey[]> {
  const uri = projectFileOf(folder);
  const bytes = await readShort(uri, SIZE_MAX);
  if (bytes === 'absent') return [];
  const bad = (why: string): ProjectKey[] => [{ folder, entry: { kind: 'bad', why } }];
  if (bytes === 'tooLong') return bad(`is no file, or longer than ${SIZE_MAX / 1024} KB`);
  if (bytes === 'failed') return bad('cannot be read');
  return Promise.all(
    parseProject(new TextDecoder().decode(bytes)).map(async (entry): Promise<ProjectKey> => {
      if (entry.kind === 'bad') return { folder, entry };
      const at = vscode.Uri.joinPath(folder.uri, entry.file);
      return { folder, entry, uri: at, found: foundIn(await envFileAt(at), entry) };
    }),
  );
}

async function envFileAt(uri: vscode.Uri): Promise<ReturnType<typeof parse> | undefined> {
  const bytes = await readShort(uri, ENV_FILE_MAX);
  if (bytes === 'absent') return undefined;
  return typeof bytes === 'string' ? { kind: 'notText' } : parse(bytes);
}
