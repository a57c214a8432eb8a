import { eventually, patienceMs } from '../host/eventually.ts';
import { WebviewPage } from './webviewPage.ts';

/** The page of the account's health, in the words of the person who looks at it. */
export class HealthPage extends WebviewPage {
  /** Opens it from the palette and waits until it is drawn. */
  async open(): Promise<this> {
    await this.vscode.runCommand('Tripartie: Show Account Health');
    await this.drawn();
    return this;
  }

  async drawn(): Promise<void> {
    await this.content.getByRole('heading', { level: 1, name: 'Account health' }).waitFor({ timeout: patienceMs });
  }

  /** Loads both lists to their ends. */
  async loadAll(): Promise<void> {
    for (const name of ['Load all keys', 'Load all users']) {
      await this.press(name);
      await this.button(name).waitFor({ state: 'detached', timeout: 60_000 });
      await eventually(async () => {
        if (/Loading/.test(await this.text())) throw new Error('It is still loading.');
      });
    }
  }

  /** The titles of the findings, from above. */
  findings(): Promise<string[]> {
    return this.content.locator('.findings h3').allTextContents();
  }

  /** Unfolds what is folded. */
  async unfoldAll(): Promise<void> {
    await (await this.frame()).evaluate(() => {
      for (const each of document.querySelectorAll('details')) each.open = true;
    });
    await eventually(async () => {
      const folded = await this.content.locator('details:not(:has(table))').count();
      if (folded > 0) throw new Error(`${folded} tables are not drawn yet.`);
    });
  }

  /** The texts of a table of the part with a heading, without its head. */
  async table(part: string | RegExp): Promise<string[][]> {
    const section = this.content.locator('section', {
      has: this.content.getByRole('heading', { level: 2, name: part }),
    });
    await section.locator('table').waitFor({ timeout: patienceMs });
    return section
      .locator('table tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll('th, td')].map(
            (cell) => cell.querySelector('[role=img]')?.getAttribute('aria-label') ?? cell.textContent ?? '',
          ),
        ),
      );
  }

  /** How many keys the strip shows in a look: `.key`, `.key.due`. */
  marks(selector: string): Promise<number> {
    return this.content.locator(`.strip ${selector}`).count();
  }

  /** The name of the element with the focus, as its part of the page calls it. */
  async focused(): Promise<string> {
    return (await this.frame()).evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.name ?? '');
  }

  /** Clicks the mark of a key on the strip. */
  async pressMark(index: number): Promise<void> {
    await this.content.locator('.strip .key').nth(index).locator('> :not(title)').click();
  }
}
