/**
 * Makes one of something for each account, which is dropped with it: what was typed for one account is not offered for
 * another, and a form that is still open when its account is left shares nothing with the next one's.
 */
export function perAccount<T>(make: () => T): (account: { readonly left: AbortSignal }) => T {
  const made = new WeakMap<AbortSignal, T>();
  return ({ left }) => {
    const known = made.get(left) ?? make();
    made.set(left, known);
    return known;
  };
}
