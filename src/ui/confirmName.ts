import { askText } from './askText.ts';
import { plain } from './plainText.ts';
import type { Subject } from './subject.ts';

/** Longest name that has to be typed: an email has no more characters. */
const NAME_MAX = 180;

/** What is about to be deleted. */
export interface Doomed {
  /** Title of the input. */
  readonly title: string;
  /** What the person has to type, as they see it elsewhere. */
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
  account: Subject & { readonly environment: string },
  { title, name, doing }: Doomed,
): Promise<boolean> {
  if (account.environment !== 'production') return true;
  const answer = await askText({
    title,
    about: account,
    prompt: `This is production. Type ${plain(name, NAME_MAX)} to ${doing}.`,
    validate: (value) => notNamed(name, value),
  });
  return answer.kind === 'answer';
}

/**
 * What is wrong with what was typed or pasted, or `undefined` when it is the name. Case and spaces around it do not matter,
 * nor, where the name was cut, what comes behind: the name may be pasted whole.
 */
export function notNamed(name: string, typed: string): string | undefined {
  const [wanted, given] = [comparable(name), comparable(typed)];
  const shown = wanted.endsWith(ELLIPSIS) ? wanted.slice(0, -ELLIPSIS.length).trimEnd() : '';
  if (given === wanted || (shown !== '' && given.startsWith(shown))) return undefined;
  return `Type ${plain(name, NAME_MAX)}, or press Escape to leave everything as it is.`;
}

/** What the character for three dots is in {@link comparable}. */
const ELLIPSIS = '...';

/**
 * As it is shown, so that what is copied from the prompt fits, and as a keyboard has it: an accent may be typed as a
 * character of its own, any dash as a hyphen, quotes straight, wide and joined letters plainly, and what cannot be seen
 * (joiners, selectors) be left out.
 */
function comparable(text: string): string {
  return plain(text, NAME_MAX)
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[‘’‚‛′`´]/gu, "'")
    .replace(/[“”„‟″]/gu, '"')
    .toLowerCase();
}
