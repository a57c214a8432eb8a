import assert from 'node:assert/strict';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import type { Account, Session } from '../../src/session/session.ts';
import { personalKey, usePersonalKeys } from '../helpers/personalKeys.ts';
import { SharedSecrets } from '../helpers/sharedSecrets.ts';
import { useWindows } from '../helpers/windows.ts';
import { eventually } from '../host/eventually.ts';

/** A refusal in the API's own words. */
const REFUSED = { kind: 'replace', status: 401, body: '{"code":401,"message":"Invalid JWT Token"}' } as const;

/** A clock on which each pause lasts until the test ends it. */
class TurnedClock implements Clock {
  readonly now = systemClock.now;
  readonly elapsed = systemClock.elapsed;
  #end: () => void = () => undefined;

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms < 60_000) return systemClock.sleep(ms, signal);
    await new Promise<void>((resolve) => {
      this.#end = resolve;
      signal?.addEventListener('abort', () => resolve());
    });
  }

  passPause(): void {
    this.#end();
  }
}

describe('What is under way in a profile', () => {
  const windows = useWindows();
  const api = usePersonalKeys();
  const ended = 'sandbox.ended.key';

  it('goes on with the same key when the API accepts it again', async () => {
    const window = windows.open();
    await window.signIn(api.jane);
    const { client, profileId } = await windows.accountOf(window);
    api.sandbox.faults.add({ ...REFUSED, times: 'always' });
    const waiting = client.me();
    await nextKey(window);
    api.sandbox.faults.clear();
    await window.replaceCredential(profileId, personalKey(api.sandbox.personalKey));
    assert.ok((await waiting).email, 'what waits goes on');
    assert.equal(((await window.current()) as { refused?: boolean }).refused, false);
  });

  it('comes back by itself when the API accepts the key again: when the person is back in the window, and in time', async () => {
    for (const clock of [new TurnedClock(), undefined]) {
      const platform = createNodePlatform(windows.folder);
      const window = windows.open(windows.store, clock ? { ...platform, clock } : platform);
      await window.signIn(api.jane);
      const { client } = await windows.accountOf(window);
      const fault = api.sandbox.faults.add({ ...REFUSED, times: 'always' });
      const waiting = client.me();
      await nextKey(window);
      await window.lookAgain();
      assert.equal(((await window.current()) as { refused?: boolean }).refused, true, 'it is still refused');
      fault.remove();
      const accepted = nextKey(window);
      if (clock) clock.passPause();
      else await window.lookAgain();
      assert.equal((await accepted).refused, false);
      assert.ok((await waiting).email);
      await window.signOut(await windows.idOf(window));
    }
  });

  it('is not brought back, nor given up, by what answers instead of the API', async () => {
    const window = windows.open();
    await window.signIn(api.jane);
    const { client } = await windows.accountOf(window);
    const page = api.sandbox.faults.add({ kind: 'replace', status: 401, body: '<html>', times: 'always' });
    await assert.rejects(client.me(), { name: 'GatewayError' });
    assert.equal(((await window.current()) as { refused?: boolean }).refused, false);
    page.remove();
    const refused = api.sandbox.faults.add({ ...REFUSED, times: 'always' });
    const waiting = client.me();
    await nextKey(window);
    refused.remove();
    const inBetween = api.sandbox.faults.add({ kind: 'replace', status: 401, body: '<html>', times: 'always' });
    await window.lookAgain();
    assert.equal(((await window.current()) as { refused?: boolean }).refused, true);
    inBetween.remove();
    await window.lookAgain();
    assert.equal(((await window.current()) as { refused?: boolean }).refused, false);
    assert.ok((await waiting).email);
  });

  it('refuses every change through a read-only profile, in the client itself', async () => {
    const window = windows.open();
    await window.signIn({ ...api.jane, readOnly: true });
    const { client, readOnly, profileId } = await windows.accountOf(window);
    assert.ok(readOnly);
    await assert.rejects(client.createApiClient({ name: 'no', scopes: ['OFFER_READ'] }), { name: 'ReadOnlyError' });
    await window.setReadOnly(profileId, false);
    assert.equal((await windows.accountOf(window)).client, client, 'in place: nothing that waits is lost');
    assert.ok((await client.createApiClient({ name: 'yes', scopes: ['OFFER_READ'] })).secret);
    await window.setReadOnly(profileId, true);
    await assert.rejects(client.createApiClient({ name: 'no', scopes: ['OFFER_READ'] }), { name: 'ReadOnlyError' });
  });

  it('lets what waits for a key wait on when changes are forbidden meanwhile, and then refuses the write', async () => {
    const window = windows.open();
    await window.signIn(api.person('jane', ended));
    const { client, profileId } = await windows.accountOf(window);
    let told = 0;
    window.onDidChangeKey(({ refused }) => {
      if (refused) told += 1;
    });
    const refused = nextKey(window);
    const read = client.me();
    const write = assert.rejects(client.createApiClient({ name: 'no', scopes: ['OFFER_READ'] }), {
      name: 'ReadOnlyError',
    });
    await refused;
    await window.setReadOnly(profileId, true);
    assert.equal(((await window.current()) as { refused?: boolean }).refused, true);
    await window.replaceCredential(profileId, personalKey(api.sandbox.personalKey));
    assert.ok((await read).email);
    await write;
    assert.equal(told, 1);
  });

  it('sends nothing with the client of an account that was left', async () => {
    const window = windows.open();
    await window.signIn(api.jane);
    const { client, profileId } = await windows.accountOf(window);
    await window.signIn(api.person('joe', api.sandbox.personalKey));
    const sent = api.sandbox.requests.lines.length;
    await assert.rejects(client.createApiClient({ name: 'late', scopes: ['OFFER_READ'] }), { reason: 'left' });
    await window.switchTo(profileId);
    assert.ok((await (await windows.accountOf(window)).client.me()).email);
    await window.signOut(profileId);
    await assert.rejects(client.deleteUser(2), { reason: 'left' });
    assert.equal(api.sandbox.requests.lines.length, sent + 1);
  });

  it('waits for another key when the one it has is refused, and goes on with it in place', async () => {
    const window = windows.open();
    await window.signIn(api.person('jane', ended));
    const account = await windows.accountOf(window);
    const refused = nextKey(window);
    const waiting = [account.client.me(), account.client.createApiClient({ name: 'waits', scopes: ['OFFER_READ'] })];
    assert.equal((await refused).refused, true);
    const renewed = nextKey(window);
    await window.replaceCredential(account.profileId, personalKey(api.sandbox.personalKey));
    assert.equal((await renewed).refused, false);
    await Promise.all(waiting);
    assert.equal((await windows.accountOf(window)).client, account.client);
  });

  it('goes on in every window when the key is replaced in one', async () => {
    const one = windows.open();
    const other = windows.open();
    await one.signIn(api.person('jane', ended));
    await eventually(() => windows.accountOf(other));
    const { client, profileId } = await windows.accountOf(other);
    const waiting = client.me();
    await nextKey(other);
    await one.replaceCredential(profileId, personalKey(api.sandbox.personalKey));
    assert.ok((await waiting).email);
  });

  it('ends what waits for a key when the profile is left', async () => {
    const window = windows.open();
    await window.signIn(api.person('jane', ended));
    const { client, profileId } = await windows.accountOf(window);
    const waiting = assert.rejects(client.me(), { name: 'NotSignedInError' });
    await nextKey(window);
    await window.signOut(profileId);
    await waiting;
  });

  it('does not wait when the API refuses one request only', async () => {
    const window = windows.open();
    await window.signIn(api.jane);
    const { client } = await windows.accountOf(window);
    api.sandbox.faults.add({
      kind: 'replace',
      status: 401,
      body: '{"code":401,"message":"Invalid JWT Token"}',
      path: '/api-clients',
    });
    await assert.rejects(client.listApiClients(), { name: 'NotSignedInError' });
    assert.ok(!((await window.current()) as { refused?: boolean }).refused);
  });

  it('looks again when the news of another window never came', async () => {
    const shared = new SharedSecrets(() => ({ afterMs: 0, events: 0 }));
    const [one, other] = [windows.open(shared.openWindow()), windows.open(shared.openWindow())];
    await one.signIn(api.person('jane', ended));
    await eventually(async () => {
      other.lookAgain();
      await windows.idOf(other);
    });
    const { client, profileId } = await windows.accountOf(other);
    const waiting = client.me();
    await nextKey(other);
    await one.replaceCredential(profileId, personalKey(api.sandbox.personalKey));
    await shared.settled();
    other.lookAgain();
    assert.ok((await waiting).email);
  });

  it('takes up a name and a key of another window together', async () => {
    const shared = new SharedSecrets(() => ({ afterMs: 0, events: 0 }));
    const [one, other] = [windows.open(shared.openWindow()), windows.open(shared.openWindow())];
    await one.signIn(api.jane);
    const id = await windows.idOf(one);
    await eventually(async () => {
      await other.lookAgain();
      await windows.idOf(other);
    });
    await one.replaceCredential(id, personalKey(ended));
    await one.rename(id, 'Mine');
    await shared.settled();
    await eventually(async () => {
      await other.lookAgain();
      const { name, keyEndsAt } = await windows.accountOf(other);
      assert.deepEqual({ name, keyEndsAt }, { name: 'Mine', keyEndsAt: undefined });
    });
  });
});

/** The next news of the account's key in a window. */
function nextKey(session: Session): Promise<{ account: Account; refused: boolean }> {
  return new Promise((resolve) => {
    const listener = session.onDidChangeKey((state) => {
      listener.dispose();
      resolve(state);
    });
  });
}
