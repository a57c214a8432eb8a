import { withoutLinks } from './plainText.ts';
import { askText } from './steps.ts';

/** Longest name that has to be typed: an email has no more characters. */
const NAME_MAX = 180;

/** What is about to be deleted. */
export interface Doomed {
  /** Title of the input; safe for one that draws icons. */
  readonly title: string;
  /** What the person has to type: plain text, as they see it elsewhere. */
  readonly name: string;
  /** What happens then, behind "Type … to": `remove this person`. */
  readonly doing: string;
}

/**
 * Lets the person type the name of what is about to be deleted, in production only: a click on the wrong row is quickly
 * done, and nothing brings back what programs of customers depend on.
 * @returns whether to go on; `false` after Escape, which leaves everything as it is
 */
export async function confirmName(
  { environment, left }: { readonly environment: string; readonly left: AbortSignal },
  { title, name, doing }: Doomed,
): Promise<boolean> {
  if (environment !== 'production') return true;
  const answer = await askText({
    title,
    left,
    prompt: `This is production. Type ${shown(name)} to ${doing}.`,
    validate: (value) => notNamed(name, value),
  });
  return typeof answer === 'string';
}

/** What is wrong with what was typed or pasted, or `undefined` when it is the name. Case and spaces around it do not matter. */
export function notNamed(name: string, typed: string): string | undefined {
  if (comparable(typed) === comparable(name)) return undefined;
  return `Type ${shown(name)}, or press Escape to leave everything as it is.`;
}

function shown(name: string): string {
  return withoutLinks(name, NAME_MAX);
}

/** As it is shown, so that what is copied from the prompt fits; an accent may be typed as a character of its own. */
function comparable(text: string): string {
  return shown(text).normalize('NFC').toLowerCase();
}
