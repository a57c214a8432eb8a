import type { Page } from 'playwright-core';

/** What stood in a view at one moment. */
export interface Sight {
  /** The account that is named at that moment, beside the title of the Account view. */
  readonly description: string;
  /** Each row's label and description. */
  readonly rows: readonly string[];
}

/**
 * Writes down everything that the views of the side bar show from now on, each change of the page, so that what stands
 * there for a moment only is seen too.
 * @returns ends it, and tells what was seen
 */
export async function watchViews(page: Page): Promise<() => Promise<readonly Sight[]>> {
  const watch = await page.evaluateHandle(() => {
    const seen = new Set<string>();
    const look = () => {
      const named = document.querySelector('.sidebar .pane .pane-header .description')?.textContent?.trim() ?? '';
      for (const pane of document.querySelectorAll('.sidebar .pane')) {
        const text = (element: Element, selector: string) => element.querySelector(selector)?.textContent?.trim() ?? '';
        const rows = [...pane.querySelectorAll('.customview-tree:not(.hide) .monaco-list-row')];
        const shown = rows.map((row) => `${text(row, '.label-name')} – ${text(row, '.label-description')}`);
        seen.add(JSON.stringify({ description: named, rows: shown }));
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
    look();
    return { seen, end: () => observer.disconnect() };
  });
  return async () => {
    const seen = await watch.evaluate((each) => {
      each.end();
      return [...each.seen];
    });
    return seen.map((sight) => JSON.parse(sight) as Sight);
  };
}
