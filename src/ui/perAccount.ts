import type { Subject } from './subject.ts';

/**
 * Makes one of something for each account, which is dropped with it: what was typed for one account is not offered for
 * another, and a form that is still open when its account is left shares nothing with the next one's.
 */
export function perAccount<T>(make: () => T): (account: Subject) => T {
  const made = new WeakMap<AbortSignal, T>();
  return ({ ended }) => {
    const known = made.get(ended) ?? make();
    made.set(ended, known);
    return known;
  };
}
