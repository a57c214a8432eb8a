import assert from 'node:assert/strict';
import {
  AmbiguousError,
  CancelledError,
  type ClientOptions,
  type Credential,
  NotAllowedError,
  NotSignedInError,
  type OnRefused,
  TimedOutError,
} from '../../../src/api/index.ts';
import { failure, never, withoutPauses } from './faults.ts';
import { answerOf, person, registration, sampleOf, samples } from './samples.ts';
import { apiClient, CANARY, clientOf, deferred, errorOf, json, onStoppedClock, personalKey } from './vocabulary.ts';

const me = sampleOf('me').answer;
const invited = sampleOf('inviteUser').answer;
const OPEN = ['registerUser', 'authenticate', 'validateEmail', 'fetchToken'];

/** The nth personal key of a test. */
function key(n: number) {
  return { kind: 'personalKey', jwt: `${CANARY}.key.${n}` } as const;
}

/** A server that takes only these keys, and whom it was asked by. */
function taking(good: readonly Credential[], answer: () => Response | Promise<Response> = () => json(me)) {
  const seen: string[] = [];
  const handler = (request: Request) => {
    const jwt = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
    seen.push(jwt);
    return good.some((each) => each.kind === 'personalKey' && each.jwt === jwt) ? answer() : refusal();
  };
  return { seen, handler };
}

function refusal(): Response {
  return json({ code: 401, message: 'Invalid JWT Token' }, 401);
}

/** Gives these in turn, then nothing, and notes what it was asked about. */
function giving(...credentials: readonly Credential[]) {
  const refused: Credential[] = [];
  const signals: AbortSignal[] = [];
  const onRefused: OnRefused = async (credential, signal) => {
    refused.push(credential);
    signals.push(signal);
    return credentials[refused.length - 1];
  };
  return { refused, signals, onRefused };
}

/** Waits for whoever asks, and answers when the test says so. */
function asking() {
  const asked = deferred<AbortSignal>();
  const answer = deferred<Credential | undefined>();
  const onRefused: OnRefused = (_, signal) => {
    asked.resolve(signal);
    return answer.promise;
  };
  return { asked: asked.promise, answer, onRefused };
}

