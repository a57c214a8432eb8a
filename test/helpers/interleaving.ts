import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import type { Profile } from '../../src/session/profiles/profile.ts';
import { ProfileFiles } from '../../src/session/profiles/profileFiles.ts';
import { credentialEntry } from '../../src/session/secrets/entryKeys.ts';
import { readCredential } from '../../src/session/secrets/keptCredential.ts';
import { Vault } from '../../src/session/secrets/vault.ts';
import { Session } from '../../src/session/session.ts';
import { ProfileGoneError } from '../../src/session/sessionErrors.ts';
import type { KeyedApi } from './keyedApi.ts';
import { type Hearing, SharedSecrets } from './sharedSecrets.ts';
import { TestWindow } from './testWindow.ts';

/** One thing that a person does. */
export interface Act {
  readonly window: 0 | 1;
  readonly what: 'signIn' | 'switchTo' | 'rename' | 'readOnly' | 'replaceKey' | 'signOut' | 'expire';
  readonly who: string;
  /** How long until the next thing is done, in milliseconds; `end`: once this one has ended. */
  readonly next: number | 'end';
}

/** What is done in two windows, and how they hear of each other's secrets. */
export interface Plan {
  readonly acts: readonly Act[];
  readonly hearing: readonly Hearing[];
}

const WHO = ['jane', 'joe', 'ada'] as const;

const hearing: fc.Arbitrary<Hearing> = fc.record({
  afterMs: fc.integer({ min: 0, max: 12 }),
  events: fc.constantFrom(1, 1, 1, 2, 0),
});

/** Plans of up to ten acts. */
export const interleavings: fc.Arbitrary<Plan> = fc.record({
  acts: fc.array(
    fc.record<Act>({
      window: fc.constantFrom(0, 1),
      what: fc.constantFrom(
        'signIn',
        'signIn',
        'switchTo',
        'rename',
        'readOnly',
        'replaceKey',
        'replaceKey',
        'signOut',
        'expire',
      ),
      who: fc.constantFrom(...WHO),
      next: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant('end' as const)),
    }),
    { minLength: 3, maxLength: 10 },
  ),
  hearing: fc.array(hearing, { minLength: 1, maxLength: 8 }),
});

/** An act that was done, on a clock that tells which came before which. */
interface Done extends Pick<Act, 'what' | 'who'> {
  readonly start: number;
  readonly end: number;
  readonly value?: unknown;
}

/** How long windows may take to agree, in milliseconds. */
const PATIENCE_MS = 8_000;

/**
 * Carries a plan out in two windows of one editor, and ends in an AssertionError unless all is as it should be
 * afterwards.
 */
export async function carryOut(plan: Plan, api: KeyedApi): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tripartie-profiles-'));
  const run = new Interleaving(plan, folder, api);
  try {
    await run.carryOut(plan);
    await run.expectOneState(plan);
  } finally {
    await run.close();
    await rm(folder, { recursive: true, maxRetries: 5 });
  }
}

class Interleaving {
  readonly #windows: readonly Session[];
  readonly #secrets: SharedSecrets;
  readonly #folder: string;
  readonly #files: ProfileFiles;
  readonly #api: KeyedApi;
  readonly #done: Done[] = [];
  readonly #requests: Promise<unknown>[] = [];
  #clock = 0;

