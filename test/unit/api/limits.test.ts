import assert from 'node:assert/strict';
import { CancelledError, RateLimitedError } from '../../../src/api/index.ts';
import { never } from './faults.ts';
import { sampleOf } from './samples.ts';
import { apiClient, clientOf, deferred, errorOf, json, onStoppedClock, ownRefusal } from './vocabulary.ts';

const me = sampleOf('me').answer;
const token = sampleOf('fetchToken').answer;

describe('limits', () => {
  it('at most four requests are under way, or as many as was said', async () => {
    for (const concurrency of [undefined, 1, 7]) {
      let underWay = 0;
      let most = 0;
      const client = clientOf(
        async () => {
          underWay += 1;
          most = Math.max(most, underWay);
          await new Promise((resolve) => setImmediate(resolve));
          underWay -= 1;
          return json(me);
        },
        { concurrency },
      );
      await Promise.all(Array.from({ length: 20 }, (_, id) => client.getUser(id)));
      assert.equal(most, concurrency ?? 4);
    }
  });

  it('answers in the background that arrive together are read one by one, with a turn for others in between', async () => {
    const together = deferred<void>();
    const client = clientOf(async () => {
      await together.promise;
      return json(me);
    });
    let turns = 0;
    const readIn = [1, 2, 3, 4].map(async (id) => {
      await client.getUser(id, { priority: 'background' });
      return turns;
    });
    await new Promise((resolve) => setImmediate(resolve));
    together.resolve();
    for (; turns < 100; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(new Set(await Promise.all(readIn)).size, 4);
  });

  it('what a person waits for goes before background work', async () => {
    const order: string[] = [];
    const first = deferred<Response>();
    const client = clientOf(
      (request) => {
        order.push(new URL(request.url).pathname);
        return order.length === 1 ? first.promise : json(me);
      },
      { concurrency: 1 },
    );
    const calls = [
      client.getUser(1),
      client.getUser(2, { priority: 'background' }),
      client.getUser(3, { priority: 'background' }),
      client.getUser(4),
    ];
    await new Promise((resolve) => setImmediate(resolve));
    first.resolve(json(me));
    await Promise.all(calls);
    assert.deepEqual(order, ['/users/1', '/users/4', '/users/2', '/users/3']);
  });

  it('identical reads under way are one request, and writes never are', async () => {
    let asked = 0;
    const client = clientOf(async () => {
      asked += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return json(me);
    });
    const answers = await Promise.all([client.me(), client.me(), client.me()]);
    assert.equal(asked, 1);
    assert.notEqual(answers[0], answers[1]);
    await client.me();
    assert.equal(asked, 2);
    await Promise.all([client.enableUser(7), client.enableUser(7)]);
    assert.equal(asked, 4);
  });

  it('a read after a write is not one that was begun before it', async () => {
    const lists = [deferred<Response>(), deferred<Response>(), deferred<Response>()];
    const written = deferred<Response>();
    let asked = 0;
    const client = clientOf(({ method }) => (method === 'GET' ? lists[asked++]?.promise : written.promise) ?? never());
    const before = client.listApiClients();
    const creating = client.createApiClient({ name: null, scopes: ['OFFER_READ'] });
    const during = client.listApiClients();
    await new Promise((resolve) => setImmediate(resolve));
    written.resolve(json({ identifier: 'x', secret: 'y' }, 201));
    await creating;
    const after = client.listApiClients();
    for (const [index, list] of lists.entries()) list.resolve(json([], 200, { 'content-range': `0-0/${index}` }));
    assert.deepEqual(
      (await Promise.all([before, during, after])).map(({ total }) => total),
      [0, 1, 2],
    );
  });

  it('a read that is begun with an answer at hand is one of its own', async () => {
    let asked = 0;
    const client = clientOf(() => {
      asked += 1;
      return json(me);
    });
    const again = client.me().then(() => client.me());
    await Promise.all([again, client.me()]);
    assert.equal(asked, 2);
  });

  describe('an exchange for an access token', () => {
    it('leaves the count of the rate limit as it was', () =>
      onStoppedClock(async (pass) => {
        const client = clientOf(({ url }) =>
          url.endsWith('/token') ? json(token) : json(me, 200, { 'x-rate-limit': '10; reset="1970-01-01T00:00:20"' }),
        );
        await client.me();
        await client.fetchToken(apiClient);
        let ended = false;
        const background = client.me({ priority: 'background' }).finally(() => {
          ended = true;
        });
        await pass(19_000);
        assert.equal(ended, false, 'the reserve is the person’s');
        await pass(1_000);
        await background;
      }));

    for (const [name, status, headers, retryAt] of [
      ['that says the limit is used up', 200, { 'x-rate-limit': '0; reset="1970-01-01T00:00:50"' }, undefined],
      ['429', 429, { 'retry-after': '50' }, 50_000],
      ['429 that does not say how long', 429, {}, undefined],
      ['503', 503, { 'retry-after': '50' }, undefined],
    ] as const) {
      it(`that is answered with ${name} holds no other call`, () =>
        onStoppedClock(async (pass) => {
          const client = clientOf(({ url }) => {
            if (url.endsWith('/token')) return json(status === 200 ? token : {}, status, headers);
            return json(me, 200, { 'x-rate-limit': '40; reset="1970-01-01T00:00:20"' });
          });
          await client.getOrganization(3);
          const exchange = client.fetchToken(apiClient);
          if (status === 429) {
            const error = await errorOf(exchange);
            assert.ok(error instanceof RateLimitedError);
            assert.equal(error.retryAt?.getTime(), retryAt);
          } else await exchange.catch(() => undefined);
          const call = client.me({ priority: 'background' });
          await pass(0);
          await call;
          assert.equal(Date.now(), 0);
        }));
    }

    it('goes although nothing is left of the rate limit, but not beyond the width', async () => {
      const first = deferred<Response>();
      const paths: string[] = [];
      const client = clientOf(
        ({ url }) => {
          const { pathname } = new URL(url);
          paths.push(pathname);
          if (pathname === '/token') return first.promise;
          return json(me, 200, { 'x-rate-limit': '0; reset="1970-01-01T00:00:50"' });
        },
        { now: () => 0, concurrency: 1 },
      );
      await client.me();
      const tokens = [client.fetchToken(apiClient), client.fetchToken(apiClient)];
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(paths, ['/me', '/token']);
      first.resolve(json(token));
      await tokens[0];
      assert.ok((await errorOf(client.me())) instanceof RateLimitedError, 'what the account’s own count says holds');
    });
  });

  it('a client for no request at all is none', () => {
    for (const concurrency of [0, -1, Number.NaN]) assert.throws(() => clientOf(never, { concurrency }), RangeError);
  });

  it('a call that the rate limit holds is told until when, again when that changes, and then goes', () =>
    onStoppedClock(async (pass) => {
      const waits = [10, 5];
      const client = clientOf(() => {
        const seconds = waits.shift();
        return seconds === undefined ? json(me) : json({}, 429, { 'retry-after': String(seconds) });
      });
      await errorOf(client.enableUser(1));
      const held: number[] = [];
      const first = client.getUser(2);
      const second = client.getUser(3, { onHeld: (until) => held.push(until.getTime()) });
      await pass(9_999);
      assert.deepEqual(held, [10_000]);
      await pass(1);
      assert.deepEqual(held, [10_000, 15_000], 'the first was refused once more');
      await pass(5_000);
      await Promise.all([first, second]);
      assert.deepEqual([held, Date.now()], [[10_000, 15_000], 15_000]);
    }));

  it('a call that would wait longer than its time-out ends at once, unsent', async () => {
    let asked = 0;
    const client = clientOf(
      () => {
        asked += 1;
        return json(me, 200, { 'x-rate-limit': '0; reset="1970-01-01T00:00:50"' });
      },
      { now: () => 0 },
    );
    await client.me();
    const error = await errorOf(client.me());
    assert.ok(error instanceof RateLimitedError);
    assert.equal(error.retryAt?.getTime(), 50_999);
    assert.equal(error.operation, 'me');
    assert.equal(asked, 1);
  });

  it('what the newest answer says counts', async () => {
    const left = ['7', '0; reset="1970-01-01T00:00:50"'];
    const client = clientOf(() => json(me, 200, { 'x-rate-limit': left.shift() ?? '' }), { now: () => 0 });
    await client.me();
    await client.me();
    assert.ok((await errorOf(client.me())) instanceof RateLimitedError);
  });

  it('a refusal without a count leaves the last count as it was', () =>
    onStoppedClock(async (pass) => {
      const answers = [() => json(me, 200, { 'x-rate-limit': '7' }), () => ownRefusal(404), () => json(me)];
      let asked = 0;
      const client = clientOf(() => (answers[asked++] ?? assert.fail)());
      await client.me();
      await errorOf(client.me());
      const background = client.me({ priority: 'background' });
      await pass(999);
      assert.equal(asked, 2);
      await pass(1);
      await background;
    }));

  it('Retry-After with anything but 429 and 503 holds nobody', async () => {
    const client = clientOf(({ method }) => (method === 'GET' ? json(me) : ownRefusal(404, { 'retry-after': '50' })));
    await errorOf(client.setUpTotp(7));
    await client.me();
  });

  it('calls that were cancelled or came too late in the queue take nobody else’s turn', async () => {
    let time = 0;
    const paths: string[] = [];
    const first = deferred<Response>();
    const client = clientOf(
      (request) => {
        paths.push(new URL(request.url).pathname);
        return paths.length === 1 ? first.promise : json(me);
      },
      { concurrency: 1, now: () => time },
    );
    const under = errorOf(client.setUpTotp(1));
    const controller = new AbortController();
    const cancelled = errorOf(client.setUpTotp(2, { signal: controller.signal }));
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    assert.ok((await cancelled) instanceof CancelledError);
    first.resolve(json({}, 503, { 'retry-after': '50' }));
    await under;
    assert.ok((await errorOf(client.getUser(3))) instanceof RateLimitedError);
    time = 60_000;
    await client.getUser(4);
    await client.getUser(5);
    assert.deepEqual(paths, ['/users/1/totp-setup', '/users/4', '/users/5']);
  });

  it('a call that waits is let through when its time has come', () =>
    onStoppedClock(async (pass) => {
      const paths: string[] = [];
      const client = clientOf((request) => {
        paths.push(new URL(request.url).pathname);
        return json(me, 200, { 'x-rate-limit': '5; reset="1970-01-01T00:00:00"' });
      });
      await pass(5000);
      await client.me();
      const background = client.getUser(1, { priority: 'background' });
      await client.getUser(2);
      await pass(999);
      assert.deepEqual(paths, ['/me', '/users/2']);
      await pass(1);
      assert.deepEqual(paths, ['/me', '/users/2', '/users/1']);
      await background;
    }));
});
