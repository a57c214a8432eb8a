import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer as createSocketServer, type Server } from 'node:net';
import { promisify } from 'node:util';
import { AmbiguousError, parseApiOrigin, UnreachableError } from '../../../src/api/index.ts';
import { unsent } from '../../../src/api/network.ts';
import { untrustedCertificate } from '../../helpers/certificate.ts';
import { withoutPauses } from './faults.ts';
import { clientOf, errorOf } from './vocabulary.ts';

const PAGE =
  '<!DOCTYPE html><html><head><title>Sandbox gateway</title></head><body>Sign in to the network</body></html>';

/** What stands between a computer and an API says, in the words of its kind. */
const betweens: readonly (readonly [name: string, status: number, type: string, body: string])[] = [
  ['a page', 401, 'text/html', PAGE],
  ['a page', 403, 'text/html', PAGE],
  ['a page', 404, 'text/html', PAGE],
  ['a page', 400, 'text/html', PAGE],
  ['a page', 422, 'text/html', PAGE],
  ['a page', 431, 'text/html', PAGE],
  ['a page', 451, 'text/html', PAGE],
  ['a page that calls itself JSON', 401, 'application/json', PAGE],
  ['nothing at all', 401, 'application/json', ''],
  ['nothing at all', 404, 'text/plain', ''],
  ['plain words', 404, 'text/plain', 'default backend - 404'],
  ['plain words', 403, 'text/plain', 'RBAC: access denied'],
  ['a message', 401, 'application/json', '{"message":"Unauthorized"}'],
  ['a message', 403, 'application/json', '{"message":"Forbidden"}'],
  ['a message', 403, 'application/json', '{"Message":"User is not authorized to access this resource"}'],
  ['a message of a missing key', 401, 'application/json', '{"message":"No API key found in request"}'],
  ['a message with its request', 401, 'application/json', '{"message":"Unauthorized","request_id":"sandbox"}'],
  ['a message of no route', 404, 'application/json', '{"message":"no Route matched with those values"}'],
  [
    'a code as its own field',
    401,
    'application/json',
    '{"statusCode":401,"message":"Access denied due to missing key"}',
  ],
  ['an object of a cluster', 401, 'application/json', '{"kind":"Status","code":401,"message":"Unauthorized"}'],
  ['an error in an object', 401, 'application/json', '{"error":{"code":401,"message":"Invalid JWT"}}'],
  ['an error of OAuth', 401, 'application/json', '{"error":"invalid_token","error_description":"expired"}'],
  ['a status and a path', 404, 'application/json', '{"status":404,"error":"Not Found","path":"/me"}'],
  ['a list', 401, 'application/json', '[{"code":401,"message":"Invalid JWT Token"}]'],
  ['a text', 403, 'application/json', '"Forbidden"'],
  ['null', 404, 'application/json', 'null'],
  ['a detail', 404, 'application/json', '{"detail":"Not Found"}'],
  ['a detail', 403, 'application/json', '{"detail":"Authentication credentials were not provided."}'],
  [
    'a problem of a framework',
    404,
    'application/problem+json',
    '{"type":"about:blank","title":"Not Found","status":404,"detail":"No static resource","instance":"/me"}',
  ],
  [
    'a problem of an edge',
    403,
    'application/problem+json',
    '{"type":"https://edge.example/1020","title":"Error 1020: Access denied","status":403,"detail":"Blocked"}',
  ],
  [
    'a problem of a server that takes no more',
    400,
    'application/problem+json',
    '{"type":"about:blank","title":"Bad Request","status":400,"detail":"Request header too large"}',
  ],
  [
    'a problem of what looks for attacks',
    422,
    'application/problem+json',
    '{"title":"Request rejected","detail":"A rule was matched"}',
  ],
  ['violations', 404, 'application/json', '{"violations":[]}'],
  ['a code and a message', 401, 'application/json', '{"code":401,"message":"Jwt is missing"}'],
  ['a message and a code', 401, 'application/json', '{"message":"Unauthorized","code":401}'],
  ['a problem', 401, 'application/problem+json', '{"title":"An error occurred","detail":"Full authentication"}'],
];

/** The API's own words, which mean what they say. */
const own: readonly (readonly [status: number, body: object, name: string])[] = [
  [401, { code: 401, message: 'Expired JWT Token' }, 'NotSignedInError'],
  [401, { message: 'Invalid JWT Token' }, 'NotSignedInError'],
  [403, { type: 'about:blank', title: 'An error occurred', detail: 'Access denied' }, 'NotAllowedError'],
  [404, { title: 'An error occurred', detail: 'Not Found' }, 'NotFoundError'],
  [422, { violations: [{ propertyPath: 'email', message: 'Taken.' }] }, 'InvalidError'],
  [400, { detail: 'Syntax error' }, 'InvalidError'],
  [400, { title: 'An error occurred', detail: 'The request is malformed' }, 'InvalidError'],
  [409, { detail: 'Conflict' }, 'UnexpectedAnswerError'],
];

/** A server on the loopback interface, for one test. */
async function withServer<S extends Server>(server: S, test: (port: number) => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await test((server.address() as AddressInfo).port);
  } finally {
    if ('closeAllConnections' in server) (server.closeAllConnections as () => void)();
    await new Promise((resolve) => server.close(resolve));
  }
}

function answering(listener: RequestListener, test: (port: number) => Promise<void>): Promise<void> {
  return withServer(createServer({}, listener), test);
}

function clientAt(address: string) {
  return clientOf(fetch, { origin: parseApiOrigin(address) });
}

