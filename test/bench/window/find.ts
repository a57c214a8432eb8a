import { createClient, parseApiOrigin, type UserSummary } from '../../../src/api/index.ts';
import { Directory } from '../../../src/directory/index.ts';
import { createSandbox, type SandboxOptions } from '../../../src/sandbox/index.ts';
import { userName } from '../../../src/ui/userName.ts';
import type { Workbench } from '../../host/workbench.ts';
import { keystrokes } from '../people.ts';
import { LOOKED_AT, type Painted, pressAndTime } from './paint.ts';

const TITLE = 'Find user';

/** What the extension is to find, worked out here: the same users, listed from a sandbox of its own. */
export async function directoryOf({ users = 0 }: SandboxOptions): Promise<Directory> {
  const sandbox = createSandbox({ users, pageSize: 1_000 });
  const client = createClient({
    origin: parseApiOrigin('https://api.sandbox.example'),
    credential: { kind: 'personalKey', jwt: sandbox.personalKey },
    fetch: (request) => sandbox.fetch(request as Request),
  });
  const directory = new Directory({ fetchPage: (page, options) => client.listUsers({ ...options, page }) });
  await directory.load();
  return directory;
}

/** Presses the key of Find User, and times the pick and its first rows. */
export function open({ page }: Workbench, known: Directory): Promise<Painted> {
  return pressAndTime(page, 'Control+Alt+u', TITLE, { labels: labels(known, '') });
}

/**
 * Types one search after the other in a pick that knows everybody.
 * @returns how long each key took until the rows that it leads to were painted, where these are other ones
 */
export async function typeAll({ page, quickPick }: Workbench, known: Directory, searches: number): Promise<number[]> {
  const keys: number[] = [];
  let before = '';
  for (const query of keystrokes(onKeyboard(known), searches)) {
    // Who is not known is asked for, or invited: rows that nothing here tells of.
    if (known.lookupCandidate(query)) continue;
    if (!query.startsWith(before)) {
      await quickPick.type('');
      before = '';
    }
    for (const letter of query.slice(before.length, -1)) await page.keyboard.press(letter);
    const { rows } = await pressAndTime(page, query.slice(-1), TITLE, { labels: labels(known, query) });
    if (rows !== undefined) keys.push(rows);
    before = query;
  }
  return keys;
}

/**
 * Types family names in a pick that is loading, until `over` says so.
 * @returns how long each key took until all rows had what was typed, where they had not before
 */
export async function typeNames(
  { page, quickPick }: Workbench,
  known: Directory,
  over: () => Promise<boolean>,
): Promise<number[]> {
  const keys: number[] = [];
  const names = new Set(onKeyboard(known).map(({ lastName = '' }) => lastName.toLowerCase()));
  for (const name of names) {
    await quickPick.type('');
    for (let end = 1; end <= name.length; end += 1) {
      if (await over()) return keys;
      const { rows } = await pressAndTime(page, name.charAt(end - 1), TITLE, { text: name.slice(0, end) });
      if (rows !== undefined) keys.push(rows);
    }
  }
  return keys;
}

/** Types into the probe's pick, which has one row that says what was typed. */
export async function typeIntoProbe({ page, quickPick }: Workbench, count: number): Promise<number[]> {
  await page.keyboard.press('Control+Alt+Shift+u');
  await quickPick.shown('Probe');
  const keys: number[] = [];
  for (let length = 1; length <= count; length += 1) {
    const { rows } = await pressAndTime(page, 'a', 'Probe', { labels: ['a'.repeat(length)] });
    if (rows !== undefined) keys.push(rows);
  }
  await quickPick.cancel();
  await quickPick.closed();
  return keys;
}

/** What the first rows of a query say. */
function labels(known: Directory, query: string): string[] {
  const named = known.named(query);
  const found = known.find(query, LOOKED_AT).map(({ user }) => user);
  const users = named ? [named, ...found.filter(({ id }) => id !== named.id)] : found;
  return users.length > 0 ? users.slice(0, LOOKED_AT).map(userName) : ['Nobody matches'];
}

/** Whose names can be typed key by key. */
function onKeyboard(known: Directory): UserSummary[] {
  const everybody = known.find('', known.progress.seen).map(({ user }) => user);
  return everybody.filter(({ firstName, lastName }) => /^[a-z]+$/i.test(`${firstName}${lastName}`));
}
