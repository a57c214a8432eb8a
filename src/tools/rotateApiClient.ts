import type { ApiClient } from '../api/index.ts';
import type { Outcome } from '../rotation/machine/index.ts';
import { explain } from '../ui/explain.ts';
import { findClient } from './findClient.ts';
import type { Reach } from './reach.ts';
import { nameOf, type RotationEnd, type ToolResult, toPlainText } from './results.ts';

/** The client that a rotation was asked for, or why there will be none. @throws ApiError */
export async function clientToRotate(
  reach: Reach,
  input: { identifier?: unknown },
  signal: AbortSignal,
): Promise<ApiClient | ToolResult> {
  const refused = (because: 'readOnly' | 'noSuchClient'): ToolResult => ({
    kind: 'rotation',
    account: reach.account,
    client: nameOf({ identifier: String(input.identifier ?? '') }),
    end: { state: 'refused', because },
  });
  if (reach.readOnly) return refused('readOnly');
  return (await findClient(reach, input, signal)) ?? refused('noSuchClient');
}

/**
 * Rotates a client, with the person watching, until it is over or rests for as long as the person likes.
 * @param signal ends the waiting; the rotation is the person's
 */
export async function rotateApiClient(reach: Reach, client: ApiClient, signal: AbortSignal): Promise<ToolResult> {
  const { account, rotations } = reach;
  const named = nameOf(client);
  const result = (end: RotationEnd): ToolResult => ({ kind: 'rotation', account, client: named, end });
  const watching = new AbortController();
  try {
    return await Promise.race([
      rotations.rotate(client, named.name || named.identifier).then((outcome) => toResult(outcome, result)),
      aborted(signal, watching.signal).then(() => result({ state: 'paused' })),
    ]);
  } finally {
    watching.abort();
  }
}

function toResult(outcome: Outcome | undefined, result: (end: RotationEnd) => ToolResult): ToolResult {
  switch (outcome?.kind) {
    case 'finished':
      return result({ state: outcome.result });
    case 'refused':
      return outcome.reason.kind === 'api' ? failed(outcome.reason.error) : refusedBy(outcome.reason.kind, result);
    case 'parked':
      return result({ state: 'stopped', because: outcome.reason });
    case 'failed':
      return failed(outcome.error);
    case 'waits':
      return result(
        outcome.because === 'overlap' ? { state: 'bothWork', until: new Date(outcome.until) } : { state: 'paused' },
      );
    case 'needs':
      return result(outcome.need.kind === 'retireNow' ? { state: 'bothWork' } : { state: 'paused' });
    default:
      return result({ state: 'paused' });
  }
}

function refusedBy(
  because: Extract<RotationEnd, { state: 'refused' }>['because'],
  result: (end: RotationEnd) => ToolResult,
): ToolResult {
  return result({ state: 'refused', because });
}

function failed(error: unknown): ToolResult {
  return { kind: 'failed', message: toPlainText(explain(error).message, 300) };
}

function aborted(signal: AbortSignal, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true, signal: over }));
}
