import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AmbiguousError, parseApiOrigin, UnexpectedAnswerError } from '../../../src/api/index.ts';
import { isUnrepeatableWrite, samples } from './samples.ts';
import { apiClient, CANARY, clientOf, errorOf } from './vocabulary.ts';

const STATUSES = [301, 302, 303, 307, 308];

/** Where a redirect leads: always to the second server, under names that make it another origin. */
const TARGETS: Record<string, (port: number, apiPort: number) => string> = {
  'another port': (port) => `http://127.0.0.1:${port}/stolen`,
  'another host': (port) => `http://localhost:${port}/stolen`,
  'a user in the address': (port, apiPort) => `http://127.0.0.1:${apiPort}@127.0.0.1:${port}/stolen`,
  'itself without end': (_port, apiPort) => `http://127.0.0.1:${apiPort}/me`,
};

async function listening(handler: Parameters<typeof createServer>[1]): Promise<{ server: Server; port: number }> {
  const server = createServer({}, handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

async function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

describe('redirects', () => {
  const arrived: IncomingMessage[] = [];
  let asked = 0;
  let answer = { status: 301, location: '' };
  let api: Awaited<ReturnType<typeof listening>>;
  let other: Awaited<ReturnType<typeof listening>>;

  before(async () => {
    api = await listening((_request, response) => {
      asked += 1;
      response.writeHead(answer.status, { location: answer.location }).end(`moved to ${CANARY}`);
    });
    other = await listening((request, response) => {
      arrived.push(request);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  after(() => Promise.all([stopped(api.server), stopped(other.server)]));

  for (const status of STATUSES) {
    for (const [where, target] of Object.entries(TARGETS)) {
      it(`${status} to ${where} ends every operation, and nothing arrives there`, async () => {
        answer = { status, location: target(other.port, api.port) };
        const origin = parseApiOrigin(`http://127.0.0.1:${api.port}`);
        for (const sample of samples) {
          asked = 0;
          const client = clientOf(fetch, { origin, credential: sample.credential });
          const error = await errorOf(sample.run(client));
          const expected = isUnrepeatableWrite(sample) ? AmbiguousError : UnexpectedAnswerError;
          assert.ok(error instanceof expected, `${sample.operation}: ${error.name}`);
          assert.equal(error.status, status);
          assert.equal(asked, 1);
        }
        assert.equal(arrived.length, 0);
      });
    }

    it(`${status} of the token endpoint does not take the secret along`, async () => {
      answer = { status, location: `http://localhost:${other.port}/stolen` };
      const origin = parseApiOrigin(`http://127.0.0.1:${api.port}`);
      const error = await errorOf(clientOf(fetch, { origin, credential: apiClient }).me());
      assert.equal(error.operation, 'fetchToken');
      assert.equal(arrived.length, 0);
    });
  }

  it('from https to http is refused like all others, and hidden ones as well', async () => {
    const toHttp = clientOf(
      () => new Response(null, { status: 308, headers: { location: 'http://api.sandbox.example' } }),
    );
    assert.ok((await errorOf(toHttp.me())) instanceof UnexpectedAnswerError);
    const hidden = Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
    assert.ok((await errorOf(clientOf(() => hidden).me())) instanceof UnexpectedAnswerError);
  });
});
