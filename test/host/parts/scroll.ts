import type { Locator } from 'playwright-core';
import { eventually } from '../eventually.ts';

/** VS Code scrolls a list by 50 pixels for each notch of a wheel, which is 120 of what an event of the wheel counts in. */
const wheelPerPixel = 120 / 50;

/**
 * Waits until a row of a list can be seen whole. VS Code draws little more than the rows on the screen, so the list is
 * scrolled up and down until the row is drawn; `seen` tells in the error what was there instead.
 */
export async function scrollTo(list: Locator, row: Locator, seen: () => Promise<string[]>): Promise<void> {
  const edge = (selector: string) => list.locator(`.monaco-list-row${selector}`).first().isVisible();
  let direction = 1;
  await eventually(async () => {
    const beyond = (await row.isVisible()) ? await howFarBeyond(list, row) : undefined;
    if (beyond === 0) return;
    if (!(await list.locator('.monaco-list-row').first().isVisible()))
      throw new Error('No such row in the list, which shows none.');
    if (beyond !== undefined) {
      await scrollBy(list, beyond);
      throw new Error(`The row is out of sight by ${beyond} pixels.`);
    }
    if (await edge('[data-last-element="true"]')) direction = -1;
    else if (await edge('[data-index="0"]')) direction = 1;
    const height = (await list.boundingBox())?.height ?? 100;
    await scrollBy(list, direction * height * 0.7);
    throw new Error(`No such row in the list; on the screen: ${(await seen()).join(', ') || 'none'}.`);
  });
}

/** Turns the wheel over the list, without a pointer there: that would bring up a tooltip, and wait for what moves. */
async function scrollBy(list: Locator, pixels: number): Promise<void> {
  // Of the two counts of an event VS Code reads the older one, which counts the other way.
  const turn = { wheelDeltaY: -pixels * wheelPerPixel, bubbles: true, cancelable: true };
  await list
    .locator('.monaco-list-rows')
    .first()
    .evaluate((rows, init) => rows.dispatchEvent(new WheelEvent('wheel', init)), turn, { timeout: 1_000 });
}

/** By how many pixels the row is above (less than 0) or below what the list shows; 0 where it can be seen whole. */
async function howFarBeyond(list: Locator, row: Locator): Promise<number | undefined> {
  const [shown, box] = await Promise.all([list.boundingBox(), row.boundingBox()]);
  if (!shown || !box) return undefined;
  const above = box.y - shown.y;
  const below = box.y + box.height - (shown.y + shown.height);
  // What the browser rounds is in sight all the same.
  if (above < -1) return Math.floor(above);
  return below > 1 ? Math.ceil(below) : 0;
}
