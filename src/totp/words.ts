import { explain } from '../ui/explain.ts';
import type { CodeOutcome } from './codeSender.ts';
import type { FromPanel } from './protocol.ts';

/** Said of a code that was sent, when nobody knows what came of it. */
export const LOST_ANSWER =
  'The answer to your code was lost, so two-factor sign-in may be on or off. The Account view shows how it stands after a refresh.';

/** What is said at the field for a code that did not do what it should. */
export function codeComplaint(outcome: Exclude<CodeOutcome, { kind: 'done' | 'unknown' }>, digits: number): string {
  switch (outcome.kind) {
    case 'malformed':
      return `Type the ${digits} digits that the app shows.`;
    case 'spent':
      return 'This code was tried already. Wait for the next one.';
    case 'wrong':
      return 'This code is not right. Wait for the next one and type it.';
    case 'notDone':
      return 'The answer was lost, and nothing has changed. Wait for the next code and type it.';
    case 'failed':
      return `The code was not tried. ${explain(outcome.error).message}`;
  }
}

/** What is said when something outside the panel failed that was asked for in it. */
export function failureOf(asked: FromPanel['type']): string {
  switch (asked) {
    case 'copyKey':
      return 'The key is not on the clipboard, which does not answer. Scan the QR code, or type the key into your app.';
    case 'openApp':
      return 'The authenticator app could not be opened. Scan the QR code with your phone instead.';
    default:
      return 'Something went wrong in this extension, and the panel may not show how things stand. Close it and open it again.';
  }
}

/** Codes depend on the time: how far clocks may differ before it is worth a word, in milliseconds. */
const CLOCK_TOLERANCE_MS = 30_000;

/**
 * A word about a clock that is off, or `null`.
 * @param skewMs this computer's time minus Tripartie's, in milliseconds; `undefined` when it is not known
 */
export function clockWarning(skewMs: number | undefined): string | null {
  if (skewMs === undefined || !(Math.abs(skewMs) > CLOCK_TOLERANCE_MS)) return null;
  const direction = skewMs > 0 ? 'ahead of' : 'behind';
  return `The clock of this computer is ${duration(Math.abs(skewMs))} ${direction} Tripartie’s. Codes depend on the time: if your authenticator app runs here, set the clock first.`;
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
