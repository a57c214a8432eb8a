import { keyedHash } from '../../src/platform/hash.ts';
import { identifierAt, inSlices, Needles, needleFor, searchKeys } from '../../src/secretSearch/index.ts';
import { chanceFrom } from '../helpers/chance.ts';
import { atMost, type Row } from './table.ts';

const SECRETS = 50;
const ROUNDS = 41;
const CLIENTS = 500;
const AROUND = 128;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ =;\n';

export const title = `Looking for ${SECRETS} secrets in a text, in milliseconds`;

/** A file that is saved, and the longest that is looked at; each beside a plain search, which would keep the secrets as they are. */
export async function run(): Promise<Row[]> {
  const chance = chanceFrom(17);
  const noise = (length: number) => Array.from({ length }, () => LETTERS[chance(LETTERS.length)]).join('');
  const secrets = Array.from({ length: SECRETS }, () => `sandbox_secret_${noise(40)}`);
  const keys = searchKeys(keyedHash(), chance(2 ** 32));
  const needles = new Needles(
    keys,
    secrets.flatMap((secret) => {
      const needle = needleFor(keys, secret);
      return needle ? [[needle, secret] as const] : [];
    }),
  );
  const rows: Row[] = [];
  for (const [what, length, limit] of [
    ['200 KB, a file that is saved', 200 * 1024, 10],
    ['2 MB, the longest', 2 * 1024 * 1024, Number.POSITIVE_INFINITY],
  ] as const) {
    const text = noise(length);
    const ours: number[] = [];
    const plain: number[] = [];
    const strides: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await timed(async () => inSlices(needles.find(text), new AbortController().signal)));
      plain.push(await timed(async () => secrets.some((secret) => text.includes(secret))));
      strides.push(longestStride(needles, text));
    }
    rows.push({
      what,
      median: median(ours),
      plain: median(plain),
      ratio: median(ours) / median(plain),
      ...bounded(limit, median(ours)),
    });
    rows.push({ what: `${what}: between two turns of others`, median: median(strides), ...atMost(8, median(strides)) });
  }
  const clients = Array.from({ length: CLIENTS }, () => noise(32));
  const line = noise(2 * AROUND);
  const hovers = Array.from({ length: ROUNDS }, () => timedNow(() => identifierAt(line, AROUND, clients)));
  rows.push({ what: `a hover, ${CLIENTS} API clients`, median: median(hovers), ...atMost(2, median(hovers)) });
  return rows;
}

function bounded(limit: number, value: number) {
  return Number.isFinite(limit) ? atMost(limit, value) : {};
}

/** The longest that a search goes on before it can be interrupted, and a slice after which it is. */
function longestStride(needles: Needles<string>, text: string): number {
  const work = needles.find(text);
  let longest = 0;
  for (;;) {
    const start = performance.now();
    const { done } = work.next();
    longest = Math.max(longest, performance.now() - start);
    if (done) return longest;
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function timedNow(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return [...times].sort((one, other) => one - other)[times.length >> 1] as number;
}
