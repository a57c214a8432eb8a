import { explain } from '../ui/explain.ts';
import type { CodeOutcome } from './codeSender.ts';
import type { TotpKey } from './otpauthUri.ts';
import type { FromPanel } from './protocol.ts';

/** Said of a code that was sent, when nobody knows what came of it. */
export const LOST_ANSWER =
  'The answer to your code was lost, so two-factor sign-in may be on or off. The Account view shows how it stands after a refresh.';

/**
 * What is said at the field for a code that did not do what it should.
 * @param digits of a code, where that is known
 */
export function codeComplaint(
  outcome: Exclude<CodeOutcome, { kind: 'done' | 'unknown' }>,
  digits?: TotpKey['digits'],
): string {
  switch (outcome.kind) {
    case 'malformed':
      return `Type the ${digits === undefined ? '' : `${digits} `}digits that the app shows.`;
    case 'spent':
      return 'This code was tried already. Wait for the next one.';
    case 'wrong':
      return outcome.times === 1
        ? 'This code is not right. Wait for the next one and type it.'
        : 'This code is not right either. Codes depend on the time: let the phone set its date and time by itself. And look whether the app has two entries for this account: only the newest counts. Then type the next code.';
    case 'notDone':
      return 'The answer was lost, and nothing has changed. Wait for the next code and type it.';
    case 'failed':
      return `The code was not tried. ${explain(outcome.error).message}`;
  }
}

/** What whoever types the key must know, and whoever scans it too when an app does not follow the QR code. */
export function keyNotes({ algorithm, digits, period, bits }: TotpKey): string[] {
  const settings = [
    ...(digits === 6 ? [] : [`${digits} digits`]),
    ...(period === 30 ? [] : [`a new code every ${period} seconds`]),
    ...(algorithm === 'SHA1' ? [] : [algorithm.replace('SHA', 'SHA-')]),
  ];
  return [
    ...(settings.length === 0
      ? []
      : [
          `This key needs settings that not every app has: ${settings.join(', ')}. Set them in the app if you type the key.`,
        ]),
    ...(bits < USUAL_BITS
      ? [`This key is short: ${bits} bits, where ${USUAL_BITS} or more are usual. It works, and is easier to guess.`]
      : []),
  ];
}

/** RFC 4226 section 4: the least that a shared secret must have. */
const USUAL_BITS = 128;

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
