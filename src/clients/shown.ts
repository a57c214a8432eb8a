import type { ApiClient } from '../api/index.ts';
import { clientName } from '../ui/clientName.ts';
import { plain } from '../ui/plainText.ts';
import { type Arrangement, arranged, type Shown } from './arrange.ts';
import type { RotationMarks } from './view.ts';

/** What is shown by an arrangement, with both keys of a rotation beside each other. */
export function shownBy(arrangement: Arrangement, marks: Pick<RotationMarks, 'markOf'>): Shown {
  const { query } = arrangement;
  const of = (clients: readonly ApiClient[]) => arranged(clients, arrangement, clientName);
  return {
    arrange: (clients) => besideEachOther(of(clients), marks),
    note: (loaded) =>
      query === '' ? undefined : `“${plain(query, 40)}”: ${of(loaded).length} of ${loaded.length} API clients`,
  };
}

/** The new key of a rotation stands right below the old one, wherever the API lists it. */
function besideEachOther(clients: readonly ApiClient[], marks: Pick<RotationMarks, 'markOf'>): readonly ApiClient[] {
  const newOf = new Map<string, ApiClient>();
  for (const client of clients) {
    const mark = marks.markOf(client.identifier);
    const isOldThere = mark?.isNew && clients.some(({ identifier }) => identifier === mark.oldIdentifier);
    if (isOldThere) newOf.set(mark.oldIdentifier, client);
  }
  if (newOf.size === 0) return clients;
  const moved = new Set(newOf.values());
  return clients.flatMap((client) => {
    const fresh = newOf.get(client.identifier);
    return moved.has(client) ? [] : fresh ? [client, fresh] : [client];
  });
}
