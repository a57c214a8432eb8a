import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { UserSummary } from '../../src/api/index.ts';
import { type PageReport, readFromPage } from '../../src/health/messages.ts';
import { countPeople, type Facts, type PeopleFacts, reportOf } from '../../src/health/report/index.ts';
import { roleName } from '../../src/ui/roles.ts';
import { launchChromium } from '../host/chromium.ts';
import { run as runProgram } from '../host/commands.ts';
import { root } from '../host/paths.ts';
import { atMost, median, type Row } from './table.ts';

const DAY = 86_400_000;
const ROUNDS = 21;
const KEYS = 240;
const PAGES = 200;
const PEOPLE = 100_000;
const ROLES = ['ROLE_USER', 'ROLE_ADMIN', 'ROLE_CONSULTANT', 'ROLE_BILLING_MANAGER'];
const SCOPES = ['OFFER_READ', 'OFFER_WRITE', 'DISPUTE_READ', 'DISPUTE_WRITE', 'PERSONA_READ', 'PERSONA_AUTH'];

export const title = `Account health of ${KEYS} keys and ${PEOPLE.toLocaleString('en')} users, in milliseconds`;

/** Counting in the extension host, and drawing in the page; drawing beside the same elements made from text. */
export async function run(): Promise<Row[]> {
  const everybody = people(PEOPLE);
  const rounds = Array.from({ length: 5 }, () => count(everybody));
  const counted = rounds[0] as (typeof rounds)[number];
  const stride = median(rounds.map(({ longest }) => longest));
  await runProgram('node', ['esbuild.mjs']);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
    await openPage(page);
    const report = reportFor(counted.people, PEOPLE);
    const { ours, plain } = await drawn(page, report);
    const growing = Array.from({ length: PAGES }, (_, index) =>
      reportFor(count(people(50 * (index + 1))).people, 50 * (index + 1)),
    );
    const updates = await updated(page, growing);
    return [
      { what: 'all users counted', median: median(rounds.map(({ ms }) => ms)) },
      { what: 'counted, between two turns of others', median: stride, ...atMost(16, stride) },
      { what: 'page drawn', median: median(ours), ...atMost(50, median(ours)) },
      {
        what: 'page drawn, beside its elements from text',
        median: median(ours),
        plain: median(plain),
        ratio: median(ours) / median(plain),
      },
      {
        what: `drawn again, ${PAGES} pages of users, longest`,
        median: Math.max(...updates),
        ...atMost(16, Math.max(...updates)),
      },
    ];
  } finally {
    await browser.close();
  }
}

function people(length: number): UserSummary[] {
  const now = Date.now();
  return Array.from({ length }, (_, id) => ({
    id,
    firstName: `First ${id}`,
    lastName: `Last ${id}`,
    roles: [ROLES[id % ROLES.length] as string],
    twoFactor: id % 3 === 0,
    ...(id % 9 > 0 && { lastLogIn: new Date(now - (id % 800) * DAY) }),
  }));
}

function count(users: readonly UserSummary[]): { people: PeopleFacts; ms: number; longest: number } {
  let longest = 0;
  const start = performance.now();
  const work = countPeople(users, Date.now(), {
    nameOf: ({ firstName = '' }) => firstName,
    emailOf: () => '',
    roleName,
  });
  for (;;) {
    const before = performance.now();
    const step = work.next();
    longest = Math.max(longest, performance.now() - before);
    if (step.done) return { people: step.value, ms: performance.now() - start, longest };
  }
}

function reportFor(counted: PeopleFacts, seen: number): PageReport {
  const keys: Facts['keys'] = Array.from({ length: KEYS }, (_, index) => ({
    identifier: `key-${index}`,
    name: `Key ${index}`,
    ageDays: (index * 37) % 500,
    scopes: SCOPES.filter((_each, scope) => (index + scope) % 3 > 0),
    secret: index % 2 ? 'here' : 'elsewhere',
    isRotating: false,
    isRotatable: true,
    isDue: (index * 37) % 500 > 90,
  }));
  const report = reportOf({
    ...{ account: 'Acme', counted: 'today', maxAgeDays: 90, keys, keyExtent: { seen: KEYS, isComplete: true } },
    ...{ people: counted, peopleExtent: { seen, total: PEOPLE, isComplete: false } },
  });
  return { ...report, loading: ['people'] };
}

/** The page as the extension opens it, but for its policy. */
async function openPage(page: Page): Promise<void> {
  const file = (name: string) => readFile(path.join(root, 'dist/health', name), 'utf8');
  await page.addInitScript(
    'globalThis.sent = []; globalThis.acquireVsCodeApi = () => ({ postMessage: (m) => sent.push(m), getState() {}, setState() {} });',
  );
  await page.goto('about:blank');
  await page.addStyleTag({ content: await file('style.css') });
  await page.addScriptTag({ content: await file('page.js') });
  const [first] = (await page.evaluate('sent')) as unknown[];
  if (readFromPage(first)?.type !== 'ready') throw new Error('The page does not say that it is ready.');
}

async function drawn(page: Page, report: PageReport): Promise<{ ours: number[]; plain: number[] }> {
  return page.evaluate(
    ({ data, rounds }) => {
      const timed = (act: () => void) => {
        const start = performance.now();
        act();
        document.body.getBoundingClientRect();
        return performance.now() - start;
      };
      const main = document.querySelector('main') as HTMLElement;
      const post = (message: unknown) =>
        window.dispatchEvent(new MessageEvent('message', { data: message, origin: window.origin }));
      const ours: number[] = [];
      const plain: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        post({ type: 'nothing', words: 'Nothing.' });
        ours.push(timed(() => post({ type: 'report', report: data })));
        const text = main.innerHTML;
        const copy = document.createElement('main');
        main.replaceWith(copy);
        plain.push(timed(() => copy.insertAdjacentHTML('beforeend', text)));
        copy.replaceWith(main);
      }
      return { ours, plain };
    },
    { data: report, rounds: ROUNDS },
  );
}

/** Each on its own, as they come: all at once would be more in the page's memory than it ever has. */
async function updated(page: Page, reports: readonly PageReport[]): Promise<number[]> {
  const taken: number[] = [];
  for (const each of reports) {
    const ms = await page.evaluate((report) => {
      // What came before is drawn by then.
      document.body.getBoundingClientRect();
      const start = performance.now();
      const data = { type: 'report', report };
      window.dispatchEvent(new MessageEvent('message', { data, origin: window.origin }));
      document.body.getBoundingClientRect();
      return performance.now() - start;
    }, each);
    taken.push(ms);
  }
  return taken;
}