  constructor({ hearing }: Plan, folder: string, api: KeyedApi) {
    let heard = 0;
    this.#api = api;
    this.#secrets = new SharedSecrets(() => {
      heard += 1;
      return hearing[heard % hearing.length] ?? { afterMs: 0, events: 1 };
    });
    this.#folder = join(folder, 'profiles');
    this.#files = new ProfileFiles(createNodePlatform(this.#folder).files);
    this.#windows = [0, 1].map(
      () =>
        new Session(
          new Vault(this.#secrets.openWindow()),
          createNodePlatform(folder),
          { note: () => undefined },
          new TestWindow(),
        ),
    );
  }

  async carryOut({ acts }: Plan): Promise<void> {
    await Promise.all(this.#windows.map((window) => window.current()));
    const underWay: Promise<void>[] = [];
    for (const act of acts) {
      const done = this.#act(act);
      underWay.push(done);
      // A rejection is looked at below; until then it is nobody's surprise.
      done.catch(() => undefined);
      if (act.next === 'end') await done.catch(() => undefined);
      else await sleep(act.next);
    }
    for (const ended of await Promise.allSettled(underWay)) {
      if (ended.status === 'rejected' && !(ended.reason instanceof ProfileGoneError)) throw ended.reason;
    }
    await this.#secrets.settled();
  }

  async #act({ window, what, who }: Act): Promise<void> {
    const session = this.#window(window);
    const start = this.#tick();
    const value = await this.#doIt(session, what, who);
    this.#done.push({ what, who, start, end: this.#tick(), value });
  }

  /** @returns what was written, if it was */
  async #doIt(session: Session, what: Act['what'], who: string): Promise<unknown> {
    if (what === 'signIn') {
      const jwt = this.#api.newKey();
      const { origin } = this.#api;
      const credential = { kind: 'personalKey', jwt } as const;
      await session.signIn({ environment: 'custom', origin, kind: 'personalKey', subject: who, credential });
      return jwt;
    }
    const profile = (await session.profiles()).find(({ subject }) => subject === who);
    if (!profile) return undefined;
    switch (what) {
      case 'switchTo':
        return session.switchTo(profile.id);
      case 'rename': {
        const name = `Name ${this.#tick()}`;
        await session.rename(profile.id, name);
        return name;
      }
      case 'readOnly': {
        const readOnly = this.#tick() % 2 === 0;
        await session.setReadOnly(profile.id, readOnly);
        return readOnly;
      }
      case 'replaceKey': {
        const jwt = this.#api.newKey();
        await session.replaceCredential(profile.id, { kind: 'personalKey', jwt });
        return jwt;
      }
      case 'signOut':
        return session.signOut(profile.id);
      case 'expire': {
        const jwt = this.#keyOf(profile);
        if (jwt !== undefined) this.#api.ended.add(jwt);
        this.#ask(await session.account(), profile.id);
      }
    }
    return undefined;
  }

  #ask(account: Awaited<ReturnType<Session['account']>>, id: string): void {
    if (account?.profileId !== id) return;
    const asked = account.client.me();
    asked.catch(() => undefined);
    this.#requests.push(asked);
  }

  async expectOneState({ hearing }: Plan): Promise<void> {
    // Who missed an event looks again when the person comes back to the window.
    if (hearing.some(({ events }) => events === 0)) for (const window of this.#windows) window.lookAgain();
    await this.#eventually(() => this.#expectAgreement());
    const active = await this.#files.active();
    const profile = active ? await this.#files.read(active) : undefined;
    if (profile && this.#api.ended.has(this.#keyOf(profile) ?? '')) {
      await this.#window(this.#clock % 2).replaceCredential(profile.id, {
        kind: 'personalKey',
        jwt: this.#api.newKey(),
      });
      await this.#secrets.settled();
      if (hearing.some(({ events }) => events === 0)) for (const window of this.#windows) window.lookAgain();
      await this.#eventually(() => this.#expectAgreement());
    }
    assert.ok(await inTime(Promise.allSettled(this.#requests)), 'a request was left hanging');
    if (profile) for (const window of this.#windows) await this.#expectKey(window, profile);
    await this.#expectHistory();
  }

  /** Both windows show what the files and the store have, and neither has anything of a profile that is gone. */
  async #expectAgreement(): Promise<void> {
    const [profiles, active] = await Promise.all([this.#files.list(), this.#files.active()]);
    const shown = profiles.find(({ id }) => id === active);
    assert.ok(!active || shown, 'what is active is there');
    for (const window of this.#windows) {
      const state = await window.current();
      if (!shown) {
        assert.equal(state.kind, 'signedOut');
        continue;
      }
      assert.ok(state.kind === 'signedIn', `${state.kind} instead of signed in`);
      const { profileId, name, readOnly } = state.account;
      assert.deepEqual([profileId, name, readOnly], [shown.id, shown.name, shown.readOnly]);
      const seen = await window.credential(shown);
      assert.equal(seen?.kind === 'personalKey' && seen.jwt, this.#keyOf(shown));
    }
    const ids = new Set(profiles.map(({ id }) => id));
    for (const entry of this.#secrets.entries.keys()) {
      if (entry.startsWith(credentialEntry(''))) assert.ok(ids.has(entry.slice(credentialEntry('').length)), entry);
    }
    for (const { id } of profiles) assert.ok(this.#secrets.entries.has(credentialEntry(id)), 'each has a credential');
    for (const file of await readdir(this.#folder)) {
      if (file !== 'active.json') assert.ok(ids.has(file.split('.')[0] ?? ''), `left behind: ${file}`);
    }
  }

  /** A request goes out with the key that is stored. */
  async #expectKey(window: Session, profile: Profile): Promise<void> {
    await this.#eventually(async () => {
      const account = await window.account();
      await account?.client.me({ signal: AbortSignal.timeout(PATIENCE_MS) });
      assert.equal(this.#api.last(), this.#keyOf(profile));
    });
  }

  /** What was written last is there, and what nobody signed out of. */
  async #expectHistory(): Promise<void> {
    const profiles = await this.#files.list();
    for (const who of WHO) {
      const of = profiles.filter(({ subject }) => subject === who);
      const acts = this.#done.filter((each) => each.who === who);
      const outs = acts.filter(({ what }) => what === 'signOut');
      const ins = acts.filter(({ what }) => what === 'signIn');
      assert.ok(of.length <= 1, `${who} is there ${of.length} times`);
      if (ins.some(({ start }) => outs.every(({ end }) => end < start))) assert.equal(of.length, 1, `${who} is gone`);
      if (outs.some(({ start }) => ins.every(({ end }) => end < start))) assert.equal(of.length, 0, `${who} is back`);
      const [profile] = of;
      if (!profile) continue;
      for (const [what, is] of [
        ['rename', profile.name],
        ['readOnly', profile.readOnly],
      ] as const) {
        const written = acts.filter((each) => each.what === what && each.value !== undefined);
        const last = written.filter(({ end }) => !written.some(({ start }) => start > end));
        const kept = last.filter(({ start }) => outs.every(({ end }) => end < start));
        const possible = new Set(last.map(({ value }) => value));
        // Who signs in again after signing out starts anew.
        if (kept.length === 0) possible.add(what === 'rename' ? undefined : false);
        assert.ok(possible.has(is), `${who}: ${what} is ${is}, not one of ${[...possible].join(', ')}`);
      }
    }
  }

  async close(): Promise<void> {
    for (const window of this.#windows) window.dispose();
    await Promise.allSettled(this.#requests);
  }

  #window(index: number): Session {
    const window = this.#windows[index];
    assert.ok(window);
    return window;
  }

  #tick(): number {
    this.#clock += 1;
    return this.#clock;
  }

  /** The stored key of a profile. */
  #keyOf({ id }: Profile): string | undefined {
    const entry = this.#secrets.entries.get(credentialEntry(id));
    const credential = entry && readCredential(entry, this.#api.origin);
    return credential && credential.kind === 'personalKey' ? credential.jwt : undefined;
  }

  /** Checks again whenever a window has news, until it holds. */
  async #eventually(check: () => Promise<void>): Promise<void> {
    let news: () => void = () => undefined;
    const listeners = this.#windows.flatMap((window) => [
      window.onDidChange(() => news()),
      window.onDidDescribe(() => news()),
      window.onDidChangeKey(() => news()),
      window.onDidChangeProfiles(() => news()),
    ]);
    const deadline = performance.now() + PATIENCE_MS;
    try {
      for (;;) {
        const next = new Promise<void>((resolve) => {
          news = resolve;
        });
        try {
          return await check();
        } catch (error) {
          if (performance.now() > deadline) throw error;
        }
        // An event may be a moment ahead of what it tells of.
        await Promise.race([next, sleep(4)]);
      }
    } finally {
      for (const listener of listeners) listener.dispose();
    }
  }
}

async function inTime(ended: Promise<unknown>): Promise<boolean> {
  const late = new AbortController();
  const all = ended.then(() => true);
  try {
    return await Promise.race([all, sleep(PATIENCE_MS, false, { signal: late.signal })]);
  } finally {
    late.abort();
  }
}