/** A create whose `fetch` goes through the proxy of the environment. */
const throughProxy = `
  import { createClient, parseApiOrigin } from '../../../src/api/index.ts';
  const origin = parseApiOrigin('https://api.sandbox.example');
  const client = createClient({ origin, credential: { kind: 'personalKey', jwt: 'sandbox.personal.key' } });
  const error = await client.createApiClient({ name: 'sandbox', scopes: ['OFFER_READ'] }).catch((error) => error);
  console.log(JSON.stringify([error.name, error.code]));
`;

const create = { name: 'sandbox', scopes: ['OFFER_READ'] } as const;

describe('what answers instead of the API', () => {
  withoutPauses();

  for (const [name, status, type, body] of betweens) {
    it(`${status} with ${name} (${body.slice(0, 40)}) is no verdict of the API`, () =>
      answering(
        (_, response) => response.writeHead(status, { 'content-type': type }).end(body),
        async (port) => {
          let asked = 0;
          const client = clientOf(fetch, {
            origin: parseApiOrigin(`http://127.0.0.1:${port}`),
            onRefused: async () => {
              asked += 1;
              return undefined;
            },
          });
          const errors = await Promise.all(
            [client.me(), client.deleteApiClient('sandbox'), client.createApiClient(create)].map(errorOf),
          );
          for (const error of errors) {
            assert.equal(error.name, 'GatewayError');
            assert.equal(error.status, status);
          }
          // Nobody is asked for another key.
          assert.equal(asked, 0);
        },
      ));
  }

  for (const [status, body, name] of own) {
    it(`${status} in the API's own words (${JSON.stringify(body)}) is its verdict`, () =>
      answering(
        (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
        async (port) => assert.equal((await errorOf(clientAt(`http://127.0.0.1:${port}`).me())).name, name),
      ));
  }

  for (const [challenge, name] of [
    ['Bearer', 'NotSignedInError'],
    ['Bearer realm="gateway"', 'GatewayError'],
    ['', 'GatewayError'],
  ] as const) {
    it(`401 in words that are not known, with the challenge "${challenge}", is a ${name}`, () =>
      answering(
        (_, response) =>
          response
            .writeHead(401, { 'content-type': 'application/json', ...(challenge && { 'www-authenticate': challenge }) })
            .end('{"code":401,"message":"A word of tomorrow"}'),
        async (port) => assert.equal((await errorOf(clientAt(`http://127.0.0.1:${port}`).me())).name, name),
      ));
  }

  it('a server that speaks no TLS was sent nothing: a create is not in doubt', () =>
    answering(
      (_, response) => response.end(PAGE),
      async (port) => {
        const error = await errorOf(clientAt(`https://127.0.0.1:${port}`).createApiClient(create));
        assert.ok(error instanceof UnreachableError, error.name);
      },
    ));

  it('a server whose certificate nobody trusts was sent nothing: a create is not in doubt', async () => {
    let arrived = 0;
    const server = createTlsServer(await untrustedCertificate(), (_, response) => {
      arrived += 1;
      response.end(PAGE);
    });
    await withServer(server, async (port) => {
      const error = await errorOf(clientAt(`https://127.0.0.1:${port}`).createApiClient(create));
      assert.ok(error instanceof UnreachableError, error.name);
      assert.equal(error.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
      assert.equal(unsent(error.code), 'certificate');
    });
    assert.equal(arrived, 0);
  });

  for (const [name, alert] of [
    ['refuses the handshake', 40],
    ['wants more security', 71],
    ['refuses an older protocol', 86],
    ['speaks another protocol, such as HTTP/2', 120],
  ] as const) {
    it(`a server that ${name} was sent nothing: a create is not in doubt`, () =>
      withServer(
        createSocketServer((socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, alert])))),
        async (port) => {
          const error = await errorOf(clientAt(`https://127.0.0.1:${port}`).createApiClient(create));
          assert.ok(error instanceof UnreachableError, error.name);
          assert.equal(unsent(error.code), 'tls');
        },
      ));
  }

  it('a 407 inside the connection has no word of its own and leaves a create in doubt', () =>
    answering(
      (_, response) => response.writeHead(407, { 'proxy-authenticate': 'Basic realm="sandbox"' }).end(),
      async (port) => {
        const error = await errorOf(clientAt(`http://127.0.0.1:${port}`).createApiClient(create));
        assert.ok(error instanceof AmbiguousError, error.name);
      },
    ));

  it('a server that hangs up while TLS begins leaves a create in doubt', () =>
    withServer(
      createSocketServer((socket) => socket.once('data', () => socket.destroy())),
      async (port) => {
        const error = await errorOf(clientAt(`https://127.0.0.1:${port}`).createApiClient(create));
        // The system has one code for this, and for a connection that breaks after the request.
        assert.ok(error instanceof AmbiguousError, error.name);
      },
    ));

  for (const status of [403, 407, 502]) {
    it(`a proxy that opens no tunnel (${status}) was told nothing: a create is not in doubt`, () =>
      withServer(
        createServer({}).on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`)),
        async (port) => {
          const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', throughProxy], {
            cwd: import.meta.dirname,
            env: { ...process.env, NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: `http://127.0.0.1:${port}` },
          });
          assert.deepEqual(JSON.parse(stdout), ['UnreachableError', `PROXY_${status}`]);
        },
      ));
  }

  it('nobody at the address: a create is not in doubt', async () => {
    let free = 0;
    await answering(
      () => undefined,
      async (port) => {
        free = port;
      },
    );
    const error = await errorOf(clientAt(`http://127.0.0.1:${free}`).createApiClient(create));
    assert.ok(error instanceof UnreachableError, error.name);
  });
});
