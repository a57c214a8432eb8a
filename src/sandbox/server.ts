import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { breaksOff, sendBroken } from './faults/faultyBodies.ts';
import type { Sandbox } from './sandbox.ts';

/** A sandbox on a socket. */
export interface SandboxServer {
  /** `http://127.0.0.1:port`. */
  url: string;
  /** Ends every connection, those under way included. */
  close(): Promise<void>;
}

/**
 * Serves a sandbox on 127.0.0.1, on any free port unless one is given. Refuses requests for another host name with 421,
 * so that no web page can reach it by pointing its own name here. Rejects where the port is taken, and with a RangeError where it is none.
 */
export async function serveSandbox(
  sandbox: Pick<Sandbox, 'fetch'>,
  { port = 0 }: { port?: number } = {},
): Promise<SandboxServer> {
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new RangeError('port must be a whole number from 0 to 65535');
  }
  const server = createServer((incoming, outgoing) => void answer(sandbox, incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A rejection of the handler is a broken connection, on a socket as much as in memory. */
async function answer(
  sandbox: Pick<Sandbox, 'fetch'>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    if (incoming.headers.host === undefined) return await send(new Response('Bad Request', { status: 400 }), outgoing);
    if (!isLoopback(incoming)) return await send(new Response('Misdirected Request', { status: 421 }), outgoing);
    const response = await sandbox.fetch(requestOf(incoming, outgoing));
    await (breaksOff(response) ? sendBroken(response, outgoing) : send(response, outgoing));
  } catch {
    outgoing.socket?.resetAndDestroy();
  }
}

/** Ends with the connection, as a request of `fetch` does that is given up. */
function requestOf(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const { method = 'GET', url = '/', headers } = incoming;
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const lines = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  // `Request` takes no body with these.
  const isBare = method === 'GET' || method === 'HEAD';
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: lines,
    signal: gone.signal,
    ...(!isBare && { body: Readable.toWeb(incoming) as BodyInit, duplex: 'half' as const }),
  });
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  outgoing.setHeaders(response.headers);
  if (response.body) await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing);
  else outgoing.end();
}

function isLoopback({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(String(headers.host));
}
