import type { Locator, Page } from 'playwright-core';
import { eventually, patienceMs, settled } from '../eventually.ts';
import { click, tryMs } from './click.ts';
import { chooseFromMenu, menuEntries } from './menu.ts';
import { parkPointer } from './pointer.ts';
import { scrollTo } from './scroll.ts';
import { exactly, textOf, type Wanted } from './text.ts';

/** One row of a tree, as a person reads it. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** 1 for the roots. */
  readonly level: number;
  /** undefined where the row has no children. */
  readonly expanded: boolean | undefined;
  /** The name of its codicon, e.g. `key`; '' where it has none. */
  readonly icon: string;
  /** What a screen reader says. */
  readonly spoken: string;
}

/** What buttons are called, all of them at the same moment. */
function labelsOf(buttons: Locator): Promise<string[]> {
  return buttons.evaluateAll((each) => each.map((button) => button.getAttribute('aria-label') ?? ''));
}

/** A row of a tree that a person acts on. */
export class TreeItem {
  private readonly page: Page;
  private readonly row: Locator;
  private readonly scrollToIt: () => Promise<void>;

  constructor(page: Page, row: Locator, scrollToIt: () => Promise<void>) {
    this.page = page;
    this.row = row;
    this.scrollToIt = scrollToIt;
  }

  async click(): Promise<void> {
    await click(this.row.locator('.monaco-icon-label-container'), () => this.standsStill());
  }

  /**
   * Waits until the row is in sight and stands still. While its view is being filled anew, the extension does not know a row that is
   * still on the screen, and its buttons ask which one is meant.
   */
  private async standsStill(): Promise<void> {
    await this.scrollToIt();
    await parkPointer(this.page);
    const pane = this.page.locator('.sidebar .pane').filter({ has: this.row });
    // A list that gets no answer is busy all along, and what it has can be used meanwhile.
    const busy = pane.locator('.monaco-progress-container.active').first();
    await busy.waitFor({ state: 'hidden', timeout: tryMs }).catch(() => undefined);
    await settled(() => this.row.getAttribute('data-index', { timeout: tryMs }));
  }

  description(): Promise<string> {
    return textOf(this.row.locator('.label-description'));
  }

  /** Whether all of its label is in sight, and there is room for the dots that stand for what is not. */
  isWhole(): Promise<boolean> {
    return this.row.evaluate((row) => {
      const edge = row.querySelector('.monaco-icon-label')?.getBoundingClientRect().right ?? 0;
      const label = row.querySelector('.label-name');
      if (!label) return false;
      return label.getBoundingClientRect().right + Number.parseFloat(getComputedStyle(label).fontSize) <= edge;
    });
  }

  /** The colour that its label is drawn in, as the browser computes it. */
  color(): Promise<string> {
    return this.row.locator('.label-name').evaluate((label) => getComputedStyle(label).color);
  }

  /** Clicks one of the buttons that appear when the pointer is over the row, by its tooltip. */
  async inlineAction(name: Wanted): Promise<void> {
    await click(this.row.locator('.actions').getByRole('button', { name }), async () => {
      await this.standsStill();
      await this.row.hover({ timeout: tryMs });
    });
  }

  /** The tooltips of the buttons that appear when the pointer is over the row. */
  async inlineActions(): Promise<string[]> {
    await this.row.hover();
    return labelsOf(this.row.locator('.actions .action-label'));
  }

  /** Opens the row's context menu and chooses an entry. */
  async contextMenu(entry: Wanted): Promise<void> {
    const open = async () => {
      await this.standsStill();
      await this.row.click({ button: 'right', timeout: tryMs });
    };
    await chooseFromMenu(this.page, open, entry);
  }

  /** The entries of the row's context menu, which is closed again. */
  async contextMenuEntries(): Promise<string[]> {
    await this.row.click({ button: 'right' });
    const entries = await menuEntries(this.page);
    await this.page.keyboard.press('Escape');
    return entries;
  }

  /** The text of the row's tooltip. */
  async tooltip(): Promise<string> {
    await this.row.locator('.monaco-icon-label-container').hover();
    const hover = this.page.locator('.monaco-hover:not(.hidden)').filter({ visible: true }).last();
    await hover.waitFor({ timeout: patienceMs });
    return textOf(hover);
  }

