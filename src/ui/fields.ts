import { addressIn, EMAIL_CODE_LENGTH, EMAIL_MAX, PASSWORD_MAX, PASSWORD_MIN, PERSON_NAME_MAX } from '../api/index.ts';
import { asciiDigits } from '../platform/digits.ts';
import type { FormField } from './form.ts';
import type { Choice } from './pick.ts';
import { invisibleComplaint } from './plainText.ts';

/** How an answer is written, for placeholders and complaints. */
export const EXAMPLES = { email: 'jane@example.com', telephone: '+33 1 99 00 01 01', day: '1990-12-31' } as const;

/** At least `min` and at most `max` characters, as the API counts them, and none that cannot be seen. */
export function characters(min: number, max: number): (value: string) => string | undefined {
  return (value) => {
    const length = [...value.trim()].length;
    if (length < min) return min === 1 ? 'Type something.' : `At least ${min} characters; this has ${length}.`;
    if (length > max) return `At most ${max} characters; this has ${length.toLocaleString('en')}.`;
    return invisibleComplaint(value);
  };
}

/** Nothing, or what passes the check. */
export function orNothing(check: (value: string) => string | undefined): (value: string) => string | undefined {
  return (value) => (value.trim() === '' ? undefined : check(value));
}

/** A first or last name. */
export const personName = characters(1, PERSON_NAME_MAX);

/** An email address, as far as a form can tell: something before and after an @. See {@link addressIn}. */
export function email(value: string): string | undefined {
  const address = addressIn(value);
  if (!/^[^@\s]+@[^@\s]+$/.test(address)) return `Type an address such as ${EXAMPLES.email}.`;
  return characters(1, EMAIL_MAX)(address);
}

const WHOLE_CODE = new RegExp(`(?<![\\w-])[\\w-]{${EMAIL_CODE_LENGTH}}(?![\\w-])`, 'g');

/**
 * The code of a mail in what people paste: in a link or a sentence, in quotes, on the lines that a mail had made of it,
 * with characters that nobody sees. What has another length stays, for whoever checks.
 */
export function mailCodeIn(pasted: string): string {
  const text = pasted.replace(/\p{Cf}/gu, '').trim();
  const [code, ...others] = new Set(text.match(WHOLE_CODE));
  if (code !== undefined && others.length === 0) return code;
  // Mail in quoted-printable has a "=" where a line was broken.
  return text.replace(/^(["'`“‘])(.*)["'`”’]$/su, '$2').replace(/=?\s+/g, '');
}

/** A moment of RFC 3339, in which the day is as it is written, whatever the zone. */
const TIME_OF_DAY = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * The day in what people type and paste, as it is sent: with any dashes and digits, in quotes, with a time behind it, with
 * characters that nobody sees. What is no day stays, for whoever checks.
 */
export function dayIn(typed: string): string {
  const text = asciiDigits(typed.replace(/\p{Cf}/gu, ''))
    .replace(/[\p{Pd}\u02d7\u2043\u2212\u30fc]/gu, '-')
    .trim()
    .replace(/^(["'“‘])(.*)["'”’]$/su, '$2')
    .trim();
  return text.replace(TIME_OF_DAY, '$1');
}

/** A day of the calendar: year, month and day. See {@link dayIn}. */
export function day(value: string): string | undefined {
  const text = dayIn(value);
  const date = new Date(`${text}T00:00:00Z`);
  const exists = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime());
  return exists && date.toISOString().startsWith(text) ? undefined : `Type a date such as ${EXAMPLES.day}.`;
}

/** A new password. How strong it is, is the person's business; blanks at its ends are part of it. */
export function newPassword(value: string): string | undefined {
  const length = [...value].length;
  if (length < PASSWORD_MIN || length > PASSWORD_MAX) {
    return `A password has ${PASSWORD_MIN} to ${PASSWORD_MAX} characters; this has ${length.toLocaleString('en')}.`;
  }
  return undefined;
}

/** A question for the password that counts now: whatever could be set once can be typed. */
export function presentPassword(prompt: string): FormField {
  return { name: 'plainPassword', prompt, secret: true, validate: notEmpty };
}

/** Anything at all, blanks included. */
export function notEmpty(value: string): string | undefined {
  return value === '' ? 'Type something.' : undefined;
}

/** The two questions for a new password. */
export function chosenPassword(name: string, prompt: string): FormField[] {
  return [
    { name, prompt: `${prompt}, ${PASSWORD_MIN} to ${PASSWORD_MAX} characters.`, secret: true, validate: newPassword },
    { name: `${name} again`, prompt: 'The same password once more.', secret: true, repeats: name },
  ];
}

/** The token of a solved captcha: the API wants a person behind some operations, and so does this extension. */
export function captcha(sandbox: boolean): FormField {
  return {
    name: 'captcha',
    prompt: sandbox
      ? 'The captcha’s token. The sandbox takes “sandbox-captcha”.'
      : 'The token of a captcha that you solved on Tripartie’s own page. It cannot be made here.',
    placeholder: sandbox ? 'sandbox-captcha' : 'Token',
    validate: characters(1, 10_000),
  };
}

export const YES_OR_NO: readonly Choice<string>[] = [
  { label: 'Yes', value: 'yes' },
  { label: 'No', value: 'no' },
];

/** What was typed, or `null` for nothing. */
export function orNull(value: string): string | null {
  return value.trim() || null;
}
