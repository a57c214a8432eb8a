import * as vscode from 'vscode';

/** What was found, and whether that is all there is. */
export interface Found<T> {
  readonly found: readonly T[];
  /** Not so where something could not be looked at, or there is too much of it. */
  readonly isComplete: boolean;
}

/** So many files are looked at in each folder. */
const FILES_MAX = 1_000;

/** So many folders are looked into where a setting hides files. */
const FOLDERS_MAX = 1_000;

/** Folders of other programs. */
const FOREIGN = ['node_modules', '.git'];

/** The `.env` files of a workspace folder, those that a setting hides too, in order. Never rejects. */
export async function envFilesIn(folder: vscode.WorkspaceFolder): Promise<Found<vscode.Uri>> {
  const pattern = new vscode.RelativePattern(folder, '**/{.env,.env.*}');
  const seen = await vscode.workspace
    .findFiles(pattern, `**/{${FOREIGN.join()}}/**`, FILES_MAX)
    .then(undefined, () => undefined);
  const hidden = hidesFiles(folder) ? await walk(folder.uri) : undefined;
  const all = new Map([...(seen ?? []), ...(hidden?.found ?? [])].map((uri) => [uri.path, uri]));
  return {
    found: [...all.values()].sort((one, other) => (one.path < other.path ? -1 : 1)),
    isComplete: seen !== undefined && seen.length < FILES_MAX && hidden?.isComplete !== false,
  };
}

/** Whether the person or the workspace hides more than the editor does by itself, which a search then leaves out. */
function hidesFiles(folder: vscode.WorkspaceFolder): boolean {
  const files = vscode.workspace.getConfiguration('files', folder.uri);
  const byItself = files.inspect<object>('exclude')?.defaultValue ?? {};
  return Object.entries(files.get<object>('exclude') ?? {}).some(([name, is]) => is && !(name in byItself));
}

/** Folder by folder, those nearest to the top first; links to folders are not followed. */
async function walk(top: vscode.Uri): Promise<Found<vscode.Uri>> {
  const found: vscode.Uri[] = [];
  let isComplete = true;
  let looked = 0;
  for (let level = [top]; level.length > 0; ) {
    const now = level.slice(0, FOLDERS_MAX - looked);
    if (now.length < level.length) isComplete = false;
    looked += now.length;
    const lists = await Promise.all(now.map((uri) => vscode.workspace.fs.readDirectory(uri).then(undefined, () => [])));
    level = [];
    for (const [index, entries] of lists.entries()) {
      for (const [name, type] of entries) {
        const uri = vscode.Uri.joinPath(now[index] as vscode.Uri, name);
        if (type === vscode.FileType.Directory) {
          if (!FOREIGN.includes(name)) level.push(uri);
        } else if (/^\.env(?:\.|$)/.test(name) && type & vscode.FileType.File) found.push(uri);
      }
    }
  }
  return { found, isComplete };
}
