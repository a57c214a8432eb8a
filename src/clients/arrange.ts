import type { ApiClient } from '../api/index.ts';

/** In which order clients stand. */
export type Order = 'listed' | 'name' | 'oldest' | 'newest';

/** Which clients a view shows, and in which order. */
export interface Arrangement {
  readonly order: Order;
  /** Part of a name, an identifier or a scope; empty for all. */
  readonly query: string;
}

/** What a view shows of the clients that it has loaded. */
export interface Shown {
  arrange(clients: readonly ApiClient[]): readonly ApiClient[];
  /** Said above the rows; `undefined` where all are shown. */
  note(loaded: readonly ApiClient[]): string | undefined;
}

/**
 * The clients that an arrangement shows, in its order; one whose age nobody tells comes last by age.
 * @param nameOf what a person calls a client
 */
export function arranged(
  clients: readonly ApiClient[],
  { order, query }: Arrangement,
  nameOf: (client: ApiClient) => string,
): readonly ApiClient[] {
  const words = simple(query).split(/\s+/).filter(Boolean);
  const shown = clients.filter((client) => {
    const text = simple([nameOf(client), client.identifier, ...client.scopes].join(' '));
    return words.every((word) => text.includes(word));
  });
  switch (order) {
    case 'listed':
      return shown;
    case 'name':
      return shown.sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
    case 'oldest':
      return shown.sort((one, other) => age(one, Number.POSITIVE_INFINITY) - age(other, Number.POSITIVE_INFINITY) || 0);
    case 'newest':
      return shown.sort((one, other) => age(other, Number.NEGATIVE_INFINITY) - age(one, Number.NEGATIVE_INFINITY) || 0);
  }
}

/** When a client was made, in milliseconds since 1970. */
function age({ createdAt }: ApiClient, unknown: number): number {
  return createdAt?.getTime() ?? unknown;
}

/** Without accents and capitals. */
function simple(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
