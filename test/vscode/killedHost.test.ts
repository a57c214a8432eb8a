import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { type CreatedApiClient, parseApiOrigin, type TripartieClient } from '../../src/api/index.ts';
import { findOrphans, sentAt } from '../../src/clients/orphans.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { inFolder, type Platform } from '../../src/platform/platform.ts';
import { createPorts } from '../../src/rotation/createPorts.ts';
import {
  continueRotation,
  type Decision,
  listRotations,
  newKeyOf,
  type Outcome,
  type Ports,
  startRotation,
} from '../../src/rotation/machine/index.ts';
import { createSandbox, type Sandbox, serveSandbox } from '../../src/sandbox/index.ts';
import { Vault } from '../../src/session/secrets/vault.ts';
import { WindowCopy } from '../../src/session/secrets/windowCopy.ts';
import { type Account, Session } from '../../src/session/session.ts';
import { NotKeptError } from '../../src/session/sessionErrors.ts';
import { BrowserSecrets } from '../helpers/browserSecrets.ts';
import { KillableHost } from '../helpers/killableHost.ts';
import { MemoryDisk } from '../helpers/platform/memoryDisk.ts';
import { TestWindow } from '../helpers/testWindow.ts';

/** A page of a window, with what a store keeps in it. */
interface Page {
  readonly window: TestWindow;
  readonly secrets: vscode.SecretStorage;
}

/** An extension host in a page, with somebody signed in. */
interface Start {
  readonly host: KillableHost;
  readonly session: Session;
  readonly account: Account;
  readonly platform: Platform;
  /** What of the API is killed with the host. */
  readonly api: Pick<TripartieClient, 'createApiClient' | 'deleteApiClient'>;
}

/** What follows the death of a host. */
type Next = 'the same page' | 'the page, reloaded' | 'another window';

const NAME = 'rotated';

/**
 * An editor in a browser, whose pages have copies of one store, or each one of its own that it forgets. Real but for the
 * browser, the disk and the death of its hosts: sessions, stores, files, rotations and the sandbox.
 */
class Editor {
  readonly sandbox: Sandbox = createSandbox({ users: 1, apiClients: 0 });
  readonly #isDurable: boolean;
  readonly #browser = new BrowserSecrets();
  readonly #sessions: Session[] = [];
  readonly #disk = new MemoryDisk(systemClock);
  #origin = '';
  #close: () => Promise<void> = async () => undefined;
  /** Secrets that the person has saved. */
  readonly saved = new Set<string>();
  /** Identifiers of keys that were deleted while the other one was not safe. */
  readonly deletedEarly: string[] = [];

  constructor(isDurable: boolean) {
    this.#isDurable = isDurable;
  }

  async open(): Promise<this> {
    const server = await serveSandbox(this.sandbox);
    this.#close = () => server.close();
    this.#origin = server.url;
    return this;
  }

