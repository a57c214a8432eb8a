import type { Locator, Page } from 'playwright-core';
import { eventually } from '../eventually.ts';

/**
 * Waits for a row of a list. VS Code draws the rows on the screen only, so the list is scrolled up and down until the
 * row is drawn; `seen` tells in the error what was there instead.
 */
export async function scrollTo(page: Page, list: Locator, row: Locator, seen: () => Promise<string[]>): Promise<void> {
  const edge = (selector: string) => list.locator(`.monaco-list-row${selector}`).first().isVisible();
  let direction = 1;
  await eventually(async () => {
    if (await row.isVisible()) return;
    await list.hover({ timeout: 1_000 });
    if (await edge('[data-last-element="true"]')) direction = -1;
    else if (await edge('[data-index="0"]')) direction = 1;
    const height = (await list.boundingBox())?.height ?? 100;
    await page.mouse.wheel(0, direction * height * 0.7);
    throw new Error(`No such row in the list; on the screen: ${(await seen()).join(', ') || 'none'}.`);
  });
}
