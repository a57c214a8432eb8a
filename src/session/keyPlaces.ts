import * as vscode from 'vscode';
import {
  type ExpectedKey,
  type FoundNames,
  find,
  lineOf,
  type Names,
  namesOfKey,
  type PlaceState,
  parse,
  placeState,
} from '../dotenv/index.ts';
import { plain } from '../ui/plainText.ts';
import type { Account } from './account.ts';
import { envFilesIn } from './envFiles.ts';
import { ENV_FILE_MAX } from './places.ts';
import { readShort } from './readShort.ts';

/** Where a key is to be put. */
export interface Spot {
  readonly folder: vscode.WorkspaceFolder;
  readonly uri: vscode.Uri;
  readonly names: Names;
}

/** Where a key is, or was put: what can be told of it without what is in it. */
export interface KeyPlace {
  readonly uri: vscode.Uri;
  /** As it is called in the workspace, plain text. */
  readonly label: string;
  readonly names: FoundNames;
  /** Of the identifier, counted from 0. */
  readonly line: number;
  readonly state: PlaceState;
}

/**
 * The places of a key in this workspace: files that have it, and files that it was put into and that have something else
 * now. None in a workspace that is not trusted. Never rejects.
 */
export async function keyPlaces({ secrets, places }: Account, identifier: string): Promise<KeyPlace[]> {
  if (!vscode.workspace.isTrusted) return [];
  const secret = await secrets.read(identifier).catch(() => undefined);
  const found = await filesWith(identifier, secret);
  const isFound = (uri: string) => found.some((each) => `${each.uri}` === uri);
  const remembered = places.of(identifier).filter(({ uri }) => !isFound(uri));
  return Promise.all([
    ...found.map(({ uri, names }) => keyPlaceAt(uri, names, { identifier, secret })),
    ...remembered.map(({ uri, names, replaces }) =>
      keyPlaceAt(vscode.Uri.parse(uri), names, { identifier, secret, replaces }),
    ),
  ]);
}

/** Remembers that the files with a key are to get the one that replaces it. Never rejects. */
export async function followReplacement(
  { places }: Account,
  { identifier, replaces }: { readonly identifier: string; readonly replaces: string },
): Promise<void> {
  const found = vscode.workspace.isTrusted ? await filesWith(replaces, undefined) : [];
  if (found.length === 0) return;
  await places.remember(...found.map(({ uri, names }) => ({ uri: `${uri}`, identifier, names, replaces })));
}

/** The files that have a key now, with the names that they have it under. */
async function filesWith(identifier: string, secret: string | undefined) {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const uris = (await Promise.all(folders.map(envFilesIn))).flatMap(({ found }) => found);
  // A folder may be inside of another one of the same workspace.
  const unique = new Map(uris.map((uri) => [`${uri}`, uri]));
  const looked = await Promise.all(
    [...unique.values()].map(async (uri) => {
      const bytes = await readShort(uri, ENV_FILE_MAX);
      const dotenv = typeof bytes === 'string' ? undefined : parse(bytes);
      const names = dotenv?.kind === 'read' ? namesOfKey(dotenv.assignments, identifier, secret) : undefined;
      return names ? [{ uri, names }] : [];
    }),
  );
  return looked.flat();
}

async function keyPlaceAt(uri: vscode.Uri, names: FoundNames, key: ExpectedKey): Promise<KeyPlace> {
  const place = { uri, label: plain(vscode.workspace.asRelativePath(uri), 80), names };
  const bytes = await readShort(uri, ENV_FILE_MAX);
  if (typeof bytes === 'string') return { ...place, line: 0, state: bytes === 'absent' ? 'gone' : 'unclear' };
  const dotenv = parse(bytes);
  const at = dotenv.kind === 'read' ? (find(dotenv, names.identifier)?.lineFrom ?? 0) : 0;
  return { ...place, line: lineOf(bytes, at), state: placeState(dotenv, names, key) };
}
