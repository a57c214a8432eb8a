import type { Locator, Page } from 'playwright-core';
import { eventually } from '../eventually.ts';

/**
 * Waits until a row of a list can be seen whole. VS Code draws little more than the rows on the screen, so the list is
 * scrolled up and down until the row is drawn; `seen` tells in the error what was there instead.
 */
export async function scrollTo(page: Page, list: Locator, row: Locator, seen: () => Promise<string[]>): Promise<void> {
  const edge = (selector: string) => list.locator(`.monaco-list-row${selector}`).first().isVisible();
  let direction = 1;
  await eventually(async () => {
    const beyond = (await row.isVisible()) ? await howFarBeyond(list, row) : undefined;
    if (beyond === 0) return;
    await list.hover({ timeout: 1_000 });
    if (beyond !== undefined) {
      await page.mouse.wheel(0, beyond);
      throw new Error(`The row is out of sight by ${beyond} pixels.`);
    }
    if (await edge('[data-last-element="true"]')) direction = -1;
    else if (await edge('[data-index="0"]')) direction = 1;
    const height = (await list.boundingBox())?.height ?? 100;
    await page.mouse.wheel(0, direction * height * 0.7);
    throw new Error(`No such row in the list; on the screen: ${(await seen()).join(', ') || 'none'}.`);
  });
}

/** By how many pixels the row is above (less than 0) or below what the list shows; 0 where it can be seen whole. */
async function howFarBeyond(list: Locator, row: Locator): Promise<number | undefined> {
  const [shown, box] = [await list.boundingBox(), await row.boundingBox()];
  if (!shown || !box) return undefined;
  const above = box.y - shown.y;
  const below = box.y + box.height - (shown.y + shown.height);
  // What the browser rounds is in sight all the same.
  if (above < -1) return Math.floor(above);
  return below > 1 ? Math.ceil(below) : 0;
}
