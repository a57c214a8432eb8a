import * as vscode from 'vscode';
import { parse } from '../dotenv/index.ts';
import { systemClock } from '../platform/clock.ts';
import { plain } from '../ui/plainText.ts';
import type { Account } from './account.ts';
import { envFilesIn, type Found } from './envFiles.ts';
import { readShort } from './readShort.ts';

/** A file of the workspace that has a key now, found by the key's identifier, or by its secret alone. */
export interface Place {
  readonly folder: vscode.WorkspaceFolder;
  readonly uri: vscode.Uri;
  /** As it is called in the workspace, plain text. */
  readonly label: string;
}

/** A key that is looked for. */
export interface Sought {
  readonly identifier: string;
  /** As far as it is known here. */
  readonly secret: string | undefined;
}

/** A key with its secret, where this editor has that. Never rejects. */
export async function soughtOf({ secrets }: Pick<Account, 'secrets'>, identifier: string): Promise<Sought> {
  return { identifier, secret: await secrets.read(identifier).catch(() => undefined) };
}

/** Longest file that is taken for a `.env` file, in bytes. */
export const ENV_FILE_MAX = 256 * 1024;

/** How long a disk may take, in milliseconds, before a question goes without an answer of it. */
const PATIENCE_MS = 5_000;

/**
 * The files of the workspace that have a key, as they are at this moment: what somebody else has changed since counts.
 * Of a workspace that is not trusted nothing is read. Never rejects, and ends in time.
 */
export async function placesOf(account: Pick<Account, 'secrets'>, identifier: string): Promise<Found<Place>> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (!vscode.workspace.isTrusted) return { found: [], isComplete: folders.length === 0 };
  const patience = new AbortController();
  const late = systemClock
    .sleep(PATIENCE_MS, patience.signal)
    .then((): Found<Place> => ({ found: [], isComplete: false }));
  const sought = await soughtOf(account, identifier);
  const looked = Promise.all(folders.map((folder) => placesIn(folder, sought))).then((all): Found<Place> => {
    // A folder may be inside of another one of the same workspace.
    const unique = new Map(all.flatMap(({ found }) => found.map((place) => [place.uri.toString(), place])));
    return { found: [...unique.values()], isComplete: all.every(({ isComplete }) => isComplete) };
  });
  return Promise.race([looked, late]).finally(() => patience.abort());
}

async function placesIn(folder: vscode.WorkspaceFolder, sought: Sought): Promise<Found<Place>> {
  const files = await envFilesIn(folder);
  const looked = await Promise.all(files.found.map((uri) => placeAt(folder, uri, sought)));
  return {
    found: looked.flatMap((each) => (typeof each === 'object' ? [each] : [])),
    isComplete: files.isComplete && !looked.includes('unreadable'),
  };
}

async function placeAt(
  folder: vscode.WorkspaceFolder,
  uri: vscode.Uri,
  sought: Sought,
): Promise<Place | 'none' | 'unreadable'> {
  const bytes = await readShort(uri, ENV_FILE_MAX);
  if (typeof bytes === 'string') return 'unreadable';
  if (!valuesOf(bytes).some((value) => has(value, sought))) return 'none';
  return { folder, uri, label: plain(vscode.workspace.asRelativePath(uri), 80) };
}

/** What counts of each name; all that is there where readers do not agree on that. */
function valuesOf(bytes: Uint8Array): string[] {
  const dotenv = parse(bytes);
  // UTF-16 has zeros between the letters.
  if (dotenv.kind !== 'read') return [new TextDecoder('latin1').decode(bytes).replaceAll('\0', '')];
  return [...new Map(dotenv.assignments.map(({ name, text }) => [name, text])).values()];
}

/** Shorter ones may be part of anything. */
const TELLING_LENGTH = 16;

/** Whether a value is the key's, or has it inside, as an address may. */
function has(value: string, { identifier, secret }: Sought): boolean {
  return [identifier, secret].some(
    (part) => part && (value === part || (part.length >= TELLING_LENGTH && value.includes(part))),
  );
}

/** So many places are named in a row or a question. */
const NAMED_MAX = 10;

/** What places are called, in one line. */
export function labelsOf(places: readonly Pick<Place, 'label'>[]): string {
  const named = places.slice(0, NAMED_MAX).map(({ label }) => label);
  const more = places.length - named.length;
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
