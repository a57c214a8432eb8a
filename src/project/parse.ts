import { DEFAULT_NAMES, isRuling, isVariableName, type Names, PUBLISHED } from '../dotenv/index.ts';
import { CLIENT_MAX, ENVIRONMENTS, FILE_PATTERN, KEYS_MAX } from './format.ts';

/** A key that the project needs. */
export interface NeededKey {
  readonly kind: 'key';
  /** Name or identifier of the client. */
  readonly client: string;
  /** Relative to the folder of the project. */
  readonly file: string;
  readonly names: Names;
  readonly environment?: (typeof ENVIRONMENTS)[number];
}

/** An entry that nobody can act on, and why: a sentence without its subject. */
export interface BadEntry {
  readonly kind: 'bad';
  readonly why: string;
  /** Which entry of the list it is, from 1; `undefined` where it is the file as a whole. */
  readonly at?: number;
}

export type Entry = NeededKey | BadEntry;

/** What is in a project file; where it cannot be read as a whole, one {@link BadEntry}. In the file's order. */
export function parseProject(text: string): readonly Entry[] {
  let json: unknown;
  try {
    json = JSON.parse(withoutExtras(text));
  } catch {
    return [bad('is no JSON')];
  }
  const keys = fieldOf(json, 'keys');
  if (!Array.isArray(keys)) return [bad('has no list “keys”')];
  const taken = new Set<string>();
  const entries = keys.slice(0, KEYS_MAX).map((each: unknown, index): Entry => {
    const at = index + 1;
    const entry = entryOf(each);
    if (entry.kind === 'bad') return { ...entry, at };
    const spots = [entry.names.identifier, entry.names.secret].map((name) => `${entry.file}\n${name}`);
    if (spots.some((spot) => taken.has(spot)))
      return { ...bad('has a variable that another entry has for the same file'), at };
    for (const spot of spots) taken.add(spot);
    return entry;
  });
  return keys.length > KEYS_MAX ? [...entries, bad(`has more than ${KEYS_MAX} keys; the rest is left out`)] : entries;
}

/** As editors let people write JSON: without comments and commas behind the last one. In one pass each, whatever is in it. */
function withoutExtras(text: string): string {
  const uncommented = text.replace(
    /("(?:\\[\s\S]|[^"\\])*(?:"|\\?$))|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g,
    (_, quoted?: string) => quoted ?? ' ',
  );
  return uncommented.replace(/("(?:\\[\s\S]|[^"\\])*(?:"|\\?$))|,(?=\s*[}\]])/g, (_, quoted?: string) => quoted ?? '');
}

function entryOf(value: unknown): Entry {
  const client = fieldOf(value, 'client');
  if (typeof client !== 'string' || client.trim() === '') return bad('has no “client”, the name of an API client');
  if (client.length > CLIENT_MAX) return bad(`has a “client” of more than ${CLIENT_MAX} characters`);
  const file = fieldOf(value, 'file') ?? '.env';
  if (typeof file !== 'string' || !new RegExp(FILE_PATTERN).test(file)) {
    return bad('has a “file” that is no .env file below this folder');
  }
  const identifier = fieldOf(value, 'idVariable') ?? DEFAULT_NAMES.identifier;
  const secret = fieldOf(value, 'secretVariable') ?? DEFAULT_NAMES.secret;
  if (typeof identifier !== 'string' || !isVariableName(identifier)) return bad('has an “idVariable” that is no name');
  if (typeof secret !== 'string' || !isVariableName(secret)) return bad('has a “secretVariable” that is no name');
  if (PUBLISHED.test(secret)) return bad('has a “secretVariable” whose value build tools put into web pages');
  if (isRuling(identifier)) return bad('has an “idVariable” that decides what programs run');
  if (isRuling(secret)) return bad('has a “secretVariable” that decides what programs run');
  if (identifier === secret) return bad('has one variable for identifier and secret');
  const environment = fieldOf(value, 'environment');
  const known = ENVIRONMENTS.find((each) => each === environment);
  if (environment !== undefined && !known) return bad('has an “environment” that does not exist');
  return { kind: 'key', client, file, names: { identifier, secret }, ...(known && { environment: known }) };
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function bad(why: string): BadEntry {
  return { kind: 'bad', why };
}
