import type { Locator, Page } from 'playwright-core';
import { eventually, patienceMs, settled } from '../eventually.ts';
import { click, tryMs } from './click.ts';
import { scrollTo } from './scroll.ts';
import { exactly, seen, textOf, type Wanted } from './text.ts';

/** One row of a quick pick, as a person reads it. */
export interface QuickPickItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** The names of the row's codicons, e.g. `key`. */
  readonly icons: readonly string[];
  /** undefined where the list is no multi-select. */
  readonly checked: boolean | undefined;
}

/** What quick picks and input boxes have in common. VS Code has one widget for both, and one at a time. */
class QuickInput {
  readonly page: Page;
  protected readonly widget: Locator;
  protected readonly field: Locator;

  constructor(page: Page) {
    this.page = page;
    this.widget = page.locator('.quick-input-widget');
    this.field = this.widget.locator('.quick-input-box input');
  }

  /** Waits until it shows, with this title if one is given; a step counter such as "(1/2)" belongs to the title. */
  async shown(title?: Wanted): Promise<this> {
    const wanted = title === undefined ? this.widget : this.widget.filter({ has: this.titled(title) });
    await wanted.waitFor({ state: 'visible', timeout: patienceMs });
    return this;
  }

  private titled(title: Wanted): Locator {
    return this.page.locator('.quick-input-title', { hasText: exactly(title) });
  }

  /** Waits until no quick input shows. */
  async closed(timeoutMs = patienceMs): Promise<void> {
    await this.widget.waitFor({ state: 'hidden', timeout: timeoutMs });
  }

  isOpen(): Promise<boolean> {
    return this.widget.isVisible();
  }

  title(): Promise<string> {
    return textOf(this.widget.locator('.quick-input-title'));
  }

  async placeholder(): Promise<string> {
    return (await this.field.getAttribute('placeholder')) ?? '';
  }

  value(): Promise<string> {
    return this.field.inputValue();
  }

  /** Replaces what is in the field, and what the extension puts there at the same moment. */
  async type(text: string): Promise<void> {
    await eventually(async () => {
      await this.field.fill(text, { timeout: patienceMs });
      if ((await this.value()) !== text) throw new Error('The field does not keep what is typed.');
    });
  }

  /** Presses Enter. */
  async accept(): Promise<void> {
    await this.field.press('Enter');
  }

  /** Presses Escape. What follows is the extension's: a wizard may ask before it closes. */
  async cancel(): Promise<void> {
    await this.field.press('Escape');
  }

  /** Clicks the back arrow of a wizard. */
  async back(): Promise<void> {
    await click(this.widget.locator('.codicon-quick-input-back'));
  }

  /** Clicks a button of the title bar or beside the field, by its tooltip. */
  async button(label: Wanted): Promise<void> {
    const bars = this.widget.locator('.quick-input-titlebar, .quick-input-header');
    await click(bars.getByRole('button', { name: label }));
  }
}

/** The quick pick on the screen. */
export class QuickPick extends QuickInput {
  private get rows(): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row');
  }

  private row(label: Wanted): Locator {
    const name = this.page.locator('.quick-input-list-row:first-child .label-name', { hasText: exactly(label) });
    return this.rows.filter({ has: name }).first();
  }

  /** Waits until a row stands still, scrolling to it where it is not on the screen. */
  private async reach(row: Locator): Promise<void> {
    const list = this.widget.locator('.quick-input-list .monaco-list');
    // A pointer that an earlier click has left over the list brings up a tooltip, which covers the rows below it.
    await this.page.mouse.move(0, 0);
    await scrollTo(list, row, async () => (await this.drawn()).map((each) => each.label));
    await settled(() => row.getAttribute('data-index', { timeout: tryMs }));
  }

  /**
   * The rows that are on the screen, at most about twenty; `pick` scrolls, and `type` narrows a longer list. A pick may
   * have its title before its rows, so the first one is waited for.
   */
  async items(): Promise<QuickPickItem[]> {
    await this.rows.first().waitFor({ timeout: patienceMs });
    return this.drawn();
  }

  private async drawn(): Promise<QuickPickItem[]> {
    const drawn = await this.rows.evaluateAll((rows) =>
      rows.map((row) => {
        const text = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
        const icons = [...row.querySelectorAll('.quick-input-list-row:first-child .label-name .codicon')];
        const box = row.querySelector('[role=checkbox]:not(.monaco-list-row)');
        const hasBox = row.getAttribute('role') === 'checkbox';
        return {
          label: text('.quick-input-list-row:first-child .label-name'),
          description: text('.quick-input-list-row:first-child .label-description'),
          detail: text('.quick-input-list-label-meta .label-name'),
          icons: icons.flatMap((icon) => [...icon.classList].flatMap((name) => /^codicon-(.+)$/.exec(name)?.[1] ?? [])),
          checked: hasBox ? box?.getAttribute('aria-checked') === 'true' : undefined,
        };
      }),
    );
    return drawn.map(({ label, description, detail, ...rest }) => ({
      label: seen(label),
      description: seen(description),
      detail: seen(detail),
      ...rest,
    }));
  }

  /** Waits for a row and chooses it; in a multi-select this ticks or unticks it. */
  async pick(label: Wanted): Promise<void> {
    const row = this.row(label);
    await click(row, () => this.reach(row));
  }

  /** Ticks these rows of a multi-select and no other on the screen, whatever was ticked before. */
  async tick(labels: readonly string[]): Promise<void> {
    await eventually(async () => {
      for (const label of labels) await this.setTicked(label, true);
      const ticked = (await this.items()).flatMap(({ label, checked }) => (checked ? [label] : []));
      const tooMany = ticked.filter((label) => !labels.includes(label));
      for (const label of tooMany) await this.setTicked(label, false);
      if (tooMany.length > 0) throw new Error(`Ticked besides: ${tooMany.join(', ')}.`);
    });
  }

  /** Looks whether the row is ticked, and clicks only where it is not as wanted: a click too many undoes it. */
  private async setTicked(label: string, wanted: boolean): Promise<void> {
    await this.reach(this.row(label));
    const isWanted = async () => (await this.drawn()).some((row) => row.label === label && row.checked === wanted);
    if (await isWanted()) return;
    await this.pick(label);
    await eventually(async () => {
      if (!(await isWanted())) throw new Error(`"${label}" is ${wanted ? 'not ticked' : 'still ticked'}.`);
    }, tryMs);
  }

  /** Waits for a row and clicks one of its own buttons, by its tooltip. */
  async itemButton(label: Wanted, button: Wanted): Promise<void> {
    const row = this.row(label);
    await click(row.getByRole('button', { name: button }), async () => {
      await this.reach(row);
      await row.hover({ timeout: tryMs });
    });
  }

  /** How many rows match what is typed, as the list itself tells a screen reader. */
  async resultCount(): Promise<number> {
    const text = (await this.widget.locator('.quick-input-visible-count').textContent()) ?? '';
    return Number.parseInt(text, 10);
  }
}

/** The input box on the screen. */
export class InputBox extends QuickInput {
  /** The line under the field: the prompt, or what is wrong with the value. */
  message(): Promise<string> {
    return textOf(this.widget.locator('.quick-input-message'));
  }

  /** Waits until the value is called wrong, and says how. */
  async validationMessage(): Promise<string> {
    const wrong = this.widget.locator('.monaco-inputbox:is(.error, .warning)');
    await wrong.waitFor({ state: 'visible', timeout: patienceMs });
    return this.message();
  }

  /** Whether what is typed is hidden. */
  async isMasked(): Promise<boolean> {
    return (await this.field.getAttribute('type')) === 'password';
  }
}