describe('a credential that the API refuses', () => {
  withoutPauses();

  it('is asked about, but not waited for, by a call that must not be late', async () => {
    const { seen, handler } = taking([key(2)]);
    const { asked, answer, onRefused } = asking();
    const client = clientOf(handler, { credential: key(1), onRefused });
    assert.ok((await errorOf(client.me({ awaitCredential: false }))) instanceof NotSignedInError);
    await asked;
    answer.reject(new Error('nobody is there'));
    assert.deepEqual(seen, [key(1).jwt]);
  });

  for (const sample of samples.filter(({ operation }) => operation !== 'personaMe')) {
    const open = OPEN.includes(sample.operation);
    if (sample.operation === 'toggleTotp') continue;
    it(`${sample.operation} ${open ? 'never asks for another' : 'is sent again, once, with the one that is given'}`, async () => {
      const { seen, handler } = taking([key(2)], () => answerOf(sample));
      const { refused, onRefused } = giving(key(2));
      const client = clientOf(handler, { credential: key(1), onRefused });
      if (open) {
        assert.equal((await errorOf(sample.run(client))).status, 401);
        assert.deepEqual([seen, refused], [[''], []]);
      } else {
        await sample.run(client);
        assert.deepEqual(seen, [key(1).jwt, key(2).jwt]);
        assert.deepEqual(refused, [key(1)]);
      }
    });
  }

  it('has a TOTP code sent once, and the next call signed with the one that is given meanwhile', async () => {
    const bodies: unknown[] = [];
    const { seen, handler } = taking([key(2)], () => json({}));
    const { refused, onRefused } = giving(key(2));
    const client = clientOf(
      async (request) => {
        bodies.push(await request.clone().json());
        return handler(request);
      },
      { credential: key(1), onRefused },
    );
    const code = { totpEnabled: true, totpChallenge: '123456' };
    const error = await errorOf(client.toggleTotp(7, code));
    assert.ok(error instanceof NotSignedInError);
    assert.deepEqual([refused, bodies], [[key(1)], [code]]);
    client.useCredential(key(2));
    await client.toggleTotp(7, { ...code, totpChallenge: '654321' });
    assert.deepEqual(seen, [key(1).jwt, key(2).jwt]);
  });

  it('has a TOTP code sent once where only the access token has ended, and asks nobody', async () => {
    const paths: string[] = [];
    const client = clientOf(
      ({ url }) => {
        paths.push(new URL(url).pathname);
        return url.endsWith('/token') ? answerOf(sampleOf('fetchToken')) : refusal();
      },
      { credential: apiClient, onRefused: async () => assert.fail('asked') },
    );
    const code = { totpEnabled: true, totpChallenge: '123456' };
    assert.ok((await errorOf(client.toggleTotp(7, code))) instanceof NotSignedInError);
    assert.deepEqual(paths, ['/token', '/users/7/totp-toggle']);
  });

  it('replaced while a call waits for its turn is not what that call is sent with', async () => {
    const first = deferred<Response>();
    const seen: string[] = [];
    const client = clientOf(
      (request) => {
        seen.push(request.headers.get('authorization') ?? '');
        return seen.length === 1 ? first.promise : json(me);
      },
      { credential: key(1), concurrency: 1 },
    );
    const calls = [client.getUser(1), client.getUser(2)];
    await new Promise((resolve) => setImmediate(resolve));
    client.useCredential(key(2));
    first.resolve(json(me));
    await Promise.all(calls);
    assert.deepEqual(seen, [`Bearer ${key(1).jwt}`, `Bearer ${key(2).jwt}`]);
  });

  it('without anybody to ask, the call ends', async () => {
    const { seen, handler } = taking([]);
    assert.ok((await errorOf(clientOf(handler).me())) instanceof NotSignedInError);
    assert.equal(seen.length, 1);
  });

  for (const [name, onRefused] of [
    ['nothing', async () => undefined],
    ['a rejection', () => Promise.reject(new Error(CANARY))],
    [
      'an exception',
      () => {
        throw new Error(CANARY);
      },
    ],
    ['the refused one', async () => key(1)],
  ] as const) {
    it(`${name} ends the call with the refusal`, async () => {
      const { seen, handler } = taking([]);
      const error = await errorOf(clientOf(handler, { credential: key(1), onRefused }).inviteUser(person));
      assert.ok(error instanceof NotSignedInError);
      assert.equal(error.reason, 'invalid');
      assert.equal(error.operation, 'inviteUser');
      assert.equal(seen.length, 1);
    });
  }

  it('goes through three others at most in one call', async () => {
    const { seen, handler } = taking([]);
    const { refused, onRefused } = giving(key(2), key(3), key(4), key(5), key(6));
    const client = clientOf(handler, { credential: key(1), onRefused });
    assert.ok((await errorOf(client.me())) instanceof NotSignedInError);
    assert.deepEqual(
      seen,
      [1, 2, 3, 4].map((n) => key(n).jwt),
    );
    assert.deepEqual(refused, [key(1), key(2), key(3)]);
  });

  it('is not tried twice by one call, whoever gives it back', async () => {
    const { seen, handler } = taking([]);
    const { onRefused } = giving(key(2), key(1), key(3));
    assert.ok((await errorOf(clientOf(handler, { credential: key(1), onRefused }).me())) instanceof NotSignedInError);
    assert.deepEqual(seen, [key(1).jwt, key(2).jwt]);
  });

  it('is told from the other refusals: nobody is asked at 403, or for a kind that an operation does not take', async () => {
    const { refused, onRefused } = giving(key(2));
    assert.ok((await errorOf(clientOf(() => json({}, 403), { onRefused }).me())) instanceof NotAllowedError);
    assert.ok((await errorOf(clientOf(never, { onRefused }).personaMe())) instanceof NotSignedInError);
    assert.deepEqual(refused, []);
  });

  for (const credential of [{ kind: 'none' }, { kind: 'personaKey', key: 'sandbox' }] as const) {
    it(`${credential.kind} is not asked about`, async () => {
      const { refused, onRefused } = giving(key(2));
      assert.ok((await errorOf(clientOf(refusal, { credential, onRefused }).getOrganization(3))).status === 401);
      assert.deepEqual(refused, []);
    });
  }

  it('is not in the words of a later error, and neither is the one in its place', async () => {
    const told = json({ detail: `${key(1).jwt} or ${key(2).jwt}, said ${key(2).jwt}` }, 422);
    const { handler } = taking([key(2)], () => told);
    const { onRefused } = giving(key(2));
    const error = await errorOf(clientOf(handler, { credential: key(1), onRefused }).inviteUser(person));
    assert.deepEqual('violations' in error && error.violations, [{ field: '', message: '… or …, said …' }]);
  });

  it('is not in the words of an answer to a request that carried none of them', async () => {
    const { onRefused } = giving(key(2));
    const { handler } = taking([key(2)]);
    const client = clientOf(
      (request) => (request.method === 'POST' ? json({ detail: key(2).jwt }, 422) : handler(request)),
      { credential: key(1), onRefused },
    );
    await client.me();
    const error = await errorOf(client.registerUser(registration));
    assert.deepEqual('violations' in error && error.violations, [{ field: '', message: '…' }]);
  });

  describe('while it is waited for another', () => {
    it('the time-out stands still, and goes on from there', () =>
      onStoppedClock(async (pass) => {
        const { asked, answer, onRefused } = asking();
        const first = deferred<Response>();
        const { handler } = taking([key(2)], never);
        const client = clientOf(
          (request) => (request.headers.get('authorization')?.endsWith('1') ? first.promise : handler(request)),
          { credential: key(1), onRefused, timeoutMs: 1000 },
        );
        let ended = false;
        const call = errorOf(client.me()).finally(() => {
          ended = true;
        });
        await pass(400);
        first.resolve(refusal());
        await asked;
        await pass(3_600_000);
        assert.equal(ended, false);
        answer.resolve(key(2));
        await pass(599);
        assert.equal(ended, false);
        await pass(1);
        assert.ok((await call) instanceof TimedOutError);
      }));

    it('a call that has used up its time is not sent for nothing', () =>
      onStoppedClock(async (pass) => {
        const { handler } = taking([key(2)], never);
        let time = 0;
        const onRefused = async () => key(2);
        const refuseLate = (request: Request) => {
          time = 5000;
          return handler(request);
        };
        const call = errorOf(
          clientOf(refuseLate, { credential: key(1), onRefused, timeoutMs: 1000, now: () => time }).me(),
        );
        await pass(1);
        assert.ok((await call) instanceof TimedOutError);
      }));

    it('no place among the requests under way is held', async () => {
      const { asked, answer, onRefused } = asking();
      const client = clientOf(
        (request) =>
          request.url.endsWith('/organizations/3')
            ? json(sampleOf('getOrganization').answer)
            : taking([key(2)]).handler(request),
        { credential: key(1), onRefused, concurrency: 1 },
      );
      const call = client.me();
      await asked;
      await client.getOrganization(3);
      answer.resolve(key(2));
      await call;
    });

    it('a write that is given up was not done, and whoever was asked is told', async () => {
      const { asked, onRefused } = asking();
      const patience = new AbortController();
      const call = errorOf(clientOf(refusal, { onRefused }).inviteUser(person, { signal: patience.signal }));
      const signal = await asked;
      patience.abort();
      assert.ok((await call) instanceof CancelledError);
      assert.equal(signal.aborted, true);
    });

    it('an answer after that changes nothing', async () => {
      const { asked, answer, onRefused } = asking();
      const { seen, handler } = taking([key(2)]);
      const patience = new AbortController();
      const client = clientOf(handler, { credential: key(1), onRefused });
      const call = errorOf(client.inviteUser(person, { signal: patience.signal }));
      await asked;
      patience.abort();
      await call;
      answer.resolve(key(2));
      await client.me();
      assert.deepEqual(seen, [key(1).jwt, key(1).jwt, key(2).jwt]);
    });

    it('a read that two share asks once, goes on for the one who stays, and ends with the last', async () => {
      const [one, two] = [new AbortController(), new AbortController()];
      const { asked, answer, onRefused } = asking();
      const { seen, handler } = taking([key(2)]);
      const client = clientOf(handler, { credential: key(1), onRefused });
      const calls = [client.me({ signal: one.signal }), client.me()];
      const signal = await asked;
      one.abort();
      assert.ok((await errorOf(calls[0] as Promise<unknown>)) instanceof CancelledError);
      assert.equal(signal.aborted, false);
      answer.resolve(key(2));
      await calls[1];
      assert.deepEqual(seen, [key(1).jwt, key(2).jwt]);

      const alone = asking();
      const last = errorOf(clientOf(refusal, { onRefused: alone.onRefused }).me({ signal: two.signal }));
      const ended = await alone.asked;
      two.abort();
      assert.ok((await last) instanceof CancelledError);
      assert.equal(ended.aborted, true);
    });
  });

  it('a write sent again whose answer is lost is as ambiguous as any', async () => {
    const { onRefused } = giving(key(2));
    const { handler } = taking([key(2)], () => {
      throw failure('ECONNRESET');
    });
    const error = await errorOf(clientOf(handler, { credential: key(1), onRefused }).inviteUser(person));
    assert.ok(error instanceof AmbiguousError);
  });
});

