import type { ElementHandle, Locator } from 'playwright-core';
import { eventually } from '../eventually.ts';

/** How long one try takes at most: what is not in sight by then is looked for anew. */
export const tryMs = 3_000;

/**
 * Clicks once and for sure. What is drawn anew between the look at it and the release of the button gets no click, and
 * only the page knows of that: it is asked. A click that arrived is never repeated, however long its effect takes.
 * @param reach brings it into sight, before each try
 */
export async function click(target: Locator, reach: () => Promise<unknown> = async () => undefined): Promise<void> {
  await eventually(async () => {
    await reach();
    const element = await target.elementHandle({ timeout: tryMs });
    if (!element || !(await tryToClick(element))) throw new Error(`No click arrives at ${target}.`);
  });
}

async function tryToClick(element: ElementHandle): Promise<boolean> {
  const arrival = await element.evaluateHandle((each) => {
    const seen = { click: false };
    each.addEventListener('click', () => Object.assign(seen, { click: true }), { capture: true, once: true });
    return seen;
  });
  // A page or a panel that went away with the click can no longer tell of it.
  const arrived = () => arrival.evaluate(({ click }) => click).catch(() => true);
  try {
    await element.click({ timeout: tryMs });
  } catch (error) {
    if (!(await arrived())) throw error;
  }
  return arrived();
}
