import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  allPages,
  createClient,
  type Page,
  parseApiOrigin,
  type TripartieClient,
  type UserSummary,
} from '../../src/api/index.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { atLeast, atMost, median, type Row } from './table.ts';

const USERS = 100_000;
const PAGE_SIZE = 50;
const LATENCY_MS = 50;
const WIDTH = 4;
const RATE_LIMIT = 600;
/** A second burst of a sliding minute is over by then; a third has not begun. */
const RATE_SECONDS = 100;

export const title = `Listing ${USERS.toLocaleString('en')} users, ${PAGE_SIZE} a page, ${LATENCY_MS} ms an answer, ${WIDTH} at a time; then ${RATE_SECONDS} s under a limit of ${RATE_LIMIT} calls a minute`;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const origin = parseApiOrigin('https://api.sandbox.example');
const keyOf = ({ id }: UserSummary) => id;

function clientOf(sandbox: Sandbox): TripartieClient {
  const credential = { kind: 'personalKey', jwt: sandbox.personalKey } as const;
  return createClient({ origin, credential, fetch: async (request) => sandbox.fetch(request as Request) });
}

/** How long something takes, in milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** What anybody writes first: page after page. */
async function sequentially(client: TripartieClient, pages: number): Promise<void> {
  for (let page = 1; page <= pages; page += 1) await client.listUsers({ page });
}

/** What anybody writes next: as many as the width at once, and all of them waited for. */
async function inChunks(client: TripartieClient, pages: number): Promise<void> {
  for (let first = 1; first <= pages; first += WIDTH) {
    const chunk: Promise<Page<UserSummary>>[] = [];
    for (let page = first; page < Math.min(first + WIDTH, pages + 1); page += 1) chunk.push(client.listUsers({ page }));
    await Promise.all(chunk);
  }
}

/** What one page takes that is asked for by itself, in milliseconds. */
async function onePage(client: TripartieClient): Promise<number> {
  const times: number[] = [];
  for (let page = 1; page <= 9; page += 1) times.push(await timed(() => client.listUsers({ page })));
  return median(times);
}

async function listing(): Promise<Row[]> {
  const client = clientOf(createSandbox({ users: USERS, pageSize: PAGE_SIZE, latencyMs: LATENCY_MS }));
  const pages = USERS / PAGE_SIZE;
  const bound = Math.ceil(pages / WIDTH) * LATENCY_MS;
  // A tenth of the pages tells what the whole loop takes: it does the same again and again.
  const sequential = 10 * (await timed(() => sequentially(client, pages / 10)));
  const chunked = await timed(() => inChunks(client, pages));

  collect();
  const before = process.memoryUsage().heapUsed;
  const users: UserSummary[] = [];
  let first = 0;
  const began = performance.now();
  for await (const page of allPages((page, options) => client.listUsers({ ...options, page }), {
    keyOf,
    width: WIDTH,
  })) {
    if (users.length === 0) first = performance.now() - began;
    users.push(...page);
  }
  const took = performance.now() - began;
  collect();
  const pageAlone = await onePage(client);
  const bytes = (process.memoryUsage().heapUsed - before) / users.length;

  return [
    { what: 'sequential loop (a tenth, times ten), s', measured: sequential / 1000 },
    { what: `Promise.all in chunks of ${WIDTH}, s`, measured: chunked / 1000 },
    { what: `allPages, ${users.length.toLocaleString('en')} users, s`, measured: took / 1000 },
    { what: 'bound: pages / width × latency, s', measured: bound / 1000 },
    { what: 'allPages / bound', measured: took / bound, ...atMost(1.1, took / bound) },
    { what: 'first page, ms', measured: first },
    { what: 'first page / a page alone', measured: first / pageAlone, ...atMost(1.2, first / pageAlone) },
    { what: 'memory a listed user, bytes', measured: Math.round(bytes) },
  ];
}

/** Lists under a rate limit for a fixed time, beside what a caller without any reserve could have got. */
async function rateLimited(): Promise<Row[]> {
  const sandbox = createSandbox({ users: USERS, pageSize: PAGE_SIZE, latencyMs: LATENCY_MS, rateLimit: RATE_LIMIT });
  const end = AbortSignal.timeout(RATE_SECONDS * 1000);
  let allowed = 0;
  let refused = 0;
  const client = createClient({
    origin,
    credential: { kind: 'personalKey', jwt: sandbox.personalKey },
    fetch: async (request) => {
      const response = await sandbox.fetch(request as Request);
      if (response.status === 429) refused += 1;
      else allowed += 1;
      return response;
    },
  });
  try {
    for await (const _ of allPages((page, options) => client.listUsers({ ...options, page }), {
      keyOf,
      signal: end,
      width: WIDTH,
    }));
  } catch (error) {
    if (!end.aborted) throw error;
  }
  const permitted = RATE_LIMIT * Math.ceil(RATE_SECONDS / 60);
  const share = allowed / permitted;
  return [
    { what: 'answers 429', measured: refused, ...atMost(0, refused) },
    {
      what: `share of the ${permitted.toLocaleString('en')} permitted calls`,
      measured: share,
      ...atLeast(0.95, share),
    },
  ];
}

/** Takes about four minutes. */
export async function run(): Promise<Row[]> {
  return [...(await listing()), ...(await rateLimited())];
}