describe('a credential that is replaced', () => {
  withoutPauses();

  it('signs no later request', async () => {
    const { seen, handler } = taking([key(1), key(2)]);
    const client = clientOf(handler, { credential: key(1) });
    await client.me();
    client.useCredential(key(2));
    await client.me();
    assert.deepEqual(seen, [key(1).jwt, key(2).jwt]);
  });

  it('while a request is under way: what was refused is sent again at once, and nobody is asked', async () => {
    const { refused, onRefused } = giving(key(3));
    const { seen, handler } = taking([key(2)], () => json(invited, 201));
    const client = clientOf(
      (request) => {
        client.useCredential(key(2));
        return handler(request);
      },
      { credential: key(1), onRefused },
    );
    await client.inviteUser(person);
    assert.deepEqual([seen, refused], [[key(1).jwt, key(2).jwt], []]);
  });

  it('a persona key too', async () => {
    const keys: (string | null)[] = [];
    const client = clientOf(
      (request) => {
        keys.push(request.headers.get('x-persona-authorization'));
        client.useCredential({ kind: 'personaKey', key: 'sandbox-2' });
        return keys.length === 1 ? refusal() : answerOf(sampleOf('personaMe'));
      },
      { credential: { kind: 'personaKey', key: 'sandbox-1' } },
    );
    await client.personaMe();
    assert.deepEqual(keys, ['sandbox-1', 'sandbox-2']);
  });

  it('while calls wait for it: they go on, and what is answered later is left aside', async () => {
    const { asked, answer, onRefused } = asking();
    const { seen, handler } = taking([key(2)]);
    const client = clientOf(handler, { credential: key(1), onRefused });
    const call = client.me();
    const signal = await asked;
    client.useCredential(key(1));
    assert.equal(seen.length, 1);
    client.useCredential(key(2));
    await call;
    assert.equal(signal.aborted, true, 'the read has ended');
    answer.resolve(key(3));
    await client.getOrganization(3);
    assert.deepEqual(seen, [key(1).jwt, key(2).jwt, key(2).jwt]);
  });

  it('what one asks is no answer to who asks with the other', async () => {
    const sent = deferred<void>();
    const slow = deferred<Response>();
    const { handler } = taking([key(2)], () => json({ id: 2 }));
    const client = clientOf(
      (request) => {
        if (!request.headers.get('authorization')?.endsWith('1')) return handler(request);
        sent.resolve();
        return slow.promise;
      },
      { credential: key(1) },
    );
    const before = client.me();
    await sent.promise;
    client.useCredential(key(2));
    const after = client.me();
    assert.equal((await after).id, 2);
    slow.resolve(json({ id: 1 }));
    assert.equal((await before).id, 1);
  });
});

