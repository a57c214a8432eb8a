import assert from 'node:assert/strict';
import { AmbiguousError, type Credential, NotAllowedError, NotSignedInError } from '../../../src/api/index.ts';
import { failure, never, withoutPauses } from './faults.ts';
import { asking, giving, key, me, refusal, taking } from './renewing.ts';
import { answerOf, person, registration, sampleOf, samples } from './samples.ts';
import { apiClient, CANARY, clientOf, deferred, errorOf, json, ownRefusal } from './vocabulary.ts';

const OPEN = ['registerUser', 'authenticate', 'validateEmail', 'fetchToken'];

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

  it('goes on where the API is said to accept the refused one by now, and ends where it never does', async () => {
    const accepted: Credential[] = [];
    const { seen, handler } = taking(accepted);
    const onRefused = async () => {
      if (seen.length === 2) accepted.push(key(1));
      return 'accepted' as const;
    };
    await clientOf(handler, { credential: key(1), onRefused }).inviteUser(person);
    assert.deepEqual(seen, [key(1).jwt, key(1).jwt, key(1).jwt]);
    const never = taking([]);
    const again = async () => 'accepted' as const;
    const error = await errorOf(clientOf(never.handler, { credential: key(1), onRefused: again }).me());
    assert.ok(error instanceof NotSignedInError);
    assert.equal(never.seen.length, 4);
  });

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
    assert.ok((await errorOf(clientOf(() => ownRefusal(403), { onRefused }).me())) instanceof NotAllowedError);
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

  it('a write sent again whose answer is lost is as ambiguous as any', async () => {
    const { onRefused } = giving(key(2));
    const { handler } = taking([key(2)], () => {
      throw failure('ECONNRESET');
    });
    const error = await errorOf(clientOf(handler, { credential: key(1), onRefused }).inviteUser(person));
    assert.ok(error instanceof AmbiguousError);
  });
});
