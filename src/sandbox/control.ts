import type { Fault, FaultHandle } from './faults/faults.ts';
import type { Sandbox } from './sandbox.ts';

const PREFIX = '/__sandbox/';

/** What each kind of fault must hold besides its kind. */
const needed: Record<Fault['kind'], Record<string, 'string' | 'number'>> = {
  reset: { when: 'string' },
  hang: { when: 'string' },
  rateLimit: {},
  status: { status: 'number' },
  html: { status: 'number' },
  redirect: { status: 'number', to: 'string' },
  replace: { status: 'number', body: 'string' },
  empty: {},
  truncate: {},
  drip: { intervalMs: 'number' },
  oversize: { bytes: 'number' },
  propagation: { ms: 'number' },
};

/**
 * A sandbox that tests in another process can steer, by paths that the API does not have:
 * `POST /__sandbox/faults` with a fault as JSON, `GET` for how often each one matched and fired, `DELETE` to remove all;
 * `GET /__sandbox/requests` for what arrived, `/__sandbox/state` for what changed, `/__sandbox/email-codes/{user}` for
 * the code that a verification mail would hold. Whatever is wrong is 400, whatever is unknown 404.
 */
export function withControl(sandbox: Sandbox): Pick<Sandbox, 'fetch'> {
  const handles: FaultHandle[] = [];
  return {
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (!pathname.startsWith(PREFIX)) return sandbox.fetch(request);
      const [what = '', id] = pathname.slice(PREFIX.length).split('/');
      switch (`${request.method} ${what}`) {
        case 'GET requests':
          return Response.json(sandbox.requests);
        case 'GET state':
          return Response.json(sandbox.state);
        case 'GET email-codes': {
          const code = sandbox.emailVerificationCode(Number(id));
          return code === undefined ? new Response(null, { status: 404 }) : Response.json({ code });
        }
        case 'GET faults':
          return Response.json(handles.map(({ matched, fired }) => ({ matched, fired })));
        case 'POST faults': {
          const fault = await readFault(request);
          if (!fault) return new Response('This is not a fault', { status: 400 });
          handles.push(sandbox.faults.add(fault));
          return Response.json({ index: handles.length - 1 }, { status: 201 });
        }
        case 'DELETE faults':
          sandbox.faults.clear();
          handles.length = 0;
          return new Response(null, { status: 204 });
        default:
          return new Response(null, { status: 404 });
      }
    },
  };
}

/** Only `application/json` is read: a web page cannot send that here, as it gets no leave (CORS) to. */
async function readFault(request: Request): Promise<Fault | undefined> {
  if (request.headers.get('Content-Type') !== 'application/json') return undefined;
  const given: unknown = await request.json().catch(() => undefined);
  if (typeof given !== 'object' || given === null || !('kind' in given)) return undefined;
  const fields = Object.hasOwn(needed, String(given.kind)) && needed[given.kind as Fault['kind']];
  const fits = fields && Object.entries(fields).every(([name, type]) => typeof Reflect.get(given, name) === type);
  return fits ? (given as Fault) : undefined;
}
