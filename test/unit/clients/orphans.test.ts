import assert from 'node:assert/strict';
import { AmbiguousError, createClient, type NewApiClient, parseApiOrigin } from '../../../src/api/index.ts';
import { findOrphans, type Searched, type Sent, sentAt, sentNow } from '../../../src/clients/orphans.ts';
import { createSandbox } from '../../../src/sandbox/index.ts';

const WANTED: NewApiClient & { name: string } = { name: 'checkout', scopes: ['OFFER_READ', 'PERSONA_AUTH'] };
const MINUTE = 60_000;

/** An API whose clock, which its answers tell, is so many milliseconds behind this computer's. */
function setting(skewMs: number, { tellsTime = true } = {}) {
  let here = Date.UTC(2026, 0, 1);
  let wrong = 0;
  const elapsed = () => here;
  const sandbox = createSandbox({ now: () => here - skewMs });
  const kept = new Set<string>();
  const client = createClient({
    origin: parseApiOrigin('https://api.sandbox.example'),
    credential: { kind: 'personalKey', jwt: sandbox.personalKey },
    now: () => here + wrong,
    elapsed,
    fetch: async (request) => {
      const response = await sandbox.fetch(request as Request);
      const headers = new Headers(response.headers);
      headers.delete('date');
      if (tellsTime) headers.set('date', new Date(here - skewMs).toUTCString());
      return new Response(response.body, { status: response.status, headers });
    },
  });
  return {
    pass: (ms: number) => {
      here += ms;
    },
    make: async (wanted = WANTED) => (await client.createApiClient(wanted)).identifier,
    keep: (identifier: string) => kept.add(identifier),
    find: async (sent: Sent) => {
      const secrets: Searched['secrets'] = { place: async (each) => (kept.has(each) ? 'stored' : 'absent') };
      const { orphans, complete } = await findOrphans({ client, secrets }, WANTED, sent, { elapsed });
      return { orphans: orphans.map(({ identifier }) => identifier), complete };
    },
    now: () => sentNow(client, { elapsed }),
    /** Somebody sets this computer's clock. */
    jump: (ms: number) => {
      wrong += ms;
    },
    look: () => client.listApiClients(),
    here: () => here,
  };
}

describe('A create whose answer was lost', () => {
  for (const skew of [-10 * MINUTE, 0, 10 * MINUTE]) {
    it(`is found by the API’s own clock, which is ${skew / MINUTE} minutes behind this computer’s`, async () => {
      const { make, find, pass, now } = setting(skew);
      const startedAt = now();
      const orphan = await make();
      pass(2 * MINUTE);
      assert.deepEqual(await find(startedAt), { orphans: [orphan], complete: true });
    });

    it(`is not taken for an equal key of four minutes before, with ${skew / MINUTE} minutes between the clocks`, async () => {
      const { make, find, pass, now } = setting(skew);
      await make();
      pass(4 * MINUTE);
      assert.deepEqual(await find(now()), { orphans: [], complete: true });
    });
  }

  for (const jump of [-10 * 60 * MINUTE, 8 * 24 * 60 * MINUTE]) {
    for (const heard of [true, false]) {
      it(`is found although the clock is set by ${jump / MINUTE} minutes meanwhile${heard ? '' : ', and the API’s was not heard before'}`, async () => {
        const { make, find, pass, now, jump: set, look } = setting(0);
        await make();
        pass(MINUTE);
        if (heard) await look();
        const sent = now();
        const orphan = await make();
        set(jump);
        pass(2 * MINUTE);
        assert.deepEqual(await find(sent), { orphans: [orphan], complete: true });
      });
    }
  }

  for (const jump of [0, -10 * 60 * MINUTE]) {
    it(`is found by what another host noted of it, though the clock was set by ${jump / MINUTE} minutes since`, async () => {
      const { make, find, pass, here } = setting(0);
      const startedAt = here();
      const orphan = await make();
      pass(2 * MINUTE);
      const sent = sentAt(startedAt, { now: () => here() + jump, elapsed: here });
      assert.deepEqual(await find(sent), { orphans: [orphan], complete: true });
    });
  }

  it('is none that is not equal, or whose secret is here', async () => {
    const { make, find, keep, now } = setting(0);
    const startedAt = now();
    await make({ ...WANTED, name: 'other' });
    await make({ ...WANTED, scopes: ['OFFER_READ', 'OFFER_WRITE'] });
    keep(await make());
    assert.deepEqual(await find(startedAt), { orphans: [], complete: true });
  });

  it('is not said to be missing while the time of the API is not known', async () => {
    const { make, find, now } = setting(0, { tellsTime: false });
    const startedAt = now();
    await make();
    assert.deepEqual(await find(startedAt), { orphans: [], complete: false });
  });

  /** An API that keeps the answers to the lists asked for before a create, and loses the answer to the create. */
  function slowList() {
    const sandbox = createSandbox();
    const kept: (() => void)[] = [];
    let lists = 0;
    let isKeeping = true;
    const client = createClient({
      origin: parseApiOrigin('https://api.sandbox.example'),
      credential: { kind: 'personalKey', jwt: sandbox.personalKey },
      fetch: async (input) => {
        const request = input as Request;
        if (request.method === 'GET') lists += 1;
        const response = await sandbox.fetch(request);
        response.headers.set('date', new Date().toUTCString());
        if (request.method === 'POST') throw new TypeError('fetch failed');
        if (isKeeping) await new Promise<void>((resolve) => kept.push(resolve));
        return response;
      },
    });
    return {
      client,
      lists: () => lists,
      lookUp: (sent: Sent) => findOrphans({ client, secrets: { place: async () => 'absent' } }, WANTED, sent),
      answerFromNowOn: () => {
        isKeeping = false;
      },
      release: () => {
        for (const go of kept.splice(0)) go();
      },
    };
  }

  it('is looked for in a list that was asked for after it, not in one that a view still waits for', async () => {
    const { client, lists, lookUp, answerFromNowOn, release } = slowList();
    const views = [client.listApiClients(), client.listApiClients()];
    const startedAt = sentNow(client);
    await assert.rejects(client.createApiClient(WANTED), AmbiguousError);
    assert.equal(lists(), 1, 'two views share one read');
    answerFromNowOn();
    const { orphans, complete } = await lookUp(startedAt);
    assert.deepEqual([orphans.map(({ name }) => name), complete], [[WANTED.name], true]);
    release();
    for (const { items } of await Promise.all(views)) {
      assert.ok(!items.some(({ name }) => name === WANTED.name), 'the list of before knows nothing of it');
    }
  });

  it('is looked for twice at a time in one and the same list', async () => {
    const { client, lists, lookUp, answerFromNowOn } = slowList();
    const startedAt = sentNow(client);
    await assert.rejects(client.createApiClient(WANTED), AmbiguousError);
    answerFromNowOn();
    const one = await lookUp(startedAt);
    const alone = lists();
    const [first, second] = await Promise.all([lookUp(startedAt), lookUp(startedAt)]);
    assert.deepEqual([first, second], [one, one]);
    assert.equal(lists(), 2 * alone);
  });
});
