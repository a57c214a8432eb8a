import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, FrameLocator, Locator } from 'playwright-core';
import { eventually, patienceMs } from '../host/eventually.ts';
import { click } from '../host/parts/click.ts';
import type { Workbench } from '../host/workbench.ts';

const OUTER = 'iframe.webview.ready';
const INNER = 'iframe#active-frame';

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The page of a webview, as whoever looks at it has it. */
export class WebviewPage {
  readonly vscode: Workbench;
  protected readonly content: FrameLocator;

  constructor(vscode: Workbench) {
    this.vscode = vscode;
    this.content = vscode.page.frameLocator(OUTER).frameLocator(INNER);
  }

  button(name: string | RegExp): Locator {
    return this.content.getByRole('button', { name, exact: true });
  }

  async press(name: string | RegExp): Promise<void> {
    await click(this.button(name));
  }

  /** What the page says to screen readers while it works. */
  status(): Promise<string> {
    return this.announced('status');
  }

  /** What a live region says now. One that screen readers do not know of is not found. */
  async announced(role: 'alert' | 'status'): Promise<string> {
    return (await this.content.getByRole(role).textContent({ timeout: patienceMs })) ?? '';
  }

  /** All words of the page. */
  async text(): Promise<string> {
    return (await this.content.locator('main').textContent({ timeout: patienceMs })) ?? '';
  }

  /** The page's own frame, for what a person cannot do. */
  frame(): Promise<Frame> {
    return eventually(async () => {
      const outer = await this.vscode.page.locator(OUTER).elementHandle();
      const inner = await (await outer?.contentFrame())?.$(INNER);
      const frame = await inner?.contentFrame();
      if (!frame) throw new Error('The page is not there.');
      return frame;
    });
  }

  /** What axe finds wrong with the page as it is now, in one line each. */
  async violations(): Promise<string[]> {
    const frame = await this.frame();
    await frame.evaluate(await axeSource);
    const results = await frame.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    const incomplete = results.incomplete.filter(({ id }) => id === 'color-contrast' || id === 'aria-prohibited-attr');
    return [...results.violations, ...incomplete].map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('; ')}`,
    );
  }

  /** By how many pixels it is wider than what can be seen without scrolling sideways. */
  async overflow(): Promise<number> {
    return (await this.frame()).evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
  }
}
