import type { Fault } from '../../../../../src/sandbox/index.ts';

type Effect = Pick<Fault, 'times'> & Fault;

/** A gateway's answer in place of the API's. */
function gateway(status: number, body = '{"message":"sandbox gateway"}'): Effect {
  return { kind: 'replace', status, body };
}

/**
 * What can happen to a request. Reads and deletions are tried three times by the client, so those that are to reach
 * the rotation strike three times.
 */
export const NETWORK_FAULTS = {
  'reset before the API acted': { kind: 'reset', when: 'before', times: 3 },
  'reset after the API acted': { kind: 'reset', when: 'after', times: 3 },
  'no answer, not acted': { kind: 'hang', when: 'before', times: 3 },
  'no answer, acted': { kind: 'hang', when: 'after', times: 3 },
  'rate limited': { kind: 'rateLimit', retryAfter: '45', times: 3 },
  'API fails before': { kind: 'status', status: 500, when: 'before', times: 3 },
  'API fails after': { kind: 'status', status: 500, when: 'after', times: 3 },
  'proxy page instead': { kind: 'html', status: 502, when: 'after', times: 3 },
  'proxy page with 200': { kind: 'html', status: 200, when: 'before', times: 3 },
  'empty answer': { kind: 'empty', times: 3 },
  'truncated answer': { kind: 'truncate', times: 3 },
  'answer without a secret': gateway(200, '{"identifier":"sandbox","secret":""}'),
  'session refused': gateway(401),
  'not allowed': gateway(403),
  conflict: gateway(409),
  redirected: { kind: 'redirect', status: 302, to: 'https://other.example/' },
} as const satisfies Readonly<Record<string, Effect>>;

export type NetworkFault = keyof typeof NETWORK_FAULTS;
export const NETWORK_FAULT_NAMES = Object.keys(NETWORK_FAULTS) as NetworkFault[];
