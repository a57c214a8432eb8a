import type { Page } from 'playwright-core';

/** Takes the pointer off what it was on, whose tooltip would cover the next thing to click. */
export async function parkPointer(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.mouse.move(width * 0.75, height / 2);
  const tooltip = page.locator('.context-view .monaco-hover').first();
  // One that belongs to what has the focus stays; it is beside the row, not over it.
  await tooltip.waitFor({ state: 'hidden', timeout: 2_000 }).catch(() => undefined);
}
