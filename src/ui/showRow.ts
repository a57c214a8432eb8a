import type { PagedTree } from './pagedTree.ts';

/** Most pages that are loaded to show one item. */
const SHOWN_PAGES_MAX = 5;

/**
 * Selects the row of an item in its view, if that is in sight; where it is not loaded yet, up to {@link SHOWN_PAGES_MAX}
 * pages more are. The focus of the keyboard stays where it is. Never rejects.
 */
export async function showRow<T>(tree: PagedTree<T>, key: string): Promise<void> {
  for (let pages = 0; pages <= SHOWN_PAGES_MAX && tree.view.visible; pages += 1) {
    const row = tree.rowOf(key);
    // A row that is filtered out, or gone by then, is shown to nobody.
    if (row) return tree.view.reveal(row, { select: true, focus: false }).then(undefined, () => undefined);
    if (!tree.hasMore) return;
    await tree.loadMore();
  }
}

/** Loads what is not loaded yet, page by page, for as long as `isWanted`. Never rejects. */
export async function loadAll<T>(tree: PagedTree<T>, isWanted: () => boolean): Promise<void> {
  while (isWanted() && tree.hasMore) await tree.loadMore();
}
