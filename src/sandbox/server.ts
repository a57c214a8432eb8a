import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
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
 * so that no web page can reach it by pointing its own name here. Rejects where the port is taken.
 */
export async function serveSandbox(
  sandbox: Pick<Sandbox, 'fetch'>,
  { port = 0 }: { port?: number } = {},
): Promise<SandboxServer> {
  const server = createAdaptorServer({
    // The globals belong to whoever runs this: an extension host has other users of Request and Response.
    overrideGlobalObjects: false,
    fetch: async (request, env) => {
      const { incoming, outgoing } = env as HttpBindings;
      if (!isLoopback(incoming)) return new Response('Misdirected Request', { status: 421 });
      return answer(sandbox, request, outgoing);
    },
  }) as Server;
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
async function answer(sandbox: Pick<Sandbox, 'fetch'>, request: Request, outgoing: ServerResponse): Promise<Response> {
  try {
    const response = await sandbox.fetch(request);
    if (!breaksOff(response)) return response;
    await sendBroken(response, outgoing);
  } catch {
    outgoing.socket?.resetAndDestroy();
  }
  return RESPONSE_ALREADY_SENT;
}

/** Without any host the request does not get here: the adapter answers 400. */
function isLoopback({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(String(headers.host));
}
