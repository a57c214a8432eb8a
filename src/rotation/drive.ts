import type { ApiClient } from '../api/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { HandOverAs } from '../session/secrets/handOver.ts';
import type { Account, Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { inNotification } from '../ui/progress.ts';
import { ask, type Question } from './ask.ts';
import { confirmDecision } from './confirm.ts';
import {
  canUndo,
  continueRotation,
  type Decision,
  type Need,
  type Outcome,
  type Ports,
  type Rotation,
  startRotation,
} from './machine/index.ts';
import { stepWords } from './words.ts';

/** One rotation with a person watching. */
export interface Watched {
  account: Account;
  ports: Ports;
  clipboard: SecretClipboard;
  session: Session;
  /** As what the new key was copied. */
  copied: Set<HandOverAs>;
  /** Of the client, plain text. */
  name: string;
  /** Aborted when the window closes. */
  closing: AbortSignal;
  /** Runs something while no rotation goes on by itself in this window. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Called after every step. */
  onStep(): Promise<void>;
}

/** How a rotation stands when nobody is asked any more. */
export interface Standing {
  readonly outcome: Outcome;
  /** Whether it is still to be told: who has just left a question knows. */
  readonly untold: boolean;
}

/** Rotates a client from its beginning, as far as the person goes along. */
export function rotate(watched: Watched, client: ApiClient): Promise<Standing | undefined> {
  return drive(watched, (ends) => startRotation(watched.ports, client.identifier, ends));
}

/** Takes a rotation up where it stands. @returns `undefined` too when the person thought better of the decision */
export async function resume(watched: Watched, rotation: Rotation, decision: Decision): Promise<Standing | undefined> {
  if (decision.kind === 'undo' && !canUndo(rotation)) return { outcome: { kind: 'tooLate', rotation }, untold: true };
  if (!(await confirmDecision(watched, rotation, decision))) return undefined;
  return drive(watched, (ends) => continueRotation(watched.ports, rotation.id, { ...ends, decision }), decision);
}

/** What may end a run: the window, or the person. */
interface Ends {
  readonly signal: AbortSignal;
  readonly cancel: AbortSignal;
}

type Go = (ends: Ends) => AsyncGenerator<Outcome, void, undefined>;

async function drive(watched: Watched, first: Go, decision?: Decision): Promise<Standing | undefined> {
  let go = first;
  let said = decision;
  for (;;) {
    const outcome = await watched.alone(() => run(watched, go));
    if (!outcome) return undefined;
    if (outcome.kind !== 'needs' || !isQuestion(outcome.need, said)) return { outcome, untold: true };
    const { rotation } = outcome;
    const answer = await ask(watched, rotation, outcome.need);
    if (!answer || !(await confirmDecision(watched, rotation, answer))) return { outcome, untold: false };
    said = answer;
    go = (ends) => continueRotation(watched.ports, rotation.id, { ...ends, decision: answer });
  }
}

/** Who just said "I will say when" is not asked at once. */
function isQuestion(need: Need, said: Decision | undefined): need is Question {
  if (need.kind === 'retireNow') return said?.kind !== 'overlap';
  return need.kind !== 'switchSession' && need.kind !== 'reload';
}

/** How long another window that has the lock is waited for, in milliseconds: one that was reloaded is gone by then. */
const FREE_WITHIN_MS = 10_000;

/** How often the lock is tried meanwhile, in milliseconds. */
const TRY_EVERY_MS = 500;

/** Begins as soon as no other window has the lock, where that is soon. */
async function* whenFree(
  go: Go,
  ends: Ends,
  clock: Clock,
  onWait: () => void,
): AsyncGenerator<Outcome, void, undefined> {
  const ended = AbortSignal.any([ends.signal, ends.cancel]);
  const until = clock.elapsed() + FREE_WITHIN_MS;
  for (;;) {
    const outcomes = go(ends);
    const first = await outcomes.next();
    if (first.done) return;
    if (first.value.kind !== 'busy' || ended.aborted || clock.elapsed() >= until) {
      yield first.value;
      return yield* outcomes;
    }
    await outcomes.return();
    onWait();
    await clock.sleep(TRY_EVERY_MS, ended);
  }
}

async function run({ name, ports, closing, onStep }: Watched, go: Go): Promise<Outcome | undefined> {
  return inNotification(`Rotating “${name}”`, async (cancel, report) => {
    let last: Outcome | undefined;
    for await (const outcome of whenFree(go, { signal: closing, cancel }, ports.clock, () =>
      report('Waiting for another window…'),
    )) {
      last = outcome;
      const message = stepWords(outcome);
      if (message !== undefined) report(message);
      await onStep();
    }
    return last;
  });
}
