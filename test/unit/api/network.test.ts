import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AmbiguousError,
  createClient,
  parseApiOrigin,
  UnexpectedAnswerError,
  UnreachableError,
} from '../../../src/api/index.ts';
import { failureCode, unsent } from '../../../src/api/network.ts';
import { broken, dripping, failure, withoutPauses } from './faults.ts';
import { clientOf, deferred, errorOf, json, noContent, ownRefusal, personalKey } from './vocabulary.ts';

describe('what the network does', () => {
  withoutPauses();

  describe('writes', () => {
    for (const code of [
      'ECONNREFUSED',
      'ENOTFOUND',
      'EAI_AGAIN',
      'UND_ERR_CONNECT_TIMEOUT',
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
    ]) {
      it(`${code}: nothing left this machine`, async () => {
        const error = await errorOf(
          clientOf(() => {
            throw failure(code);
          }).setUpTotp(7),
        );
        assert.ok(error instanceof UnreachableError);
        assert.equal(error.code, code);
      });
    }

    for (const [name, handler, reason] of [
      [
        'a reset',
        () => {
          throw failure('ECONNRESET');
        },
        'connection',
      ],
      [
        'a failure without a code',
        () => {
          throw new TypeError('fetch failed');
        },
        'connection',
      ],
      [
        'a failure that is no error',
        () => {
          throw 'sandbox';
        },
        'connection',
      ],
      ['a truncated answer', () => broken(201), 'connection'],
      ['500', () => json({}, 500), 'server'],
      ['408', () => json({}, 408), 'server'],
      ['303', () => json({}, 303), 'unusable'],
      ['201 without content', () => new Response(null, { status: 201 }), 'unusable'],
      ['200 with a page', () => new Response('<html>', { status: 200 }), 'unusable'],
      ['201 without a secret', () => json({ identifier: 'x' }, 201), 'unusable'],
    ] as const) {
      it(`${name}: nobody knows whether it took place`, async () => {
        const error = await errorOf(clientOf(handler).createApiClient({ name: null, scopes: ['OFFER_READ'] }));
        assert.ok(error instanceof AmbiguousError, error.name);
        assert.equal(error.reason, reason);
        if (name === '201 without a secret') assert.equal(error.field, 'secret');
      });
    }

    for (const status of [405, 406, 409, 415]) {
      it(`${status}: it was refused`, async () => {
        assert.ok((await errorOf(clientOf(() => ownRefusal(status)).setUpTotp(7))) instanceof UnexpectedAnswerError);
      });
    }

    it('422 with a page instead of words is a refusal too', async () => {
      const error = await errorOf(clientOf(() => new Response('<html>', { status: 422 })).setUpTotp(7));
      assert.equal(error.name, 'GatewayError');
    });

    for (const status of [407, 511]) {
      it(`${status}: it did not get past what asks for a sign-in on the way`, async () => {
        assert.ok((await errorOf(clientOf(() => json({}, status)).setUpTotp(7))) instanceof UnreachableError);
      });
    }

    it('a refusal whose words are cut off is still a refusal', async () => {
      assert.equal((await errorOf(clientOf(() => broken(422)).setUpTotp(7))).name, 'GatewayError');
    });
  });

  describe('over a socket', () => {
    let server: Server;
    let handle: Parameters<typeof createServer>[1] = () => {};
    before(async () => {
      server = createServer({}, (request, response) => handle?.(request, response));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    after(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const client = (timeoutMs = 1000) =>
      clientOf(fetch, {
        origin: parseApiOrigin(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
        timeoutMs,
      });

    it('a reset of a write is ambiguous', async () => {
      handle = (request) => request.socket.destroy();
      const error = await errorOf(client().setUpTotp(7));
      assert.ok(error instanceof AmbiguousError);
    });

    it('a body that ends too early is a broken connection', async () => {
      handle = (_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"id":');
        setImmediate(() => response.destroy());
      };
      assert.ok((await errorOf(client(300).me())) instanceof UnreachableError);
    });

    it('more than 10 MB are not read to their end', async () => {
      let closed = deferred<void>();
      handle = (_request, response) => {
        closed = deferred<void>();
        response.on('close', () => closed.resolve());
        const pump = () => {
          while (response.write(' '.repeat(65_536)));
        };
        response.on('drain', pump).writeHead(200);
        pump();
      };
      const error = await errorOf(client(5000).me());
      assert.ok(error instanceof UnexpectedAnswerError);
      await closed.promise;
    });

    it('no server at all is unreachable, with its code', async () => {
      const gone = createServer();
      await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
      const { port } = gone.address() as AddressInfo;
      await new Promise((resolve) => gone.close(resolve));
      const error = await errorOf(
        clientOf(fetch, { origin: parseApiOrigin(`http://127.0.0.1:${port}`), timeoutMs: 300 }).setUpTotp(7),
      );
      assert.ok(error instanceof UnreachableError);
      assert.equal(error.code, 'ECONNREFUSED');
    });
  });

  it('the global fetch of the moment of the call is used', async () => {
    const client = createClient({ origin: parseApiOrigin('https://api.sandbox.example'), credential: personalKey });
    const real = globalThis.fetch;
    globalThis.fetch = async () => noContent();
    try {
      await client.deleteUser(7);
    } finally {
      globalThis.fetch = real;
    }
  });

  for (const status of [300, 303, 399]) {
    it(`${status}: the rest of a redirect is not waited for`, async () => {
      const { body } = dripping();
      const error = await errorOf(clientOf(() => new Response(body, { status }), { timeoutMs: 500 }).me());
      assert.ok(error instanceof UnexpectedAnswerError);
      assert.equal(error.status, status);
    });
  }

  it('a body of many pieces is read in their order, up to 10 MB', async () => {
    const text = `{"id":7,"firstName":"${'x'.repeat(10 * 1024 * 1024 - 23)}"}`;
    const bytes = new TextEncoder().encode(text);
    const pieces = [bytes.subarray(0, 5), bytes.subarray(5, 9), bytes.subarray(9)];
    const of = (...parts: Uint8Array[]) =>
      clientOf(() => new Response(new Blob(parts.map((part) => new Uint8Array(part))).stream()));
    assert.equal(bytes.byteLength, 10 * 1024 * 1024);
    assert.equal((await of(...pieces).me()).firstName?.length, 10 * 1024 * 1024 - 23);
    assert.ok((await errorOf(of(...pieces, new Uint8Array([32])).me())) instanceof UnexpectedAnswerError);
  });
});

describe('the code of a failure', () => {
  const wrapped = (code: unknown, times: number): Error =>
    times === 0
      ? Object.assign(new Error('sandbox'), { code })
      : new Error('sandbox', { cause: wrapped(code, times - 1) });
  const connecting = (code: string) => Object.assign(wrapped(code, 0), { syscall: 'connect' });
  const every = (code: string, ...errors: Error[]) => Object.assign(new AggregateError(errors), { code });

  for (const [name, error, code] of [
    ['at the top', wrapped('ECONNRESET', 0), 'ECONNRESET'],
    ['three causes deep', wrapped('ECONNRESET', 3), 'ECONNRESET'],
    ['deeper than anybody wraps', wrapped('ECONNRESET', 4), undefined],
    ['that is a list', wrapped(['ECONNRESET'], 0), undefined],
    ['in a sentence', wrapped('it was ECONNRESET', 0), undefined],
    ['with an address', wrapped('ECONNRESET 10.0.0.1', 0), undefined],
    [
      'of a system that names two protocols',
      wrapped('ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 1),
      'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
    ],
    ['while reading', Object.assign(wrapped('ECONNRESET', 0), { syscall: 'read' }), 'ECONNRESET'],
    ['while connecting', new Error('sandbox', { cause: connecting('ECONNRESET') }), 'CONNECT_ECONNRESET'],
    ['while connecting, of its own kind', connecting('ECONNREFUSED'), 'ECONNREFUSED'],
    ['of every address', every('ETIMEDOUT', connecting('ETIMEDOUT'), connecting('ENETUNREACH')), 'CONNECT_ETIMEDOUT'],
    ['of some addresses', every('ETIMEDOUT', connecting('ETIMEDOUT'), wrapped('EPIPE', 0)), 'ETIMEDOUT'],
    ['of no address', every('ETIMEDOUT'), 'ETIMEDOUT'],
    ['of something that is no error', { code: 'ECONNRESET' }, undefined],
  ] as const) {
    it(`${name} is ${code ?? 'none'}`, () => assert.equal(failureCode(error), code));
  }
});

describe('a failure', () => {
  for (const [kind, ...codes] of [
    ['name', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA'],
    [
      'connection',
      'ECONNREFUSED',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'EHOSTDOWN',
      'EADDRNOTAVAIL',
      'UND_ERR_CONNECT_TIMEOUT',
    ],
    [
      'certificate',
      'CERT_HAS_EXPIRED',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'HOSTNAME_MISMATCH',
    ],
    [
      'certificate',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    ['certificate', 'UNSPECIFIED'],
    ['connection', 'CONNECT_ECONNRESET', 'CONNECT_ETIMEDOUT'],
    [
      'tls',
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
      'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
      'ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY',
      'ERR_SSL_TLSV1_ALERT_INAPPROPRIATE_FALLBACK',
    ],
    ['tls', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'ERR_SSL_HTTP_REQUEST'],
    ['proxy', 'PROXY_403', 'PROXY_407'],
    [undefined, 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_ABORTED', 'UND_ERR_HEADERS_TIMEOUT'],
    [undefined, 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'EPROTO'],
    [undefined, 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE'],
  ] as const) {
    for (const code of codes) {
      it(`with ${code} ${kind ? `is of the ${kind}, and nothing was sent` : 'may have come after the server had acted'}`, () =>
        assert.equal(unsent(code), kind));
    }
  }
});
