import type { Locator, Page } from 'playwright-core';
import { eventually, patienceMs } from '../eventually.ts';
import { tryMs } from './click.ts';
import { exactly, type Wanted } from './text.ts';

/** The labels of the menu on the screen, from top to bottom. */
export async function menuEntries(page: Page): Promise<string[]> {
  const menu = page.locator('.monaco-menu').last();
  await menu.waitFor({ timeout: patienceMs });
  return (await menu.locator('[role=menuitem] .action-label').allTextContents()).map((label) => label.trim());
}

/** Opens a menu with `open` and chooses an entry. A menu takes no click in its first moments, so the click is repeated. */
export async function chooseFromMenu(page: Page, open: () => Promise<void>, entry: Wanted): Promise<void> {
  // Beside the label stands the key, where it has one.
  const label = page.locator('.action-label', { hasText: exactly(entry) });
  const item = page.locator('.monaco-menu [role=menuitem]').filter({ has: label });
  let clicked = false;
  await eventually(async () => {
    if (clicked && !(await item.isVisible())) return;
    await openTo(page, open, item);
    await item.click({ timeout: tryMs });
    clicked = true;
    await item.waitFor({ state: 'hidden', timeout: 500 });
  });
}

/**
 * Sees to it that the menu is open. One that what is below it has closed is opened again, and so is one without the
 * entry: a menu stays as it was when it opened, and that may have been too early.
 */
async function openTo(page: Page, open: () => Promise<void>, item: Locator): Promise<void> {
  if (await item.isVisible()) return;
  if (await page.locator('.monaco-menu').first().isVisible()) await page.keyboard.press('Escape');
  await open();
  await item.waitFor({ timeout: tryMs });
}
