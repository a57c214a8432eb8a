import type { Locator, Page } from 'playwright-core';
import { eventually, patienceMs } from '../eventually.ts';
import { click, tryMs } from './click.ts';
import { exactly, seen, type Wanted } from './text.ts';

/** A notification as a person reads it. */
export interface NotificationText {
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly buttons: readonly string[];
}

/** A notification on the screen. */
export class Notification {
  private readonly toast: Locator;

  constructor(toast: Locator) {
    this.toast = toast;
  }

  async message(): Promise<string> {
    return seen(await this.toast.locator('.notification-list-item-message').textContent());
  }

  /** The labels of its buttons, from left to right. */
  async buttons(): Promise<string[]> {
    const labels = await this.toast
      .locator('.notification-list-item-buttons-container .monaco-button')
      .allTextContents();
    return labels.map((label) => label.trim());
  }

  /** Clicks one of its buttons. */
  async button(label: Wanted): Promise<void> {
    await bringIntoSight(this.toast);
    await click(this.toast.locator('.monaco-button', { hasText: exactly(label) }));
  }

  /** Closes it without an answer. Others that come and go move it, and the pointer has to follow. */
  async dismiss(): Promise<void> {
    await bringIntoSight(this.toast);
    const close = this.toast.locator('.codicon-notifications-clear');
    await click(close, () => this.toast.hover({ timeout: tryMs }));
    await this.toast.waitFor({ state: 'hidden', timeout: patienceMs });
  }
}

/**
 * Waits for a notification. Where many come at once, VS Code keeps some behind its bell, and it puts there what nobody
 * answered for a while; one that does not show up is looked for there, as a person would.
 */
async function bringIntoSight(toast: Locator): Promise<void> {
  const seen = await toast.waitFor({ timeout: patienceMs / 2 }).then(
    () => true,
    () => false,
  );
  if (seen) return;
  const center = toast.page().locator('.notifications-center');
  await eventually(async () => {
    // A second click would close it again.
    if (!(await center.isVisible())) await click(toast.page().locator('[id="status.notifications"]'));
    await toast.waitFor({ timeout: tryMs });
  });
}

/** The notifications in the corner. */
export class Notifications {
  private readonly page: Page;
  private readonly toasts: Locator;

  constructor(page: Page) {
    this.page = page;
    this.toasts = page.locator(':is(.notifications-toasts, .notifications-center) .notification-list-item');
  }

  /** All on the screen, the newest first; VS Code shows three at most. */
  async all(): Promise<NotificationText[]> {
    const all = await this.toasts.evaluateAll((toasts) =>
      toasts.map((toast) => {
        const icon = toast.querySelector('.notification-list-item-icon')?.className ?? '';
        const buttons = [...toast.querySelectorAll('.notification-list-item-buttons-container .monaco-button')];
        return {
          severity: icon.includes('-error') ? 'error' : icon.includes('-warning') ? 'warning' : 'info',
          message: toast.querySelector('.notification-list-item-message')?.textContent?.trim() ?? '',
          buttons: buttons.map((button) => button.textContent?.trim() ?? ''),
        } as const;
      }),
    );
    return all.map((each) => ({ ...each, message: seen(each.message) }));
  }

  /** Waits for a notification with this message, behind the bell too. */
  async shown(message: Wanted): Promise<Notification> {
    const text = this.page.locator('.notification-list-item-message', { hasText: exactly(message) });
    const toast = this.toasts.filter({ has: text }).filter({ visible: true }).first();
    await bringIntoSight(toast);
    return new Notification(toast);
  }

  /** Waits until none is on the screen; one that shows how far something is does not count, as it cannot be closed. */
  async gone(): Promise<void> {
    const progress = this.page.locator('.monaco-progress-container.active');
    const left = this.toasts.filter({ hasNot: progress, visible: true });
    await left.first().waitFor({ state: 'hidden', timeout: tryMs });
  }

  /** Every message that has appeared in this window since it was loaded, those gone again included. */
  seen(): Promise<string[]> {
    return this.page.evaluate(() => (globalThis as { seenNotifications?: string[] }).seenNotifications ?? []);
  }
}

/** Runs in the page before VS Code does, and writes down what notifications say: some are gone before a test looks. */
export function recordNotifications(): void {
  const seen: string[] = [];
  Object.assign(globalThis, { seenNotifications: seen });
  const look = () => {
    for (const element of document.querySelectorAll('.notifications-toasts .notification-list-item-message')) {
      const text = element.textContent?.trim() ?? '';
      if (text !== '' && !seen.includes(text)) seen.push(text);
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}
