import assert from 'node:assert/strict';
import { type Credential, type InvalidError, NotSignedInError, UnreachableError } from '../../../src/api/index.ts';
import contract from '../../../src/api/openapi.json' with { type: 'json' };
import extras from '../../../src/api/openapi-extras.json' with { type: 'json' };
import { withoutPauses } from './faults.ts';
import { answerOf, sampleOf, samples } from './samples.ts';
import {
  apiClient,
  clientOf,
  deferred,
  errorOf,
  json,
  onStoppedClock,
  origin,
  ownRefusal,
  personaKey,
  personalKey,
} from './vocabulary.ts';

const user = sampleOf('me').answer;

/** What needs no credential, whatever the documents' general security says: a captcha or a secret is in the body. */
const OPEN = ['registerUser', 'authenticate', 'validateEmail', 'fetchToken'];

/** The credentials that an operation takes, as the documents name them. */
function schemesOf(method: string, path: string): string[] {
  for (const document of [contract, extras]) {
    const paths = document.paths as Record<string, Record<string, { readonly security?: readonly object[] }>>;
    const operation = paths[path]?.[method];
    if (operation !== undefined) return (operation.security ?? document.security).flatMap(Object.keys);
  }
  return assert.fail(`${method} ${path} is in no document`);
}

/** A server with a token endpoint, that counts what it is asked. */
function withTokens(token: () => Response, rest: (request: Request) => Response = () => json(user)) {
  const asked = { tokens: 0, others: 0, headers: [] as (string | null)[] };
  const handler = async (request: Request) => {
    assert.equal(new URL(request.url).origin, origin);
    if (new URL(request.url).pathname === '/token') {
      asked.tokens += 1;
      return token();
    }
    asked.others += 1;
    asked.headers.push(request.headers.get('authorization'));
    return rest(request);
  };
  return { asked, handler };
}

function issued(access_token: string, expires_in = 3600): Response {
  return json({ token_type: 'Bearer', expires_in, access_token });
}

