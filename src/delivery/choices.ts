import * as vscode from 'vscode';
import {
  DEFAULT_NAMES,
  find,
  isRuling,
  isVariableName,
  type Names,
  PUBLISHED,
  parse,
  partnerOf,
  type VariableName,
} from '../dotenv/index.ts';
import type { PersonFiles } from '../platform/personFiles.ts';
import { envFilesIn } from '../session/envFiles.ts';
import { ENV_FILE_MAX } from '../session/places.ts';
import { readShort } from '../session/readShort.ts';
import type { Standing } from '../session/standing.ts';
import { type EnvFile, type FileRefusal, look, refusalOf } from './envFile.ts';
import { standingOf } from './git.ts';

/** A file that the person may choose. */
export interface FileChoice {
  readonly folder: vscode.WorkspaceFolder;
  /** As it is called in the workspace. */
  readonly uri: vscode.Uri;
  readonly standing: Standing | undefined;
  readonly file: EnvFile | undefined;
  /** Why it cannot get anything; `exposed` can be mended. */
  readonly refusal: FileRefusal | undefined;
}

/** Git is asked about so many files of a folder. */
const CHOICES_MAX = 50;

/** Files that are made to be committed. */
const EXAMPLE = /\.(?:example|sample|template|dist|defaults|schema|vault|keys)$/;

/** The `.env` files of the workspace, and a new one for each folder that has none. Never rejects. */
export async function fileChoices(
  files: PersonFiles,
  folders: readonly vscode.WorkspaceFolder[],
): Promise<FileChoice[]> {
  const all = await Promise.all(
    folders.map(async (folder) => {
      const atRoot = vscode.Uri.joinPath(folder.uri, '.env');
      const rest = (await envFilesIn(folder)).found.filter(({ path }) => path !== atRoot.path && !EXAMPLE.test(path));
      return Promise.all([atRoot, ...rest].slice(0, CHOICES_MAX).map((uri) => choiceOf(files, folder, uri)));
    }),
  );
  return all.flat();
}

/** A file as it may be chosen. Never rejects. */
export async function choiceOf(
  files: PersonFiles,
  folder: vscode.WorkspaceFolder,
  uri: vscode.Uri,
): Promise<FileChoice> {
  const looked = await look(files, folder.uri, uri);
  if (looked.kind === 'refused') {
    return { folder, uri, standing: undefined, file: undefined, refusal: looked.because };
  }
  const standing = await standingOf(files, looked.file.uri);
  return { folder, uri, standing, file: looked.file, refusal: refusalOf(standing) };
}

/** Pairs of names that are in the file, or in the example beside it; then the default. */
export async function nameChoices({ uri, bytes }: EnvFile): Promise<Names[]> {
  return pairsIn([bytes, await read(vscode.Uri.joinPath(uri, '../.env.example'))]);
}

/** Pairs of names that are in any `.env` file of the folders, or in its example; then the default. Never rejects. */
export async function namesInFolders(folders: readonly vscode.WorkspaceFolder[]): Promise<Names[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const { found: files } = await envFilesIn(folder);
      const root = vscode.Uri.joinPath(folder.uri, '.env.example');
      const examples = files.map((uri) => vscode.Uri.joinPath(uri, '../.env.example'));
      return Promise.all([...files, root, ...examples].map(read));
    }),
  );
  return pairsIn(found.flat());
}

async function read(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  const bytes = await readShort(uri, ENV_FILE_MAX);
  return typeof bytes === 'string' ? undefined : bytes;
}

function pairsIn(files: readonly (Uint8Array | undefined)[]): Names[] {
  const all = files.flatMap((each) => (each ? namesIn(each) : []));
  // Each is compared with all, and nobody reads a longer list.
  const names = [...new Set(all)].slice(0, NAMES_MAX);
  const pairs = names.flatMap((secret): Names[] => {
    const identifier = partnerOf(secret, names);
    return identifier && !PUBLISHED.test(secret) ? [{ identifier, secret }] : [];
  });
  const unique = new Map([...pairs, DEFAULT_NAMES].map((pair) => [pair.secret, pair]));
  return [...unique.values()];
}

/** So many names of a file and its example are looked at. */
const NAMES_MAX = 500;

function namesIn(bytes: Uint8Array): VariableName[] {
  const dotenv = parse(bytes);
  if (dotenv.kind !== 'read') return [];
  return dotenv.assignments
    .map(({ name }) => name)
    .filter(isVariableName)
    .filter((name) => !isRuling(name));
}

/** Whether both names have these values already. */
export function isThere({ bytes }: EnvFile, names: Names, identifier: string, secret: string): boolean {
  const dotenv = bytes && parse(bytes);
  if (dotenv?.kind !== 'read') return false;
  return find(dotenv, names.identifier)?.text === identifier && find(dotenv, names.secret)?.text === secret;
}
