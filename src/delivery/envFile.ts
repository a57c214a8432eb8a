import * as vscode from 'vscode';
import { systemClock } from '../platform/clock.ts';
import type { PersonFiles } from '../platform/personFiles.ts';
import { ENV_FILE_MAX } from '../session/places.ts';
import type { Standing } from '../session/standing.ts';
import { isAbsent, standingOf } from './git.ts';
import { type Damaged, isSame, put } from './put.ts';

/** A file that may get a secret, as it was when it was looked at. */
export interface EnvFile {
  /** With every symbolic link followed. */
  readonly uri: vscode.Uri;
  /** `undefined` where it is not there yet. */
  readonly bytes: Uint8Array | undefined;
}

/** Why a file gets nothing. */
export type FileRefusal =
  /** A symbolic link leads out of the workspace folder. */
  | 'outside'
  /** A folder or a device has its name, or it is longer than any `.env` file. */
  | 'noEnvFile'
  /** An editor has changes of it that are not saved: one of the two would be lost. */
  | 'unsaved'
  /** The folder that it is to be in is not there. */
  | 'noFolder'
  /** It is another one than was looked at. */
  | 'changed'
  | 'tracked'
  | 'exposed'
  /** Git reads nothing of it. */
  | 'notText'
  /** Nobody could say what git does with it. */
  | 'unknown'
  /** The disk refused. */
  | 'failed';

export interface Refused {
  readonly kind: 'refused';
  readonly because: FileRefusal;
}

/** How long a written secret can be taken back, in milliseconds. */
export const UNDO_MS = 60_000;

/** Reads a file of a workspace folder. Never rejects. */
export async function look(
  files: PersonFiles,
  folder: vscode.Uri,
  uri: vscode.Uri,
): Promise<{ readonly kind: 'file'; readonly file: EnvFile } | Refused> {
  // What is no file of this computer has no real path, and git is not asked about it: see `standingOf`.
  if (uri.scheme !== 'file') return refused('unknown');
  try {
    const isThere = await exists(uri);
    if (!isThere && !(await exists(vscode.Uri.joinPath(uri, '..')))) return refused('noFolder');
    const real = await realUri(files, uri, isThere);
    if (!isInside(await realUri(files, folder, true), real)) return refused('outside');
    if (!isThere) return { kind: 'file', file: { uri: real, bytes: undefined } };
    const { type, size } = await vscode.workspace.fs.stat(real);
    if (type !== vscode.FileType.File || size > ENV_FILE_MAX) return refused('noEnvFile');
    return { kind: 'file', file: { uri: real, bytes: await vscode.workspace.fs.readFile(real) } };
  } catch {
    return refused('failed');
  }
}

/** What stands against writing to a file that git has this to say of; `exposed` may be mended first. */
export function refusalOf(standing: Standing): FileRefusal | undefined {
  return standing === 'ignored' || standing === 'noRepository' ? undefined : standing;
}

/** A secret that was written, as long as it can be taken back. */
export interface Written {
  readonly kind: 'written';
  /** Puts the file back as it was, if it is still as it was written. Until {@link UNDO_MS} are over; never rejects. */
  undo(): Promise<'undone' | 'tooLate' | Refused | Damaged>;
}

/**
 * Writes a file anew, unless it is another one than was looked at, has changes that are not saved, or git would take it
 * along. By the editor's file system and never by an edit, which would leave a copy in the editor's Local History; and
 * what was there before is in this process's memory only. Never rejects.
 */
export async function write(
  files: PersonFiles,
  file: EnvFile,
  bytes: Uint8Array,
): Promise<Written | Refused | Damaged> {
  const refusal = refusalOf(await standingOf(files, file.uri));
  if (refusal) return refused(refusal);
  return (await replace(files, file, bytes)) ?? written(files, file, bytes);
}

function written(files: PersonFiles, { uri, bytes: before }: EnvFile, now: Uint8Array): Written {
  let kept: { readonly before: Uint8Array | undefined; readonly now: Uint8Array } | undefined = { before, now };
  // Whoever does not press the button need not have two secrets in memory.
  void systemClock.sleep(UNDO_MS).then(() => {
    kept = undefined;
  });
  return {
    kind: 'written',
    async undo() {
      if (!kept) return 'tooLate';
      return (await replace(files, { uri, bytes: kept.now }, kept.before)) ?? 'undone';
    },
  };
}

/** Makes a file another one, if nothing speaks against it. @param to what it is to be; `undefined` to remove it @returns why it was not done */
export async function replace(
  files: PersonFiles,
  { uri, bytes }: EnvFile,
  to: Uint8Array | undefined,
): Promise<Refused | Damaged | undefined> {
  try {
    // A link that was put there since leads elsewhere.
    const real = await realUri(files, uri, bytes !== undefined).catch(() => undefined);
    if (real?.fsPath !== uri.fsPath) return refused('changed');
    if (await hasUnsaved(files, uri)) return refused('unsaved');
    if (bytes === undefined) {
      if (!(await files.createPrivate(uri.fsPath))) return refused('changed');
    } else if (!isSame(await vscode.workspace.fs.readFile(uri), bytes)) return refused('changed');
  } catch (error) {
    return refused(isAbsent(error) ? 'changed' : 'failed');
  }
  const outcome = await put(vscode.workspace.fs, uri, bytes, to);
  if (outcome.kind === 'damaged') return outcome;
  return outcome.kind === 'done' ? undefined : refused(outcome.kind);
}

/** @throws FileSystemError where that cannot be said */
async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    (error: unknown) => {
      if (isAbsent(error)) return false;
      throw error;
    },
  );
}

async function hasUnsaved(files: PersonFiles, uri: vscode.Uri): Promise<boolean> {
  const dirty = vscode.workspace.textDocuments.filter((each) => each.isDirty && each.uri.scheme === 'file');
  const paths = dirty.map(({ uri: { fsPath } }) => files.realPath(fsPath).catch(() => fsPath));
  return (await Promise.all(paths)).includes(uri.fsPath);
}

async function realUri(files: PersonFiles, uri: vscode.Uri, isThere: boolean): Promise<vscode.Uri> {
  if (isThere) return vscode.Uri.file(await files.realPath(uri.fsPath));
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const folder = await files.realPath(vscode.Uri.joinPath(uri, '..').fsPath);
  return vscode.Uri.joinPath(vscode.Uri.file(folder), name);
}

function isInside(folder: vscode.Uri, uri: vscode.Uri): boolean {
  return uri.path.startsWith(folder.path.endsWith('/') ? folder.path : `${folder.path}/`);
}

function refused(because: FileRefusal): Refused {
  return { kind: 'refused', because };
}
