import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fuzzysort from 'fuzzysort';
import type { UserSummary } from '../../src/api/index.ts';
import { fullName, UserIndex } from '../../src/directory/index.ts';
import { keystrokes, people } from './people.ts';
import { plainQuickPick } from './plainQuickPick.ts';

/** The types are those of the oldest Node that the extension runs on; this runs on the newest. */
const thread = process as NodeJS.Process & { threadCpuUsage(before?: NodeJS.CpuUsage): NodeJS.CpuUsage };

/** One line of the table. */
type Row = Record<string, string | number>;

/** How many matches a pick shows. */
const LIMIT = 100;
/** Searches that are typed, about nine key presses each: three of each of the ways in which people look. */
const SEARCHES = 27;
/** Each key press counts with the quickest of its rounds, so that what else the machine does counts less. */
const ROUNDS = 3;

export const title = 'Find a user: one key press, in milliseconds';

/** A way to search: how many matches it shows for what was typed. */
interface Contender {
  readonly name: string;
  readonly search: (query: string) => number;
}

/** Measures all ways on the same users and key presses, in turn. */
export async function run(): Promise<Row[]> {
  return [...(await compared(100_000)), ...(await alone(1_000_000))];
}

async function compared(count: number): Promise<Row[]> {
  const users = received(count);
  const typed = keystrokes(users, SEARCHES);
  const { index, bytesPerUser, blocks } = await build(users);
  const keys = [fullName, (user: UserSummary) => user.email, (user: UserSummary) => user.roleInCompany];
  const allKeys = [...keys, (user: UserSummary) => String(user.id)];
  const snapshot = fuzzysort.snapshot(users, { keys: allKeys });
  const plain = plainQuickPick(users);
  const contenders: Contender[] = [
    { name: 'directory', search: (query) => index.search(query, LIMIT).length },
    { name: 'fuzzysort, snapshot', search: (query) => fuzzysort.go(query, snapshot, { limit: LIMIT }).length },
    {
      name: 'fuzzysort, snapshot, any score',
      search: (query) => fuzzysort.go(query, snapshot, { limit: LIMIT, threshold: 0 }).length,
    },
    { name: 'plain quick pick', search: plain },
  ];
  const times = measure(contenders, typed);
  const ours = percentile(times[0] as number[], 0.95);
  return contenders.map(({ name }, place) => ({
    users: count,
    search: name,
    ...figures(times[place] as number[]),
    'p95 / ours': round(percentile(times[place] as number[], 0.95) / ours),
    ...(place === 0 ? { 'bytes a user': Math.round(bytesPerUser), ...blocks } : {}),
  }));
}

async function alone(count: number): Promise<Row[]> {
  const users = people(count);
  const typed = keystrokes(users, SEARCHES);
  const { index, blocks } = await build(users);
  const search = (query: string) => index.search(query, LIMIT).length;
  const [times] = measure([{ name: 'directory', search }], typed);
  return [
    {
      users: count,
      search: 'directory',
      ...figures(times as number[]),
      ...blocks,
    },
  ];
}

/** Users as answers of the API leave them in memory: each text in one piece. */
function received(count: number): UserSummary[] {
  return JSON.parse(JSON.stringify(people(count))) as UserSummary[];
}

async function build(users: readonly UserSummary[]) {
  const index = new UserIndex();
  const before = memory();
  const began = performance.now();
  const longest = await longestBlock(() => index.add(users));
  const tookMs = performance.now() - began;
  const bytesPerUser = (memory() - before) / users.length;
  // What the machine itself does to a process that does nothing, for as long.
  const idle = await longestBlock(() => new Promise((resolve) => setTimeout(resolve, tookMs)));
  return {
    index,
    bytesPerUser,
    blocks: {
      'longest block, building': round(longest.wall),
      'its processor time': round(longest.own),
      idle: round(idle.wall),
    },
  };
}

/** The longest time that others had to wait for their turn meanwhile, in milliseconds, and how much of one was work. */
async function longestBlock(work: () => Promise<void>): Promise<{ wall: number; own: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let own = 0;
  let before = thread.threadCpuUsage();
  const timer = setInterval(() => {
    const { user, system } = thread.threadCpuUsage(before);
    own = Math.max(own, (user + system) / 1_000);
    before = thread.threadCpuUsage();
  }, 1);
  delay.enable();
  await work();
  delay.disable();
  clearInterval(timer);
  return { wall: delay.max / 1e6, own };
}

/** Bytes in use, garbage not counted. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  // Array buffers are freed in the collection after the one that finds them.
  for (let time = 0; time < 3; time += 1) collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function measure(contenders: readonly Contender[], typed: readonly string[]): number[][] {
  const times = contenders.map(() => typed.map(() => Number.POSITIVE_INFINITY));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [place, { search }] of contenders.entries()) {
      const own = times[place] as number[];
      for (const [key, query] of typed.entries()) {
        const start = performance.now();
        search(query);
        own[key] = Math.min(own[key] as number, performance.now() - start);
      }
    }
  }
  return times;
}

function figures(times: readonly number[]) {
  return {
    p50: round(percentile(times, 0.5)),
    p95: round(percentile(times, 0.95)),
    longest: round(Math.max(...times)),
  };
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(title);
  console.table(await run());
}
