import { EMAIL_MAX, PASSWORD_MAX, PASSWORD_MIN, PERSON_NAME_MAX } from '../api/index.ts';
import type { FormField } from './form.ts';
import type { Choice } from './pick.ts';
import { hasInvisible } from './plainText.ts';

/** How an answer is written, for placeholders and complaints. */
export const EXAMPLES = { email: 'jane@example.com', telephone: '+33 1 99 00 01 01', day: '1990-12-31' } as const;

/** At least `min` and at most `max` characters, as the API counts them, and none that cannot be seen. */
export function characters(min: number, max: number): (value: string) => string | undefined {
  return (value) => {
    const length = [...value.trim()].length;
    if (length < min) return min === 1 ? 'Type something.' : `At least ${min} characters; this has ${length}.`;
    if (length > max) return `At most ${max} characters; this has ${length.toLocaleString('en')}.`;
    return hasInvisible(value)
      ? 'This contains characters that cannot be seen. Type it instead of pasting it.'
      : undefined;
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

/** The address in what people paste: with `mailto:`, in angle brackets behind a name, with characters that nobody sees. */
export function addressIn(value: string): string {
  const text = value.replace(/\p{Cf}/gu, '').trim();
  const address = /<([^<>@\s]+@[^<>@\s]+)>$/.exec(text)?.[1] ?? text;
  return address.replace(/^mailto:/i, '').replace(/^([^?]+@[^?]+)\?.*$/, '$1');
}

/** A day of the calendar: year, month and day. */
export function day(value: string): string | undefined {
  const text = value.trim();
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
