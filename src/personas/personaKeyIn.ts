import { keyIn } from '../session/profiles/keyIn.ts';

/**
 * The persona's key in what people paste: the one JWT in the text, as with personal keys. The contract does not say that
 * it is one, so any other text is taken without what stands around a key in quotes or in a header.
 */
export function personaKeyIn(pasted: string): string {
  const found = keyIn(pasted);
  if (found.kind === 'key') return found.key;
  return pasted
    .replace(/\p{Cf}/gu, '')
    .replace(/^[\s"'`]*(?:[\w-]+:)?[\s"'`]*(?:Bearer\s)?[\s"'`]*/i, '')
    .replace(/[\s"'`]+$/, '');
}
