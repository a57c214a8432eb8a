import { setTimeout as pause } from 'node:timers/promises';
import { createClient, parseApiOrigin } from '../../src/api/index.ts';
import { Directory } from '../../src/directory/index.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { atMost, median, type Row } from './table.ts';

const USERS = 100_000;
const PAGE_SIZE = 50;
const LATENCY_MS = 50;
const RATE_LIMIT = 600;
/** The first minute's calls are spent, waited for, and spent again. */
const SECONDS = 90;
/** What somebody does by hand: opens a user, reads, opens the next. */
const EVERY_MS = 5_000;

export const title = `Calls of a person while ${USERS.toLocaleString('en')} users are loaded, under a limit of ${RATE_LIMIT} calls a minute, ${LATENCY_MS} ms an answer; for ${SECONDS} s`;

/** The same calls at the same time in two accounts; in one of them Find User loads everybody meanwhile. */
export async function run(): Promise<Row[]> {
  const end = AbortSignal.timeout(SECONDS * 1_000);
  const quiet = account();
  const busy = account();
  const loading = busy.directory.load({ signal: end }).catch((error: unknown) => {
    if (!end.aborted) throw error;
  });
  const alone: number[] = [];
  const beside: number[] = [];
  for (let id = 1; !end.aborted; id += 1) {
    alone.push(await quiet.open(id));
    beside.push(await busy.open(id));
    await pause(EVERY_MS);
  }
  await loading;
  const ratio = median(beside) / median(alone);
  return [
    { what: 'users loaded meanwhile', figure: busy.directory.progress.seen },
    { what: 'calls of the load', figure: busy.answers() - beside.length },
    { what: 'answers 429', figure: busy.refusals(), ...atMost(0, busy.refusals()) },
    { what: 'a person’s calls, each way', figure: beside.length },
    { what: 'without the load, median, ms', figure: median(alone) },
    { what: 'beside the load, median, ms', figure: median(beside) },
    { what: 'without the load, longest, ms', figure: Math.max(...alone) },
    { what: 'beside the load, longest, ms', figure: Math.max(...beside) },
    { what: 'medians, beside / without', figure: ratio, ...atMost(1.1, ratio) },
  ];
}

function account() {
  const sandbox = createSandbox({ users: USERS, pageSize: PAGE_SIZE, latencyMs: LATENCY_MS, rateLimit: RATE_LIMIT });
  const client = createClient({
    origin: parseApiOrigin('https://api.sandbox.example'),
    credential: { kind: 'personalKey', jwt: sandbox.personalKey },
    fetch: (request) => sandbox.fetch(request as Request),
  });
  const lines = () => sandbox.requests.lines;
  return {
    directory: new Directory({ fetchPage: (page, options) => client.listUsers({ ...options, page }) }),
    answers: () => lines().length,
    refusals: () => lines().filter(({ status }) => status === 429).length,
    /** How long it takes to open a user, in milliseconds. */
    async open(id: number): Promise<number> {
      const began = performance.now();
      await client.getUser(id);
      return performance.now() - began;
    },
  };
}
