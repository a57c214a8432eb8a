import * as v from 'valibot';
import type { Credential } from '../../api/index.ts';
import { sha256 } from '../../platform/hash.ts';

/** A credential that is kept in the editor's secret store, one entry a profile. */
export type KeptCredential = Extract<Credential, { kind: 'personalKey' | 'apiClient' }>;

const filled = v.pipe(v.string(), v.nonEmpty());
const schema = v.object({
  version: v.literal(1),
  /** Where it belongs to: the profile's address. An entry that got under another profile is not used. */
  for: v.string(),
  credential: v.variant('kind', [
    v.object({ kind: v.literal('personalKey'), jwt: filled }),
    v.object({ kind: v.literal('apiClient'), identifier: filled, secret: filled }),
  ]),
});

/** The entry's text: with a check sum, so that a store which alters it is noticed. */
export function writeCredential(credential: KeptCredential, place: string): string {
  const text = JSON.stringify({ version: 1, for: place, credential });
  return `${checkSum(text)} ${text}`;
}

/** @returns `undefined` for what is not as it was written, or was written for another place; it is left alone */
export function readCredential(entry: string, place: string): KeptCredential | undefined {
  const at = entry.indexOf(' ');
  const text = entry.slice(at + 1);
  if (entry.slice(0, at) !== checkSum(text)) return undefined;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  return parsed.success && parsed.output.for === place ? parsed.output.credential : undefined;
}

function checkSum(text: string): string {
  return sha256(text, 'base64url').slice(0, 16);
}
