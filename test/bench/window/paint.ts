import type { Page } from 'playwright-core';

/** What the rows of a quick pick have to become: exactly these from the first on, or all with this text. */
export type WantedRows = { readonly labels: readonly string[] } | { readonly text: string };

/** Rows that are looked at: as many as one sees without scrolling, on a small screen too. */
export const LOOKED_AT = 8;

/** How long after a key press something was in sight, in milliseconds. */
export interface Painted {
  /** The pick itself. */
  readonly opened: number;
  /** Its rows. `undefined` where they were there before the key. */
  readonly rows: number | undefined;
}

/** Presses a key, and times in the window itself when the rows are painted. */
export async function pressAndTime(page: Page, key: string, title: string, wanted: WantedRows): Promise<Painted> {
  const painted = await page.evaluateHandle(watch, { title, wanted, count: LOOKED_AT });
  await page.keyboard.press(key);
  return page.evaluate(({ done }) => done, painted);
}

/** Runs in the window. */
function watch({ title, wanted, count }: { title: string; wanted: WantedRows; count: number }): {
  done: Promise<Painted>;
} {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const isOpen = () => {
    const widget = document.querySelector<HTMLElement>('.quick-input-widget');
    const heading = widget?.querySelector('.quick-input-title')?.textContent ?? '';
    return widget !== null && widget.style.display !== 'none' && heading.startsWith(title);
  };
  const rows = () =>
    [...document.querySelectorAll<HTMLElement>('.quick-input-list .monaco-list-row')]
      .sort((one, other) => Number(one.dataset.index) - Number(other.dataset.index))
      .slice(0, count);
  const label = (row: HTMLElement) => row.querySelector('.label-name')?.textContent?.trim() ?? '';
  const areThere = () => {
    const shown = rows();
    if (!isOpen() || shown.length === 0) return false;
    if ('text' in wanted) return shown.every((row) => plain(row.textContent ?? '').includes(plain(wanted.text)));
    return shown.map(label).join('\n') === wanted.labels.slice(0, count).join('\n');
  };
  const before = areThere();
  const done = new Promise<Painted>((resolve, reject) => {
    const start = ({ key, timeStamp }: KeyboardEvent) => {
      if (['Control', 'Alt', 'Shift'].includes(key)) return;
      window.removeEventListener('keydown', start, { capture: true });
      let opened: number | undefined;
      const look = () => {
        const late = performance.now() - timeStamp > 10_000;
        if (late) return reject(new Error(`Not painted: ${JSON.stringify(wanted)}, but ${rows().map(label)}.`));
        const open = isOpen();
        const ready = areThere();
        if (!ready && (opened !== undefined || !open)) return requestAnimationFrame(look);
        // A message that is sent while a frame is made arrives after it was painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const now = performance.now() - timeStamp;
          if (open) opened ??= now;
          if (ready) resolve({ opened: opened ?? now, rows: before ? undefined : now });
          else requestAnimationFrame(look);
        };
        port2.postMessage(undefined);
      };
      requestAnimationFrame(look);
    };
    window.addEventListener('keydown', start, { capture: true });
  });
  return { done };
}