describe('credentials', () => {
  const kinds: readonly Credential[] = [
    personalKey,
    personaKey,
    { kind: 'personaKey', key: personaKey.key, bearer: true },
    apiClient,
    { kind: 'none' },
  ];

  for (const credential of kinds) {
    const label = `${credential.kind}${'bearer' in credential ? ' with Bearer' : ''}`;
    it(`${label} is sent in its own header, to operations that take it, and nowhere else`, async () => {
      for (const sample of samples) {
        let sent: Headers | undefined;
        const client = clientOf(
          (request) => {
            if (sample.operation !== 'fetchToken' && request.url.endsWith('/token')) return issued('sandbox-access');
            sent = request.headers;
            return answerOf(sample);
          },
          { credential },
        );
        const result = await sample.run(client).catch((error: unknown) => error);
        if (result instanceof NotSignedInError) {
          assert.notEqual(credential.kind, 'none', `${sample.operation}: only the server knows what is open to all`);
          assert.equal(result.reason, 'missing');
          assert.equal(sent, undefined, `${sample.operation} was sent`);
          continue;
        }
        const open = OPEN.includes(sample.operation);
        const headers = [sent?.get('authorization') ?? null, sent?.get('x-persona-authorization') ?? null];
        assert.deepEqual(headers, open ? [null, null] : headersFor(credential), sample.operation);
      }
    });
  }

  function headersFor(credential: Credential): (string | null)[] {
    switch (credential.kind) {
      case 'personalKey':
        return [`Bearer ${credential.jwt}`, null];
      case 'apiClient':
        return ['Bearer sandbox-access', null];
      case 'personaKey':
        return [null, `${credential.bearer ? 'Bearer ' : ''}${credential.key}`];
      case 'none':
        return [null, null];
    }
  }

  for (const [credential, scheme] of [
    [personalKey, 'jwtPersonalKey'],
    [apiClient, 'oauth'],
    [personaKey, 'personaAuthKey'],
  ] as const) {
    it(`${credential.kind} is refused, before it is sent, by the operations whose security leaves it out`, async () => {
      for (const { operation, method, path, run } of samples) {
        const refused = await run(
          clientOf((request) => (request.url.endsWith('/token') ? issued('t') : json({})), { credential }),
        ).then(
          () => false,
          (error: unknown) => error instanceof NotSignedInError,
        );
        const open = OPEN.includes(operation);
        assert.equal(refused, !open && !schemesOf(method, path).includes(scheme), operation);
      }
    });
  }

  for (const jwt of ['', 'a b', 'a\nb', 'a\r\nX-Injected: 1', 'ключ', 'a\u0000b']) {
    it(`a key that fits in no header (${JSON.stringify(jwt)}) is not sent`, async () => {
      const client = clientOf(() => assert.fail('sent'), { credential: { kind: 'personalKey', jwt } });
      const error = await errorOf(client.me());
      assert.ok(error instanceof NotSignedInError);
      assert.equal(error.reason, 'invalid');
      assert.equal(error.operation, 'me');
    });
  }

  for (const [message, reason] of [
    ['JWT Token not found', 'missing'],
    ['Invalid JWT Token', 'invalid'],
    ['Expired JWT Token', 'expired'],
    ['email or password mismatch', 'unknown'],
  ] as const) {
    it(`401 "${message}" is ${reason}`, async () => {
      const error = await errorOf(clientOf(() => json({ code: 401, message }, 401)).me());
      assert.ok(error instanceof NotSignedInError);
      assert.equal(error.reason, reason);
    });
  }

  describe('of an API client', () => {
    withoutPauses();

    it('one token serves all calls until a minute before its end', async () => {
      let time = 0;
      const { asked, handler } = withTokens(() => issued(`token${time}`));
      const client = clientOf(handler, { credential: apiClient, now: () => time });
      await client.me();
      time = 3_539_000;
      await client.me();
      assert.equal(asked.tokens, 1);
      time = 3_540_000;
      await client.me();
      assert.deepEqual(asked, {
        tokens: 2,
        others: 3,
        headers: ['Bearer token0', 'Bearer token0', 'Bearer token3540000'],
      });
    });

    it('a token of a short life is used for half of it', async () => {
      let time = 1_000_000;
      const { asked, handler } = withTokens(() => issued('short', 10));
      const client = clientOf(handler, { credential: apiClient, now: () => time });
      await client.me();
      time = 1_004_999;
      await client.me();
      assert.equal(asked.tokens, 1);
      time = 1_005_000;
      await client.me();
      assert.equal(asked.tokens, 2);
    });

    it('a refusal of another kind keeps the token', async () => {
      const { asked, handler } = withTokens(
        () => issued('kept'),
        () => ownRefusal(403),
      );
      const client = clientOf(handler, { credential: apiClient });
      await errorOf(client.me());
      await errorOf(client.me());
      assert.equal(asked.tokens, 1);
    });

    it('a late refusal of the old token keeps the new one', async () => {
      const renewed = deferred<void>();
      let tokens = 0;
      const client = clientOf(
        async (request) => {
          if (request.url.endsWith('/token')) return issued(`token${++tokens}`);
          if (request.headers.get('authorization') !== 'Bearer token1') return json(user);
          if (request.url.endsWith('/me')) await renewed.promise;
          return json({ message: 'Invalid JWT Token' }, 401);
        },
        { credential: apiClient },
      );
      const late = client.me();
      await client.getOrganization(1);
      renewed.resolve();
      await late;
      assert.equal(tokens, 2);
    });

    it('one refresh is under way at a time, and a caller that gives up does not end it for the others', async () => {
      const gate = deferred<void>();
      let tokens = 0;
      const client = clientOf(
        async (request) => {
          if (!request.url.endsWith('/token')) return json(user);
          tokens += 1;
          await gate.promise;
          return issued('shared');
        },
        { credential: apiClient },
      );
      const impatient = new AbortController();
      const given = client.getOrganization(1, { signal: impatient.signal });
      const others = [
        client.me(),
        client.getOrganization(2),
        client.inviteUser({ firstName: 'a', lastName: 'b', email: 'a@b.example', invitedRole: [] }),
      ];
      impatient.abort();
      assert.equal((await errorOf(given)).name, 'CancelledError');
      gate.resolve();
      await Promise.all(others);
      assert.equal(tokens, 1);
    });

    it('a refused token is replaced once, and a 401 that never ends is an error', async () => {
      let count = 0;
      const { asked, handler } = withTokens(
        () => issued(`token${++count}`),
        () => json({ code: 401, message: 'Expired JWT Token' }, 401),
      );
      const error = await errorOf(clientOf(handler, { credential: apiClient }).me());
      assert.ok(error instanceof NotSignedInError);
      assert.deepEqual(asked.headers, ['Bearer token1', 'Bearer token2']);
    });

    it('a read goes on with the new token', async () => {
      let count = 0;
      const { handler } = withTokens(
        () => issued(`token${++count}`),
        (request) =>
          request.headers.get('authorization') === 'Bearer token1'
            ? json({ message: 'Invalid JWT Token' }, 401)
            : json(user),
      );
      assert.equal((await clientOf(handler, { credential: apiClient }).me()).id, 7);
    });

    it('a write goes on with the new token too, since 401 says that nothing was done', async () => {
      let count = 0;
      const { asked, handler } = withTokens(
        () => issued(`token${++count}`),
        (request) =>
          request.headers.get('authorization') === 'Bearer token1'
            ? json({ message: 'Invalid JWT Token' }, 401)
            : json({ id: 1 }, 201),
      );
      const client = clientOf(handler, { credential: apiClient });
      await client.inviteUser({ firstName: 'a', lastName: 'b', email: 'a@b.example', invitedRole: [] });
      assert.deepEqual(asked.headers, ['Bearer token1', 'Bearer token2']);
    });

    it('what takes another credential is refused at once, without a second attempt', () =>
      onStoppedClock(async () => {
        const error = await errorOf(clientOf(() => assert.fail('sent'), { credential: apiClient }).listUsers());
        assert.equal((error as NotSignedInError).reason, 'missing');
      }));

    it('a wrong secret is not tried twice', async () => {
      const { asked, handler } = withTokens(() => json({ error: 'invalid_client', error_description: 'sandbox' }, 401));
      const error = await errorOf(clientOf(handler, { credential: apiClient }).me());
      assert.ok(error instanceof NotSignedInError);
      assert.equal(error.reason, 'invalid');
      assert.equal(error.operation, 'fetchToken');
      assert.deepEqual(asked, { tokens: 1, others: 0, headers: [] });
    });

    it('a token endpoint out of reach is not asked again and again by one call', async () => {
      const { asked, handler } = withTokens(() => json({}, 503));
      const error = await errorOf(clientOf(handler, { credential: apiClient }).me());
      assert.ok(error instanceof UnreachableError);
      assert.equal(asked.tokens, 1);
    });

    it('a scope the client has not is told as a violation', async () => {
      const error = await errorOf(
        clientOf(() =>
          json(
            { error: 'invalid_scope', error_description: 'sandbox', message: 'The requested scope is invalid' },
            400,
          ),
        ).fetchToken(apiClient),
      );
      assert.deepEqual((error as InvalidError).violations, [
        { field: '', message: 'The requested scope is invalid', code: 'invalid_scope' },
      ]);
    });
  });

  for (const [credential, secret] of [
    [personalKey, personalKey.jwt],
    [personaKey, personaKey.key],
    [apiClient, apiClient.secret],
    [apiClient, 'sandbox-access'],
  ] as const) {
    it(`${credential.kind}: ${secret === 'sandbox-access' ? 'its token' : 'what is secret'} is taken out of the server's words`, async () => {
      const client = clientOf(
        (request) =>
          request.url.endsWith('/token') ? issued('sandbox-access') : json({ detail: `Not with ${secret}.` }, 422),
        { credential },
      );
      const operations = secret === 'sandbox-access' ? ['me'] : ['me', 'registerUser'];
      for (const operation of operations as ('me' | 'registerUser')[]) {
        const error = await errorOf(sampleOf(operation).run(client));
        assert.deepEqual((error as InvalidError).violations, [{ field: '', message: 'Not with ….' }]);
      }
    });
  }
});