  async close(): Promise<void> {
    for (const session of this.#sessions) session.dispose();
    await this.#close();
  }

  page(window = new TestWindow()): Page {
    const secrets = (this.#isDurable ? this.#browser : new BrowserSecrets()).openWindow();
    return { window, secrets };
  }

  async start({ window, secrets }: Page): Promise<Start> {
    const host = new KillableHost();
    const platform = host.platform(this.#disk);
    const vault = new Vault(host.secrets(secrets), 2_000, async () => new WindowCopy(platform, window));
    const session = new Session(vault, platform, { note: () => undefined }, window);
    this.#sessions.push(session);
    const profile = {
      environment: 'custom',
      origin: parseApiOrigin(this.#origin),
      kind: 'personalKey',
      subject: 'the owner',
      credential: { kind: 'personalKey', jwt: this.sandbox.personalKey },
    } as const;
    await session.signIn(profile).catch((error: unknown) => assert.ok(error instanceof NotKeptError));
    const account = await session.account();
    assert.ok(account);
    const { client } = account;
    const api: Start['api'] = {
      createApiClient: (input) => host.use('creating a key', () => client.createApiClient(input)),
      deleteApiClient: async (identifier) => {
        await this.#expectSafe(account, identifier);
        return host.use('deleting a key', () => client.deleteApiClient(identifier));
      },
    };
    return { host, session, account, platform, api };
  }

  /** One that goes is early, unless another one of its name has a secret that is safe. */
  async #expectSafe({ client, secrets, durability }: Account, going: string): Promise<void> {
    const others = (await client.listApiClients()).items.filter(
      ({ name, identifier }) => name === NAME && identifier !== going,
    );
    for (const { identifier } of others) {
      const isKept =
        durability === 'durable' && this.#isDurable && (await secrets.readStored(identifier)) !== undefined;
      if (isKept || this.saved.has(identifier)) return;
    }
    this.deletedEarly.push(going);
  }
}

/** Waits take no time. */
function hurried(clock: Clock): Clock {
  let ahead = 0;
  return {
    // A wall clock has whole milliseconds.
    now: () => Math.floor(clock.now() + ahead),
    elapsed: () => clock.elapsed() + ahead,
    sleep: async (ms) => {
      ahead += Math.ceil(Math.max(ms, 0));
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function portsOf({ host, account, platform, api }: Start): Ports {
  const ports = createPorts(account, {
    profile: 'the organization',
    platform: { ...inFolder(platform, 'rotations'), clock: hurried(platform.clock) },
    memory: { records: new Map(), seen: new Map() },
    signsInWith: async () => false,
    isUsedHere: async () => false,
    isActive: async () => true,
  });
  const fetchToken: Ports['api']['fetchToken'] = (key, options) =>
    host.use('trying a key', () => ports.api.fetchToken(key, options));
  return { ...ports, api: { ...ports.api, ...api, fetchToken } };
}

/** Ends when the work does, or its host. @returns whether it was the work */
async function untilKilled({ host }: Start, work: Promise<unknown>): Promise<boolean> {
  let isDone = false;
  const done = work.then(() => {
    isDone = true;
  });
  await Promise.race([done, host.death]);
  return isDone;
}

/** As "Create API Client…" does it. */
async function create({ account, api }: Start): Promise<void> {
  const input = { name: NAME, scopes: ['OFFER_READ'] } as const;
  const note = await account.secrets.announce(input);
  const created: CreatedApiClient = await api.createApiClient({ ...input, scopes: ['OFFER_READ'] });
  await account.secrets.keep(created.identifier, created.secret, { name: NAME, note });
}

/** A person who goes on with whatever is asked, and saves a copy where that is asked for. */
async function rotate(editor: Editor, start: Start, begin?: string): Promise<void> {
  const ports = portsOf(start);
  let turns = 0;
  const drive = async (run: AsyncGenerator<Outcome, void, undefined>): Promise<void> => {
    turns += 1;
    assert.ok(turns < 30, 'it goes round in circles');
    let last: Outcome | undefined;
    for await (const outcome of run) last = outcome;
    const decision = last && (await answer(editor, start, ports, last));
    if (decision && last && 'rotation' in last) await drive(continueRotation(ports, last.rotation.id, { decision }));
  };
  if (begin !== undefined) return drive(startRotation(ports, begin));
  for (const entry of await listRotations(ports)) {
    assert.ok(entry.kind === 'underWay', entry.kind);
    await drive(continueRotation(ports, entry.rotation.id, { decision: { kind: 'goOn' } }));
  }
}

async function answer(editor: Editor, start: Start, ports: Ports, last: Outcome): Promise<Decision | undefined> {
  if (last.kind === 'parked') return { kind: 'undo' };
  if (last.kind === 'waits') {
    if (last.because !== 'overlap') await ports.clock.sleep(last.inMs);
    return { kind: 'goOn' };
  }
  if (last.kind !== 'needs') return undefined;
  switch (last.need.kind) {
    case 'savedCopy': {
      const key = await newKeyOf(ports, last.rotation.id);
      if (!key) return undefined;
      editor.saved.add(key.identifier);
      await start.account.secrets.release(key.identifier);
      return { kind: 'savedCopy' };
    }
    case 'overlap':
      return { kind: 'overlap', overlap: { kind: 'for', ms: 0, deleteAutomatically: true } };
    case 'orphan':
      return { kind: 'deleteOrphan', identifier: last.need.candidates[0]?.identifier ?? '' };
    case 'retireNow':
      return { kind: 'retireNow' };
    default:
      return undefined;
  }
}

/** Of every key of that name there is the secret, saved, safe or asked for; or there is a word that it is missing. */
async function expectWord(editor: Editor, { account }: Start): Promise<void> {
  const { secrets, client } = account;
  const { stock } = await secrets.takeStock();
  const left = [...stock.values()];
  for (const { name, identifier } of (await client.listApiClients()).items) {
    if (name !== NAME || editor.saved.has(identifier)) continue;
    const place = await secrets.place(identifier);
    if (place === 'stored') assert.equal(account.durability, 'durable', 'a store that may forget is not called safe');
    if (place !== 'absent') continue;
    let isTold = left.some((each) => each.kind === 'lost' && each.identifier === identifier);
    for (const cut of left) {
      if (cut.kind !== 'cut') continue;
      const { orphans } = await findOrphans(account, cut, sentAt(cut.startedAt));
      isTold ||= orphans.some((orphan) => orphan.identifier === identifier);
    }
    assert.ok(isTold, 'a secret is lost without a word');
  }
}

/** The page that follows, and whether it can store at all: a window that was there before is reloaded first. */
function nextPage(editor: Editor, page: Page, other: Page | undefined, next: Next): Page {
  if (next === 'the same page') return page;
  return editor.page((next === 'another window' ? (other ?? page) : page).window.reload());
}

const STORES = {
  'that was seen to remember': { isDurable: true, isProven: true },
  'that remembers, on its first day': { isDurable: true, isProven: false },
  'that forgets': { isDurable: false, isProven: false },
} as const;

for (const [store, { isDurable, isProven }] of Object.entries(STORES)) {
  describe(`An extension host that is killed at any await, with a store ${store}`, () => {
    /** Kills a host after each of its uses in turn, and looks what the next one makes of it. */
    async function atEachUse(
      next: Next,
      work: (editor: Editor, start: Start) => Promise<void>,
      after: (editor: Editor, start: Start) => Promise<void>,
      every = 1,
    ): Promise<string[]> {
      const awaits: string[] = [];
      for (let uses = 0; ; uses += every) {
        const editor = await new Editor(isDurable).open();
        try {
          const other = next === 'another window' ? editor.page() : undefined;
          if (other) await editor.start(other);
          let page = editor.page();
          if (isProven || other) {
            (await editor.start(page)).host.kill();
            page = editor.page(page.window.reload());
          }
          const start = await editor.start(page);
          const { client } = start.account;
          await client.createApiClient({ name: 'another', scopes: ['OFFER_READ'] });
          start.host.killAfter(uses);
          if (await untilKilled(start, work(editor, start))) return awaits;
          awaits.push(start.host.killedAt ?? '');
          let last = nextPage(editor, page, other, next);
          let following = await editor.start(last);
          if (await following.account.vault.isOutdated()) {
            // Before it stores anything the person is asked to reload it, once.
            following.host.kill();
            last = editor.page(last.window.reload());
            following = await editor.start(last);
            assert.equal(await following.account.vault.isOutdated(), false);
          }
          try {
            await after(editor, following);
            assert.deepEqual(editor.deletedEarly, []);
          } catch (error) {
            throw new Error(`Killed ${start.host.killedAt} (${uses}), then ${next}`, { cause: error });
          }
        } finally {
          await editor.close();
        }
      }
    }

    for (const next of ['the same page', 'the page, reloaded', 'another window'] as const) {
      it(`loses no secret of a create without a word: ${next}`, async () => {
        const awaits = await atEachUse(next, (_, start) => create(start), expectWord);
        assert.ok(awaits.includes('after creating a key'));
        assert.ok(awaits.some((each) => each.startsWith('after storing')));
      }).timeout(60_000);

      it(`deletes no key early in a rotation, and ends with one that works: ${next}`, async function () {
        const every = store === 'that forgets' && next === 'the same page' ? 1 : 7;
        const begin = async (editor: Editor, start: Start) => {
          const { identifier } = await start.account.client.createApiClient({ name: NAME, scopes: ['OFFER_READ'] });
          editor.saved.add(identifier);
          await rotate(editor, start, identifier);
        };
        const awaits = await atEachUse(
          next,
          begin,
          async (editor, start) => {
            await rotate(editor, start);
            const keys = (await start.account.client.listApiClients()).items.filter(({ name }) => name === NAME);
            assert.equal(keys.length, 1);
            const [key] = keys;
            const isThere =
              key &&
              (editor.saved.has(key.identifier) || (await start.account.secrets.place(key.identifier)) === 'stored');
            assert.ok(isThere, 'its secret is the person’s, or here');
            // What is left behind is the same; who takes it up is another one.
          },
          every,
        );
        assert.ok(every > 1 || awaits.includes('after deleting a key'));
        if (this.test) this.test.title += `, after ${awaits.length} awaits`;
      }).timeout(120_000);
    }
  });
}
