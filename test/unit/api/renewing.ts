import type { Credential, OnRefused } from '../../../src/api/index.ts';
import { sampleOf } from './samples.ts';
import { CANARY, deferred, json } from './vocabulary.ts';

/** A good answer to `me`. */
export const me = sampleOf('me').answer;
/** A good answer to an invitation. */
export const invited = sampleOf('inviteUser').answer;

/** The nth personal key of a test. */
export function key(n: number) {
  return { kind: 'personalKey', jwt: `${CANARY}.key.${n}` } as const;
}

/** A server that takes only these keys, and whom it was asked by. */
export function taking(good: readonly Credential[], answer: () => Response | Promise<Response> = () => json(me)) {
  const seen: string[] = [];
  const handler = (request: Request) => {
    const jwt = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
    seen.push(jwt);
    return good.some((each) => each.kind === 'personalKey' && each.jwt === jwt) ? answer() : refusal();
  };
  return { seen, handler };
}

/** The API's refusal of a personal key. */
export function refusal(): Response {
  return json({ code: 401, message: 'Invalid JWT Token' }, 401);
}

/** Gives these in turn, then nothing, and notes what it was asked about. */
export function giving(...credentials: readonly Credential[]) {
  const refused: Credential[] = [];
  const signals: AbortSignal[] = [];
  const onRefused: OnRefused = async (credential, signal) => {
    refused.push(credential);
    signals.push(signal);
    return credentials[refused.length - 1];
  };
  return { refused, signals, onRefused };
}

/** Waits for whoever asks, and answers when the test says so. */
export function asking() {
  const asked = deferred<AbortSignal>();
  const answer = deferred<Credential | undefined>();
  const onRefused: OnRefused = (_, signal) => {
    asked.resolve(signal);
    return answer.promise;
  };
  return { asked: asked.promise, answer, onRefused };
}
