import * as v from 'valibot';
import type { Files } from '../platform/files.ts';

const FILE = 'activity.jsonl';

/** How many activities are kept at least; the file is cut back to these when it has twice as many. */
export const KEPT = 1_000;

/** What was done. */
export const ACTIVITIES = [
  'signed in',
  'signed out',
  'created',
  'deleted',
  'secret copied',
  'secret written',
  'secret given to a program',
  'secret set in CI',
  'secret given to a debug session',
  'credentials tested',
  'secret imported',
  'rotated',
  'rotation',
  'user invited',
  'user edited',
  'user unlocked',
  'user removed',
  'organization edited',
  'two-factor on',
  'two-factor off',
] as const;

/** Longest text of a line, in characters; what is longer is cut. */
const TEXT_MAX = 200;

const text = v.pipe(
  v.string(),
  v.transform((whole) => whole.slice(0, TEXT_MAX)),
);

const activity = v.object({
  /** When, in milliseconds since 1970. */
  at: v.pipe(v.number(), v.safeInteger()),
  /** Whose: organization and environment. */
  account: text,
  what: v.picklist(ACTIVITIES),
  /** Identifier and name of the API client, or the id of the user: people's names and addresses are not kept. */
  about: v.exactOptional(text),
  outcome: v.exactOptional(text),
});

/** One line of the activity log. It has no field that a secret could be in. */
export type Activity = v.InferOutput<typeof activity>;

/**
 * Adds a line; windows may do so at the same time. Never rejects: what a person does must not fail for the log of it.
 * What is not an {@link Activity} is left out.
 */
export async function appendActivity(files: Files, entry: Activity): Promise<void> {
  const checked = v.safeParse(activity, entry);
  if (!checked.success) return;
  try {
    await files.append(FILE, `${JSON.stringify(checked.output)}\n`);
    const entries = await readActivities(files);
    if (entries.length < 2 * KEPT) return;
    const kept = entries.slice(-KEPT).map((each) => `${JSON.stringify(each)}\n`);
    await files.replace(FILE, kept.join(''));
  } catch {
    // The log is a convenience.
  }
}

/** All activities, the oldest first. Damaged lines are left out; a file that is not there, or cannot be read, is empty. */
export async function readActivities(files: Files): Promise<Activity[]> {
  const text = await files.read(FILE).catch(() => undefined);
  return (text ?? '').split('\n').flatMap((line) => {
    try {
      return [v.parse(activity, JSON.parse(line))];
    } catch {
      return [];
    }
  });
}
