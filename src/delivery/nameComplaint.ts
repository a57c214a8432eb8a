import { isRuling, isVariableName, PUBLISHED } from '../dotenv/index.ts';

/** Where names are for: a file of the person's may have any; what becomes the environment of a program may not. */
export type NameUse = 'file' | 'environment';

/** What is wrong with the name that somebody types for a variable. @param other the identifier's; '' while that is typed */
export function nameComplaint(name: string, other: string, use: NameUse): string | undefined {
  if (!isVariableName(name)) return 'Letters of the alphabet, digits and “_”, and no digit in front.';
  if (use === 'environment' && isRuling(name)) return 'This name decides what programs run. Take another one.';
  // The identifier is asked for first, and is no secret.
  if (other === '') return undefined;
  if (PUBLISHED.test(name)) return 'Build tools put the values of such names into web pages, for everybody to read.';
  return name === other ? 'The identifier has this name.' : undefined;
}
