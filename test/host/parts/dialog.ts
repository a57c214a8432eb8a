import type { Locator, Page } from 'playwright-core';
import { patienceMs } from '../eventually.ts';
import { click } from './click.ts';
import { exactly, textOf, type Wanted } from './text.ts';

/** The modal dialog on the screen. */
export class Dialog {
  private readonly page: Page;
  private readonly box: Locator;

  constructor(page: Page) {
    this.page = page;
    this.box = page.locator('.monaco-dialog-box');
  }

  /** Waits until a dialog shows, with this question if one is given. */
  async shown(text?: Wanted): Promise<this> {
    const question = this.page.locator('.dialog-message-text', text === undefined ? {} : { hasText: exactly(text) });
    await this.box.filter({ has: question }).waitFor({ timeout: patienceMs });
    return this;
  }

  isOpen(): Promise<boolean> {
    return this.box.isVisible();
  }

  /** The question. */
  text(): Promise<string> {
    return textOf(this.box.locator('.dialog-message-text'));
  }

  /** What is said below the question. */
  detail(): Promise<string> {
    return textOf(this.box.locator('.dialog-message-detail'));
  }

  /** The labels of its buttons, in the order of the screen; VS Code adds "Cancel" itself. */
  async buttons(): Promise<string[]> {
    return (await this.box.locator('.dialog-buttons .monaco-button').allTextContents()).map((label) => label.trim());
  }

  /** Clicks a button and waits until the dialog is gone: this one, as the next may follow at once. */
  async button(label: Wanted): Promise<void> {
    const button = this.box.locator('.dialog-buttons .monaco-button', { hasText: exactly(label) });
    await button.waitFor({ timeout: patienceMs });
    const shown = await this.box.elementHandle({ timeout: patienceMs });
    await click(button);
    await shown?.waitForElementState('hidden', { timeout: patienceMs });
  }
}
