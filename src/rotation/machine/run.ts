import { ApiError } from '../../api/index.ts';
import { create, writeIntent } from './create.ts';
import { type Decision, decide } from './decide.ts';
import { HeldLease, moment } from './heldLease.ts';
import { sweep } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Outcome } from './outcome.ts';
import { pause } from './pause.ts';
import { BoundaryError, type Ports, PROPAGATION_MS } from './ports.ts';
import { preflight } from './preflight.ts';
import type { Overlap, Rotation } from './record.ts';
import { explained, step } from './step.ts';

/** What ends a run early, and leaves a rotation that `continueRotation` takes up. */
interface Ends {
  /** The window closes: the rotation goes on by itself at the next start. */
  readonly signal?: AbortSignal;
  /** The person cancels: the rotation rests until a decision of theirs takes it up. */
  readonly cancel?: AbortSignal;
}

/**
 * Begins to rotate a client and goes as far as it can: one outcome a step, the last one says what it takes to go on.
 * @param overlap how long both keys live; left out, it is asked for once the new key is current
 */
export async function* startRotation(
  ports: Ports,
  identifier: string,
  { overlap, ...ends }: Ends & { overlap?: Overlap | undefined } = {},
): AsyncGenerator<Outcome, void, undefined> {
  const unknown: Outcome = { kind: 'refused', reason: { kind: 'breadcrumbsFailed' } };
  yield* holding(ports, ends, unknown, async function* (run) {
    const begun = await begin(run, identifier, overlap);
    yield begun;
    if (begun.kind !== 'advanced') return;
    const { rotation } = begun;
    const created = await create(run, rotation).catch((error: unknown) => explained(run, rotation.id, rotation, error));
    yield created;
    if (created.kind === 'advanced') yield* onward(run, rotation.id, created.rotation);
  });
}

/**
 * Takes up a rotation where it is, after a restart, in another window, or with what the person decided, and goes as far
 * as it can; see `startRotation`.
 */
export async function* continueRotation(
  ports: Ports,
  id: string,
  { decision, ...ends }: Ends & { decision?: Decision } = {},
): AsyncGenerator<Outcome, void, undefined> {
  const unknown: Outcome = { kind: 'unreadable', id, because: 'breadcrumbs' };
  yield* holding(ports, ends, unknown, async function* (run) {
    const refusal = decision && (await decide(run, id, decision));
    if (refusal) yield refusal;
    else yield* onward(run, id);
  });
}

/**
 * Removes what rotations that have been over for a day left in the breadcrumbs. For an idle moment; a rotation that
 * begins does it too. Does nothing while another window rotates, or when something does not answer.
 */
export async function tidyRotations(ports: Ports): Promise<void> {
  const unknown: Outcome = { kind: 'unreadable', id: '', because: 'breadcrumbs' };
  const tidying = holding(ports, {}, unknown, async function* (run) {
    try {
      await sweep(run);
    } catch (error) {
      yield explained(run, '', undefined, error);
    }
  });
  for await (const _ of tidying);
}

/** @param unknown what it comes to where the lock cannot be asked for, as it is in the breadcrumbs' folder */
async function* holding(
  ports: Ports,
  { signal, cancel = new AbortController().signal }: Ends,
  unknown: Outcome,
  work: (run: LockedRun) => AsyncGenerator<Outcome, void, undefined>,
): AsyncGenerator<Outcome, void, undefined> {
  const { lock, clock, account } = ports;
  const asked = moment(clock);
  const lease = await lock.acquire(account.profile).catch(() => unknown);
  if (!lease || 'kind' in lease) {
    yield lease ?? { kind: 'busy' };
    return;
  }
  try {
    // What the other window wrote last may not be visible here yet; not even cancelling may cut that short.
    const wait = PROPAGATION_MS - (clock.elapsed() - (lease.othersUntil ?? Number.NEGATIVE_INFINITY));
    if (wait > 0) await clock.sleep(wait, new AbortController().signal);
    const either = signal ? AbortSignal.any([signal, cancel]) : cancel;
    yield* work({ ...ports, lease: new HeldLease(lease, clock, asked), signal: either, cancel });
  } finally {
    // Where it cannot be given back, it ends by itself.
    await lease.release().catch(() => undefined);
  }
}

async function begin(run: LockedRun, identifier: string, overlap: Overlap | undefined): Promise<Outcome> {
  try {
    const checked = await preflight(run, identifier, overlap);
    // The list has told what time it is for the API.
    await sweep(run);
    return 'kind' in checked ? { kind: 'refused', reason: checked } : await writeIntent(run, checked);
  } catch (error) {
    if (error instanceof ApiError) return { kind: 'refused', reason: { kind: 'api', error } };
    if (error instanceof BoundaryError) return { kind: 'refused', reason: { kind: `${error.boundary}Failed` } };
    return explained(run, '', undefined, error);
  }
}

async function* onward(run: LockedRun, id: string, begun?: Rotation): AsyncGenerator<Outcome, void, undefined> {
  let before = begun;
  for (;;) {
    const reached = await step(run, id, before);
    const isCancelled = reached.kind === 'cancelled' && run.cancel.aborted;
    const outcome = isCancelled ? await pause(run, reached.rotation) : reached;
    yield outcome;
    if ('rotation' in outcome) before = outcome.rotation;
    if (outcome.kind === 'advanced') continue;
    // These end by themselves within seconds, or a minute at most; all others are for the caller to come back to.
    const short =
      outcome.kind === 'waits' && (outcome.because === 'newKeyNotYet' || outcome.because === 'storeWriting');
    if (!short) return;
    await run.clock.sleep(outcome.inMs, run.signal);
  }
}
