import { comparable, type NamedClient } from './reference.ts';

/** Whom a reference means. */
export type ClientMatch<T> =
  | { readonly kind: 'found'; readonly client: T }
  /** Nobody; `near` are those whose name is nearly the same, the nearest first. */
  | { readonly kind: 'absent'; readonly near: readonly T[] }
  /** Two or more of one name. */
  | { readonly kind: 'several'; readonly clients: readonly T[] };

/**
 * Finds whom a reference means. An identifier goes before a name: whoever may name a client cannot take the place of
 * another one. Names count letter by letter, as Tripartie tells them apart.
 * @param what of a `Reference`
 */
export function findClient<T extends NamedClient>(what: string, clients: readonly T[]): ClientMatch<T> {
  const byIdentifier = clients.find(({ identifier }) => identifier === what);
  if (byIdentifier) return { kind: 'found', client: byIdentifier };
  const [client, ...others] = clients.filter(({ name = '' }) => comparable(name) === what);
  if (!client) return { kind: 'absent', near: nearest(what, clients) };
  return others.length > 0 ? { kind: 'several', clients: [client, ...others] } : { kind: 'found', client };
}

/** Fewest letters that two names must have in common to be near, one being a part of the other. */
const NEAR_MIN = 3;

/** Most letters that may be wrong, missing or too much; of a short name half of them. */
const SLIPS_MAX = 2;

/** Those whose name is nearly the same, whatever its case, blanks and signs: the ones with the fewest slips first. */
function nearest<T extends NamedClient>(what: string, clients: readonly T[]): T[] {
  const wanted = letters(what);
  return clients
    .map((client) => ({ client, slips: slipsBetween(letters(client.name ?? ''), wanted) }))
    .filter(({ slips }) => slips !== undefined)
    .sort((one, other) => Number(one.slips) - Number(other.slips))
    .map(({ client }) => client);
}

/** @returns `undefined` where two names are not near; a part of the other comes after any slip */
function slipsBetween(one: string, other: string): number | undefined {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  const slips = long.length - short.length > SLIPS_MAX ? Number.POSITIVE_INFINITY : distance(short, long);
  if (short !== '' && slips <= SLIPS_MAX && slips * 2 <= short.length) return slips;
  return short.length >= NEAR_MIN && long.includes(short) ? SLIPS_MAX + 1 : undefined;
}

/** How many letters are to be put in, taken out or changed to make one text of another. */
function distance(one: string, other: string): number {
  const others = [...other];
  let row = [0, ...others.map((_, at) => at + 1)];
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [index, before] of row.slice(0, -1).entries()) {
      const change = before + Number(letter !== others[index]);
      next.push(Math.min(change, Number(row[index + 1]) + 1, Number(next[index]) + 1));
    }
    row = next;
  }
  return Number(row.at(-1));
}

/** Letters and digits, whatever their case. */
function letters(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
