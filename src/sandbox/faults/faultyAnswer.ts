import { problem, type Refusal } from '../errors.ts';
import { respond } from '../respond.ts';
import type { Fault } from './faults.ts';
import { dripping, oversized, truncated } from './faultyBodies.ts';

const html = '<!DOCTYPE html><html><head><title>Sandbox gateway</title></head><body><h1>Bad Gateway</h1></body></html>';

/**
 * What a request gets that a fault strikes. `proceed` lets the API do what was asked. Rejects where the connection
 * breaks; never settles where it hangs.
 */
export async function faultyAnswer(fault: Fault, proceed: () => Promise<Response>): Promise<Response> {
  if (!('when' in fault) || fault.when !== 'after') {
    const instead = insteadOf(fault);
    if (instead) return instead;
  }
  const answer = await proceed();
  // A deletion's answer has no body that could come to harm.
  if (answer.body === null) return (await insteadOf(fault)) ?? answer;
  switch (fault.kind) {
    case 'empty':
      return new Response(null, headOf(answer));
    case 'truncate':
      return truncated(await bytesOf(answer), fault.bytes, headOf(answer));
    case 'drip':
      return new Response(dripping(await bytesOf(answer), fault.intervalMs), headOf(answer));
    case 'oversize':
      return new Response(oversized(await bytesOf(answer), fault.bytes), headOf(answer));
    default:
      return (await insteadOf(fault)) ?? answer;
  }
}

/** What takes the place of the API's answer, where anything does. */
function insteadOf(fault: Fault): Promise<Response> | Response | undefined {
  switch (fault.kind) {
    case 'reset':
      return Promise.reject(connectionReset());
    case 'hang':
      return new Promise<never>(() => {});
    case 'rateLimit':
      return respond(problem(429, 'Too many request', retryAfter(fault.retryAfter)));
    case 'status':
      return respond(failure(fault.status, fault.retryAfter));
    case 'html':
      return new Response(html, { status: fault.status, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
    case 'redirect':
      return new Response(null, { status: fault.status, headers: { Location: fault.to } });
    case 'replace':
      return new Response(fault.body || null, {
        status: fault.status,
        headers: { 'Content-Type': 'application/json; charset=utf-8', ...fault.headers },
      });
    default:
      return undefined;
  }
}

function failure(status: 500 | 503, after: string | undefined): Refusal {
  const detail = 'An internal error occurred that prevented us to fulfill the request';
  return problem(status, status === 500 ? detail : 'Service Unavailable', retryAfter(after));
}

function retryAfter(value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { 'Retry-After': value };
}

/** As undici words it. */
function connectionReset(): TypeError {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
  return new TypeError('fetch failed', { cause });
}

async function bytesOf(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await answer.arrayBuffer());
}

function headOf({ status, headers }: Response): { status: number; headers: Headers } {
  return { status, headers: new Headers(headers) };
}
