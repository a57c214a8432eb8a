import type { ApiClient } from '../api/index.ts';
import { FOCUSED_ROW } from '../contributes/focusedRow.ts';
import { requireAccount, STORES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import { goOnAfter } from '../ui/goOn.ts';
import type { PagedTree } from '../ui/pagedTree.ts';
import { deleteUnlessUsed } from './delete.ts';
import type { Choosing } from './deliver.ts';

/**
 * `Tripartie: Delete API Client…`: the rows that are selected together, the one that it was called on, or one that the
 * person picks.
 * @param row what it was called on
 * @param selected all that is selected, where VS Code hands that over
 */
export async function deleteCommand(
  session: Session,
  rotations: { isRotating(account: Account, identifier: string): Promise<boolean | 'unknown'> },
  tree: PagedTree<ApiClient>,
  row: unknown,
  selected: unknown,
  { clientOf, choose }: Choosing,
): Promise<void> {
  const account = await requireAccount(session, STORES);
  if (!account) return;
  const rows: unknown = row === FOCUSED_ROW ? tree.view.selection : selected;
  const several = Array.isArray(rows) ? rows.map((each) => tree.itemOf(each)) : [];
  const one = async () => (await clientOf(row)) ?? (await choose(account, 'tripartie.deleteApiClient'));
  const clients = (several.length > 1 ? several : [await one()]).filter((client) => client !== undefined);
  const deleted = new Set<unknown>(clients.map(({ identifier }) => tree.rowOf(identifier)));
  const isDeleted = (each: unknown) => deleted.has(each);
  const place = tree.itemRows().findIndex(isDeleted);
  const erase = async () => {
    await deleteUnlessUsed(session, rotations, account, clients, ({ identifier }) => tree.remove(identifier));
    const rows = tree.itemRows();
    return rows.some(isDeleted) ? undefined : (rows[place] ?? rows.at(-1));
  };
  await (row === FOCUSED_ROW ? goOnAfter(tree.view, isDeleted, erase, false) : erase());
}