  /** Shows the row's children. */
  async expand(): Promise<void> {
    if ((await this.row.getAttribute('aria-expanded')) === 'true') return;
    await click(this.row.locator('.monaco-tl-twistie'));
    await eventually(async () => {
      if ((await this.row.getAttribute('aria-expanded')) !== 'true') throw new Error('The row did not expand.');
    });
  }
}

/** A view of the side bar: its header and its tree, or the welcome text where the tree is empty. */
export class View {
  private readonly page: Page;
  private readonly pane: Locator;
  private readonly header: Locator;

  constructor(page: Page, name: string) {
    this.page = page;
    const title = page.locator('.pane-header .title', { hasText: exactly(name) });
    this.pane = page.locator('.sidebar .pane').filter({ has: title });
    this.header = this.pane.locator('.pane-header');
  }

  /** Waits until the view is there, and unfolds it. */
  async open(): Promise<this> {
    await this.header.waitFor({ timeout: patienceMs });
    // A window that is still restoring its side bar may fold it up again.
    await eventually(async () => {
      if ((await this.header.getAttribute('aria-expanded')) === 'true') return;
      await click(this.header);
      throw new Error('The view stays folded.');
    });
    return this;
  }

  /** The grey text beside the view's name. */
  description(): Promise<string> {
    return textOf(this.header.locator('.description'));
  }

  /** The line above the rows. */
  message(): Promise<string> {
    return textOf(this.pane.locator('.tree-explorer-viewlet-tree-view > .message'));
  }

  /** The welcome text of an empty view, buttons included; '' where there are rows. */
  welcome(): Promise<string> {
    return textOf(this.pane.locator('.welcome-view-content'));
  }

  /** Clicks a button of the welcome text. */
  async welcomeButton(label: Wanted): Promise<void> {
    await click(this.pane.locator('.welcome-view-content .monaco-button', { hasText: exactly(label) }));
  }

  /** The rows on the screen; a long list has more (see `size`), and `item` scrolls to them. */
  items(): Promise<TreeRow[]> {
    return this.pane.locator('.customview-tree .monaco-list-row').evaluateAll((rows) =>
      rows
        .filter((row) => row.closest('.hide') === null)
        .sort((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
        .map((row) => {
          const text = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
          const expanded = row.getAttribute('aria-expanded');
          const icon = [...(row.querySelector('.custom-view-tree-node-item-icon')?.classList ?? [])];
          return {
            label: text('.label-name'),
            description: text('.label-description'),
            level: Number(row.getAttribute('aria-level')),
            expanded: expanded === null ? undefined : expanded === 'true',
            icon: icon.map((name) => /^codicon-(?!colored)(.+)$/.exec(name)?.[1]).find((name) => name) ?? '',
            spoken: row.getAttribute('aria-label') ?? '',
          };
        }),
    );
  }

  /** How many rows the tree has at its top level, on the screen or not. */
  async size(): Promise<number> {
    const roots = this.pane.locator('.customview-tree:not(.hide) .monaco-list-row[aria-level="1"]');
    const sizes = await roots.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-setsize'))));
    return sizes[0] ?? 0;
  }

  /** Waits for a row, scrolling down the list to it where it is not on the screen. */
  async item(label: Wanted): Promise<TreeItem> {
    const name = this.page.locator('.label-name', { hasText: exactly(label) });
    const row = this.pane.locator('.customview-tree .monaco-list-row').filter({ has: name }).first();
    const list = this.pane.locator('.customview-tree .monaco-list').first();
    const scrollToIt = () => scrollTo(list, row, async () => (await this.items()).map((each) => each.label));
    await scrollToIt();
    return new TreeItem(this.page, row, scrollToIt);
  }

  /** Clicks a button of the view's header, by its tooltip. */
  async action(name: Wanted): Promise<void> {
    const button = this.header.locator('.actions').getByRole('button', { name });
    await click(button, () => this.header.hover({ timeout: tryMs }));
  }

  /** The tooltips of the buttons of the view's header. */
  async actions(): Promise<string[]> {
    await this.header.hover();
    return labelsOf(this.header.locator('.actions .action-label'));
  }

  /** Chooses an entry of the header's "…" menu. */
  async moreAction(entry: Wanted): Promise<void> {
    const more = this.header.locator('.codicon-toolbar-more');
    await chooseFromMenu(this.page, () => click(more, () => this.header.hover({ timeout: tryMs })), entry);
  }

  /** Whether the view's progress bar runs. */
  isBusy(): Promise<boolean> {
    return this.pane.locator('.monaco-progress-container.active').first().isVisible();
  }
}