describe("an API client's credential", () => {
  withoutPauses();

  const second = { ...apiClient, identifier: 'sandboxsecond' };

  /** A server of API clients, each of whose tokens it takes a number of times. */
  function tokens(times: Readonly<Record<string, number>>, options: Partial<ClientOptions> = {}) {
    const seen: string[] = [];
    const left = new Map<string, number>();
    const client = clientOf(
      async (request) => {
        if (!new URL(request.url).pathname.endsWith('/token')) {
          const token = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
          const remaining = left.get(token) ?? 0;
          left.set(token, remaining - 1);
          seen.push(token);
          return remaining > 0 ? json(invited, 201) : refusal();
        }
        const id = new URLSearchParams(await request.text()).get('client_id') ?? '';
        const lasting = times[id];
        seen.push(`token for ${id}`);
        if (lasting === undefined) return json({ error: 'invalid_client' }, 401);
        const access_token = `${id}-${left.size}`;
        left.set(access_token, lasting);
        return json({ token_type: 'Bearer', expires_in: 3600, access_token });
      },
      { credential: apiClient, ...options },
    );
    return { seen, client };
  }

  it('its token that is refused is fetched anew before anybody is asked, each time', async () => {
    const { refused, onRefused } = giving();
    const { seen, client } = tokens({ sandboxclient: 1 }, { onRefused });
    for (const _ of [1, 2, 3]) await client.inviteUser(person);
    assert.deepEqual(refused, []);
    assert.deepEqual(
      seen.filter((each) => each.startsWith('token for')),
      Array(3).fill('token for sandboxclient'),
    );
  });

  it('a token fetched anew that is refused too is the credential refused', async () => {
    const { refused, onRefused } = giving(second);
    const { seen, client } = tokens({ sandboxclient: 0, sandboxsecond: 1 }, { onRefused });
    await client.inviteUser(person);
    assert.deepEqual(refused, [apiClient]);
    assert.deepEqual(seen, [
      'token for sandboxclient',
      'sandboxclient-0',
      'token for sandboxclient',
      'sandboxclient-1',
      'token for sandboxsecond',
      'sandboxsecond-2',
    ]);
  });

  it('a secret that is refused is asked about at once', async () => {
    const { refused, onRefused } = giving(second);
    const { seen, client } = tokens({ sandboxsecond: 1 }, { onRefused });
    await client.inviteUser(person);
    assert.deepEqual(refused, [apiClient]);
    assert.deepEqual(seen, ['token for sandboxclient', 'token for sandboxsecond', 'sandboxsecond-0']);
  });

  it('its tokens go with it, and stay when the same one is given again', async () => {
    const { seen, client } = tokens({ sandboxclient: 9, sandboxsecond: 9 });
    await client.inviteUser(person);
    client.useCredential({ secret: apiClient.secret, identifier: apiClient.identifier, kind: 'apiClient' });
    await client.inviteUser(person);
    client.useCredential(second);
    await client.inviteUser(person);
    assert.deepEqual(seen, [
      'token for sandboxclient',
      'sandboxclient-0',
      'sandboxclient-0',
      'token for sandboxsecond',
      'sandboxsecond-1',
    ]);
  });

  it('replaced while its token is refused: the new one signs, without another token of the old one', async () => {
    const seen: string[] = [];
    const client = clientOf(
      (request) => {
        if (request.url.endsWith('/token')) return json({ token_type: 'Bearer', expires_in: 60, access_token: 'old' });
        seen.push(request.headers.get('authorization') ?? '');
        if (seen.length > 1) return json(me);
        client.useCredential(personalKey);
        return refusal();
      },
      { credential: apiClient },
    );
    await client.me();
    assert.deepEqual(seen, ['Bearer old', `Bearer ${personalKey.jwt}`]);
  });

  it('replaced again and again while its token is refused, it still ends after three', async () => {
    let sent = 0;
    const client = clientOf(
      (request) => {
        if (request.url.endsWith('/token')) {
          return json({ token_type: 'Bearer', expires_in: 60, access_token: `of-${sent}` });
        }
        sent += 1;
        client.useCredential({ ...apiClient, identifier: `sandbox${sent}` });
        return refusal();
      },
      { credential: apiClient },
    );
    assert.ok((await errorOf(client.inviteUser(person))) instanceof NotSignedInError);
    assert.equal(sent, 4);
  });

  it("a foreign one's secret that is refused is nobody's but the caller's", async () => {
    const { refused, onRefused } = giving(second);
    const { client } = tokens({}, { onRefused });
    assert.ok((await errorOf(client.fetchToken(second))) instanceof NotSignedInError);
    assert.deepEqual(refused, []);
  });
});
