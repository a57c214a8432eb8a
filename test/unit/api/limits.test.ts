import assert from 'node:assert/strict';
import { Budget, readRateLimit } from '../../../src/api/budget.ts';
import { CancelledError, RateLimitedError } from '../../../src/api/index.ts';
import { never } from './faults.ts';
import { sampleOf } from './samples.ts';
import { apiClient, clientOf, deferred, errorOf, json, onStoppedClock } from './vocabulary.ts';

const me = sampleOf('me').answer;
const token = sampleOf('fetchToken').answer;
const NEVER = Number.POSITIVE_INFINITY;

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
      const answers = [() => json(me, 200, { 'x-rate-limit': '7' }), () => json({}, 404), () => json(me)];
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
    const client = clientOf(({ method }) => (method === 'GET' ? json(me) : json({}, 404, { 'retry-after': '50' })));
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

describe('X-Rate-Limit', () => {
  for (const [header, remaining, resetAt] of [
    ['554; reset="1970-01-01T00:00:02"', 554, 2000],
    ['0; reset="1970-01-01T00:00:02.5"', 0, 2500],
    [' 7 ', 7, undefined],
    ['7;reset=1970-01-01T00:00:02', 7, 2000],
    ['7; reset="1969-01-01T00:00:00"', 7, 1000],
    ['7; reset="2100-01-01T00:00:00"', 7, 61_000],
    ['7; reset="99:99"', 7, undefined],
    ['7; reset=soon', 7, undefined],
  ] as const) {
    it(`reads ${header}`, () => {
      assert.deepEqual(readRateLimit(new Headers({ 'x-rate-limit': header }), 1000), { remaining, resetAt });
    });
  }

  for (const header of ['', 'many', '-1; reset="1970-01-01T00:00:02"', '1e99']) {
    it(`makes nothing of ${JSON.stringify(header)}`, () => {
      assert.equal(readRateLimit(new Headers({ 'x-rate-limit': header }), 0), undefined);
    });
  }
});

describe('Budget', () => {
  /** A budget after calls at these times, the last of which was answered with this count. */
  function budgetAfter(starts: readonly number[], remaining: number, resetAt = 0): Budget {
    const budget = new Budget();
    for (const start of starts) budget.started(start);
    budget.answered(starts.length, starts.at(-1) ?? 0, { remaining, resetAt });
    return budget;
  }

  it('knows nothing at first, and holds nobody', () => {
    assert.equal(new Budget().earliest('background', 100), 0);
  });

  it('leaves ten calls to the person, and counts what is under way', () => {
    const budget = budgetAfter([0], 14);
    assert.equal(budget.earliest('background', 3), 0);
    assert.equal(budget.earliest('background', 4), 60_250);
    assert.equal(budget.earliest('person', 13), 0);
    assert.equal(budget.earliest('person', 14), NEVER);
  });

  it('counts on what a sliding minute gives back, one by one', () => {
    const budget = budgetAfter([0, 100, 200], 10);
    assert.equal(budget.earliest('background', 1), 60_350);
    assert.equal(budget.earliest('background', 2), 60_450);
    assert.equal(budget.earliest('background', 3), NEVER);
  });

  it('asks ever more rarely while the count falls, and soon again when it rises', () => {
    const budget = new Budget();
    const probes: number[] = [];
    for (const [order, remaining] of [10, 9, 8, 7, 6, 5, 4, 8].entries()) {
      budget.started(0);
      budget.answered(order, 0, { remaining, resetAt: undefined });
      probes.push(budget.earliest('background', 0));
    }
    assert.deepEqual(probes, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 1000]);
  });

  it('waits for the reset that the server names when nothing is left, and a second for its rounding', () => {
    assert.equal(budgetAfter([0], 0, 20_000).earliest('person', 0), 20_999);
    assert.equal(budgetAfter([0], 5, 20_000).earliest('background', 0), 20_000);
  });

  it('forgets the calls of more than a minute ago', () => {
    const budget = budgetAfter([0, 10_000, 69_900, 70_000], 10);
    assert.equal(budget.earliest('background', 1), 130_250);
  });

  it('stops counting on a sliding minute when even the reserve was used up', () => {
    const later = (first: number) => {
      const budget = budgetAfter([0], first);
      for (let call = 0; call < 5; call += 1) budget.started(70_000);
      budget.answered(6, 70_000, { remaining: 9, resetAt: undefined });
      return budget.earliest('background', 1);
    };
    assert.equal(later(1), 130_250);
    assert.equal(later(0), NEVER);
  });

  it('lets the person go once the server has calls again, however the reserve was spent', () => {
    const budget = new Budget();
    for (let left = 9; left >= 0; left -= 1) {
      budget.started(1_000);
      budget.answered(10 - left, 1_000, { remaining: left, resetAt: left > 0 ? 0 : 5_000 });
    }
    assert.equal(budget.earliest('person', 0), 5_999);
    assert.equal(budget.earliest('background', 0), 31_000);
  });

  it('believes the newest call only, and nothing when a good answer has no count', () => {
    const budget = budgetAfter([0, 1, 2], 0);
    budget.answered(1, 0, { remaining: 500, resetAt: undefined });
    assert.ok(budget.earliest('person', 0) > 0);
    budget.answered(4, 3, undefined);
    assert.equal(budget.earliest('background', 4), 0);
  });

  it('expects nothing back for a call that came to nothing, and does not remember it', () => {
    const budget = new Budget();
    budget.started(0);
    budget.started(100);
    budget.unanswered(0);
    budget.unanswered(0);
    budget.answered(2, 100, { remaining: 11, resetAt: undefined });
    assert.equal(budget.earliest('background', 1), 60_350);
    assert.equal(budget.earliest('background', 2), NEVER);
  });

  it('holds nobody for longer than a minute when the clock was set back', () => {
    const hour = 3_600_000;
    const refused = new Budget();
    refused.noteTime(hour);
    refused.started(hour);
    refused.refused(hour + 60_000);
    refused.noteTime(0);
    assert.equal(refused.earliest('person', 0), 60_000);
    const spent = budgetAfter([hour], 0, hour + 60_000);
    spent.noteTime(hour);
    spent.noteTime(1_000);
    assert.equal(spent.earliest('person', 0), 61_000);
    const slid = budgetAfter([hour], 11);
    slid.noteTime(hour);
    slid.noteTime(1_000);
    assert.equal(slid.earliest('background', 1), 61_250);
  });

  it('after a refusal holds until then, and lets one through at first', () => {
    const budget = budgetAfter([0], 100);
    budget.refused(5000);
    budget.refused(3000);
    assert.equal(budget.earliest('person', 0), 5000);
    assert.equal(budget.earliest('person', 1), NEVER);
  });
});
