import * as vscode from 'vscode';
import { inSlices, LONGEST, textIn } from '../secretSearch/index.ts';
import { readShort } from '../session/readShort.ts';
import type { Report } from '../ui/progress.ts';
import type { Kept, KeptKey } from './keptKeys.ts';
import { FOREIGN } from './lookedAt.ts';

/** A secret in a file of the workspace. */
export interface Spotted {
  readonly key: KeptKey;
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

/** What a search of the workspace came to. */
export interface Searched {
  readonly spotted: readonly Spotted[];
  /** How many files were looked at. */
  readonly files: number;
  /** How many were not, and why. */
  readonly tooLong: number;
  readonly noText: number;
  readonly unreadable: number;
  /** Whether there are more files than are looked at. */
  readonly isCut: boolean;
  /** How many secrets were not looked for, as the store did not give them. */
  readonly unread: number;
}

/** So many files of a workspace are looked at. */
const FILES_MAX = 100_000;

/** So many are read at the same time. */
const AT_ONCE = 8;

/** Looks for the secrets of {@link Kept} in the files of the workspace, as they are on the disk. @returns `undefined` when it was cancelled */
export async function searchWorkspace(
  { needles, unread }: Kept,
  signal: AbortSignal,
  report: Report,
): Promise<Searched | undefined> {
  const uris = await filesToSearch(signal);
  const spotted: Spotted[] = [];
  const not = { tooLong: 0, noText: 0, unreadable: 0 };
  let done = 0;
  const queue = uris.slice(0, FILES_MAX).values();
  const work = async () => {
    for (const uri of queue) {
      if (signal.aborted) return;
      const text = await textAt(uri);
      if (typeof text === 'object') not[text.not] += 1;
      else spotted.push(...spottedIn(uri, text, (await inSlices(needles.find(text), signal)) ?? []));
      done += 1;
      if (done % 200 === 0) report(`${done.toLocaleString('en')} of ${uris.length.toLocaleString('en')} files`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (signal.aborted) return undefined;
  const files = done - not.tooLong - not.noText - not.unreadable;
  const order = (one: Spotted, other: Spotted) =>
    one.uri.path === other.uri.path
      ? one.range.start.compareTo(other.range.start)
      : one.uri.path < other.uri.path
        ? -1
        : 1;
  return { spotted: spotted.sort(order), files, ...not, isCut: uris.length > FILES_MAX, unread };
}

async function filesToSearch(signal: AbortSignal): Promise<vscode.Uri[]> {
  const cancelling = new vscode.CancellationTokenSource();
  const cancel = () => cancelling.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await vscode.workspace.findFiles('**/*', `**/{${FOREIGN.join()}}/**`, FILES_MAX + 1, cancelling.token);
  } finally {
    signal.removeEventListener('abort', cancel);
    cancelling.dispose();
  }
}

async function textAt(uri: vscode.Uri): Promise<string | { readonly not: 'tooLong' | 'noText' | 'unreadable' }> {
  const bytes = await readShort(uri, LONGEST);
  if (typeof bytes === 'string') return { not: bytes === 'tooLong' ? 'tooLong' : 'unreadable' };
  const text = textIn(bytes);
  return text === 'tooLong' || text === 'noText' ? { not: text } : text;
}

/** Most places that are told of one file. */
const PLACES_MAX = 200;

function spottedIn(
  uri: vscode.Uri,
  text: string,
  sightings: readonly { readonly about: KeptKey; readonly from: number; readonly to: number }[],
): Spotted[] {
  const lines = lineStarts(text, sightings.at(-1)?.to ?? 0);
  let line = 0;
  return sightings.slice(0, PLACES_MAX).map(({ about, from, to }) => {
    while ((lines[line + 1] ?? Number.POSITIVE_INFINITY) <= from) line += 1;
    // One that ends later may begin earlier.
    while (line > 0 && (lines[line] ?? 0) > from) line -= 1;
    const start = new vscode.Position(line, from - (lines[line] ?? 0));
    return { key: about, uri, range: new vscode.Range(start, start.translate(0, to - from)) };
  });
}

/** Where lines begin, up to a place, as the editor counts them. */
function lineStarts(text: string, upTo: number): number[] {
  const starts = [0];
  const ends = /\r\n|\r|\n/g;
  for (let end = ends.exec(text); end && end.index < upTo; end = ends.exec(text)) starts.push(ends.lastIndex);
  return starts;
}
