import * as v from 'valibot';
import { CREATABLE_SCOPES } from '../../api/index.ts';

/**
 * The version of the record and of the breadcrumb. One of an older version is taken up, one of a newer is left alone.
 * 1 counted the overlap, and how long an answer may be lost, by this computer's wall clock: they are counted anew.
 */
export const RECORD_VERSION = 2;

/**
 * Where a rotation is, in the order in which it moves. AMBIGUOUS: a create was sent and its answer is not known.
 * ROLLBACK: what this rotation made is being deleted; it can be reached from every state before RETIRING.
 * CLEARED: over; kept for a while, so that a record whose removal did not reach the disk does not start it again.
 */
export const STATES = [
  'INTENT',
  'AMBIGUOUS',
  'CREATED',
  'PROVEN',
  'CURRENT',
  'DURABLE',
  'RETIRING',
  'GONE',
  'ROLLBACK',
  'CLEARED',
] as const;
export type RotationState = (typeof STATES)[number];

/**
 * Why a rotation does not go on by itself. Nothing was deleted for it.
 * - `secretLost`: the new key exists and its secret is not to be found here; importing it lets the rotation go on
 * - `newKeyRefused`: the API does not accept the new key
 * - `scopesMissing`: the new key lacks scopes that the old one has
 * - `deleteRefused`: the API refuses to delete the key that has to go (403, 409)
 * - `identifierReused`: what the API called new existed before
 * - `oldKeyRefused`: undoing is not safe, because the API does not accept the old key
 */
export const PARK_REASONS = [
  'secretLost',
  'newKeyRefused',
  'scopesMissing',
  'deleteRefused',
  'identifierReused',
  'oldKeyRefused',
] as const;
export type ParkReason = (typeof PARK_REASONS)[number];

const time = v.pipe(v.number(), v.safeInteger());
const identifier = v.pipe(v.string(), v.nonEmpty());
const scope = v.picklist(CREATABLE_SCOPES);

const overlap = v.variant('kind', [
  /** Both keys live that long; 0 is "now". */
  v.object({ kind: v.literal('for'), ms: v.pipe(time, v.minValue(0)), deleteAutomatically: v.boolean() }),
  v.object({ kind: v.literal('whenTold') }),
]);

const rotation = v.object({
  version: v.literal(RECORD_VERSION),
  id: identifier,
  state: v.picklist(STATES),
  /** The account it belongs to, and the address that its keys are valid at. It waits while another one is signed in. */
  profile: v.string(),
  origin: v.string(),
  oldIdentifier: identifier,
  name: v.nullable(v.string()),
  scopes: v.pipe(v.tupleWithRest([scope], scope), v.readonly()),
  /** Every identifier of the account when it began: none of them is ever taken for one that this rotation made. */
  before: v.pipe(v.array(identifier), v.readonly()),
  /** When the newest of them was made, by the API's clock: what this rotation makes is not older. */
  newestBefore: time,
  /** How many keys there were of which it could not be read which ones they are. */
  unreadableBefore: v.exactOptional(v.pipe(time, v.minValue(1))),
  startedAt: time,
  newIdentifier: v.exactOptional(identifier),
  /** When the answer to the create came. */
  createdAt: v.exactOptional(time),
  /** AMBIGUOUS: from when on, by the API's clock, a key that is not in a complete list was never made. */
  settlesAt: v.exactOptional(time),
  /** AMBIGUOUS: the key that the person said may be deleted. */
  orphan: v.exactOptional(identifier),
  /** AMBIGUOUS: the person was asked about keys that were found. */
  asked: v.exactOptional(v.literal(true)),
  /** When the store last took the new secret. */
  storedAt: v.exactOptional(time),
  overlap: v.exactOptional(overlap),
  /** Since when it counts, by the API's clock: its first answer after the person chose. */
  overlapSince: v.exactOptional(time),
  /** The person's word: the new secret is saved elsewhere. */
  savedCopy: v.exactOptional(v.literal(true)),
  /** The person's word: the old key may go, whatever the overlap. */
  retireNow: v.exactOptional(v.literal(true)),
  /** The person's word: leave all keys as they are and forget this rotation. */
  leave: v.exactOptional(v.literal(true)),
  /** The person cancelled: it rests until they take it up again. */
  paused: v.exactOptional(v.literal(true)),
  clearedAt: v.exactOptional(time),
  parked: v.exactOptional(v.picklist(PARK_REASONS)),
});

const record = v.object({ ...rotation.entries, newSecret: v.exactOptional(v.pipe(v.string(), v.nonEmpty())) });

/** How long both keys live. */
export type Overlap = v.InferOutput<typeof overlap>;

/** One rotation, without its secret: this is what a breadcrumb holds and what may be shown. Times: milliseconds since 1970, by this computer's clock where nothing else is said. */
export type Rotation = Readonly<v.InferOutput<typeof rotation>>;

/** What the secret store holds: the rotation as it was when its key was made, with the secret. */
export type RotationRecord = Readonly<v.InferOutput<typeof record>>;

/** An entry that this version cannot read. It is left alone, and said. */
export interface Unreadable {
  readonly id: string;
  /** What the entry gives as its version. */
  readonly unknownVersion: string;
}

/** Leaves the secret out. */
export function withoutSecret({ newSecret: _, ...rest }: RotationRecord): Rotation {
  return rest;
}

/** Text of a breadcrumb. Goes through the schema, so that no field that is not one of a rotation gets into a file. */
export function writeBreadcrumb(value: Rotation): string {
  return JSON.stringify(v.parse(rotation, value));
}

/** Text of a record. */
export function writeRecord(value: RotationRecord): string {
  return JSON.stringify(value);
}

/** @returns `Unreadable` for what this version did not write, whole and for this id */
export function readBreadcrumb(id: string, text: string): Rotation | Unreadable {
  return read(rotation, id, text);
}

/** @returns `Unreadable` for what this version did not write, whole and for this id */
export function readRecord(id: string, text: string): RotationRecord | Unreadable {
  return read(record, id, text);
}

function read<S extends typeof rotation | typeof record>(schema: S, id: string, text: string) {
  const value = parsed(text);
  const result = v.safeParse(schema, takenUp(value));
  if (result.success && result.output.id === id) return result.output as v.InferOutput<S>;
  const { output } = v.safeParse(v.object({ version: v.union([v.number(), v.string()]) }), value);
  const version = String((output as { version?: unknown } | undefined)?.version ?? 'none').slice(0, 20);
  return { id, unknownVersion: version };
}

/** What an older version wrote, as this one would have. */
function takenUp(value: unknown): unknown {
  if (!v.is(v.object({ version: v.literal(1) }), value)) return value;
  const { settlesAt: _, ...rest } = value as { settlesAt?: unknown };
  return { ...rest, version: RECORD_VERSION };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
