import * as vscode from 'vscode';
import { inSlices, type Sighting } from '../secretSearch/index.ts';
import { textOf } from './documents.ts';
import type { Kept, KeptKey } from './keptKeys.ts';

/** A secret in a document. */
export interface SecretInDocument {
  readonly key: KeptKey;
  readonly range: vscode.Range;
}

/**
 * The secrets in a document as it is now.
 * @returns `changed` where somebody has typed meanwhile: what was found stands elsewhere; nothing once it was given up
 */
export async function secretsIn(
  document: vscode.TextDocument,
  { needles }: Kept,
  signal: AbortSignal,
): Promise<readonly SecretInDocument[] | 'changed'> {
  let version = document.version;
  // Of many documents, the text of one at a time is put together.
  function* search(): Generator<void, Sighting<KeptKey>[], void> {
    version = document.version;
    const text = textOf(document);
    yield;
    return text === undefined ? [] : yield* needles.find(text);
  }
  const sightings = (await inSlices(search(), signal)) ?? [];
  if (document.version !== version) return 'changed';
  return sightings.map(({ about, from, to }) => ({
    key: about,
    range: new vscode.Range(document.positionAt(from), document.positionAt(to)),
  }));
}
