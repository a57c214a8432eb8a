import * as vscode from 'vscode';
import { systemClock } from '../platform/clock.ts';
import type { PersonFiles } from '../platform/personFiles.ts';
import type { Standing } from '../session/standing.ts';

/** Of the API that the editor's git extension has for others, version 1: as much as is used. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<unknown>;
  getRepository(uri: vscode.Uri): Repository | null;
  openRepository(root: vscode.Uri): Promise<Repository | null>;
}

interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly remotes: readonly { readonly fetchUrl?: string; readonly pushUrl?: string }[] };
  checkIgnore(paths: string[]): Promise<Set<string>>;
  /** With '' of the index. Rejects where nothing is known of the path. */
  getObjectDetails(treeish: string, path: string): Promise<unknown>;
}

/** Longest time that git may take for an answer, in milliseconds. */
const PATIENCE_MS = 15_000;

/**
 * How often it is asked whether a file is ignored, before the answer is no: on a busy computer the git extension sees
 * git's end before its words, and takes that for none.
 */
const IGNORE_TRIES = 8;

/**
 * What git does with a file, whether it is there or not.
 * @param uri with every symbolic link followed: git knows files by these names
 */
export async function standingOf(files: PersonFiles, uri: vscode.Uri): Promise<Standing> {
  const root = await repositoryRoot(uri);
  if (root === 'unknown' || root === 'none') return root === 'none' ? 'noRepository' : 'unknown';
  const patience = new AbortController();
  const late = systemClock.sleep(PATIENCE_MS, patience.signal).then(() => 'unknown' as const);
  try {
    return await Promise.race([late, ask(files, root, uri)]);
  } catch {
    return 'unknown';
  } finally {
    patience.abort();
  }
}

/** What other programs that keep versions call their folders. Some of them take every new file along by themselves. */
const OTHERS = ['.jj', '.hg', '.sl', '.svn'];

/**
 * The innermost folder with a `.git`, which is a file in worktrees and submodules. The git extension is not asked for it:
 * of a repository that it has not opened it would name the one around it, which knows nothing of the file. What another
 * program keeps, git knows nothing of, unless both keep the same folder, as jj may.
 */
export async function repositoryRoot(uri: vscode.Uri): Promise<vscode.Uri | 'none' | 'unknown'> {
  // Elsewhere a file may be part of a commit as soon as it is written.
  if (uri.scheme !== 'file') return 'unknown';
  let folder = vscode.Uri.joinPath(uri, '..');
  for (;;) {
    const found = await has(folder, '.git');
    if (found === true) return folder;
    const others = await Promise.all(OTHERS.map((name) => has(folder, name)));
    if (found === 'unknown' || others.some((each) => each !== false)) return 'unknown';
    const parent = vscode.Uri.joinPath(folder, '..');
    if (parent.path === folder.path) return 'none';
    folder = parent;
  }
}

async function has(folder: vscode.Uri, name: string): Promise<boolean | 'unknown'> {
  return vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, name)).then(
    () => true,
    (error: unknown) => (isAbsent(error) ? false : 'unknown'),
  );
}

/** Where the repository of a folder is pushed to, as git has it; nothing where git cannot be asked. Never rejects. */
export async function remoteUrls(files: PersonFiles, folder: vscode.Uri): Promise<string[]> {
  try {
    const real = vscode.Uri.file(await files.realPath(folder.fsPath));
    const root = await repositoryRoot(vscode.Uri.joinPath(real, '.git'));
    if (root === 'none' || root === 'unknown') return [];
    const repository = await openRepository(files, root);
    return repository?.state.remotes.flatMap(({ pushUrl, fetchUrl }) => pushUrl ?? fetchUrl ?? []) ?? [];
  } catch {
    return [];
  }
}

/** Whether the disk says that nothing has the name. */
export function isAbsent(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}

async function ask(files: PersonFiles, root: vscode.Uri, uri: vscode.Uri): Promise<Standing> {
  const repository = await openRepository(files, root);
  if (!repository) return 'unknown';
  const inside = uri.path.slice(root.path.length).replace(/^\//, '');
  // On other computers `.ENV` and `.env` may be one file.
  for (const path of [uri.fsPath, `:(icase)${inside}`]) {
    const known = await isInIndex(repository, path);
    if (known !== false) return known === true ? 'tracked' : 'unknown';
  }
  for (let tries = 0; tries < IGNORE_TRIES; tries += 1) {
    if ((await repository.checkIgnore([uri.fsPath])).has(uri.fsPath)) return 'ignored';
  }
  return 'exposed';
}

async function isInIndex(repository: Repository, path: string): Promise<boolean | 'unknown'> {
  try {
    await repository.getObjectDetails('', path);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'gitErrorCode' in error ? error.gitErrorCode : undefined;
    return code === 'UnknownPath' ? false : 'unknown';
  }
}

async function openRepository(files: PersonFiles, root: vscode.Uri): Promise<Repository | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return undefined;
  const git = await extension.activate();
  // With the setting `git.enabled` off, there is no API.
  if (!git.enabled) return undefined;
  const api = git.getAPI(1);
  await initialized(api);
  const found = api.getRepository(root);
  if (found && (await isAt(files, found, root))) return found;
  const opened = await api.openRepository(root);
  return opened && (await isAt(files, opened, root)) ? opened : undefined;
}

async function isAt(files: PersonFiles, { rootUri }: Repository, root: vscode.Uri): Promise<boolean> {
  return (await files.realPath(rootUri.fsPath)) === root.fsPath;
}

function initialized(api: GitApi): Promise<void> {
  if (api.state === 'initialized') return Promise.resolve();
  return new Promise((resolve) => {
    const listener = api.onDidChangeState(() => {
      if (api.state !== 'initialized') return;
      listener.dispose();
      resolve();
    });
  });
}
