import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { HealthPage } from './healthPage.ts';
import { ask } from './people.ts';
import { ownWords } from './refusal.ts';
import { openSetting, putAway, type Setting, signInWithKey } from './support.ts';

const DAY = 86_400_000;

interface ListedKey {
  readonly identifier: string;
  readonly referenceName: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
}
interface Listed {
  readonly roles: readonly string[];
  readonly '2fa': boolean;
  readonly lastSuccessfulLogIn?: string | null;
}

/** All of a list, as another program reads it. */
async function all<T>(setting: Setting, path: string): Promise<T[]> {
  const found: T[] = [];
  for (let page = 1; ; page += 1) {
    const items = await ask<T[]>(setting, `${path}?page=${page}`);
    if (items.length === 0) return found;
    found.push(...items);
  }
}

const roleName = (role: string) => {
  const words = role.replace('ROLE_', '').replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

describe('The health of an account', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting({ users: 240, apiClients: 60, pageSize: 20 }, { size: { width: 1280, height: 900 } });
    await signInWithKey(setting);
  });
  after(() => setting.close());
  afterEach(() => putAway(setting));

  const row = async () => (await setting.vscode.view('Account').item('Health')).description();

  it('is a row that counts what is loaded, and says that this is not all', async () => {
    await eventually(async () => assert.match(await row(), /^\d findings so far$/));
    await (await setting.vscode.view('Account').item('Health')).click();
    const page = new HealthPage(setting.vscode);
    await page.drawn();
    assert.match(await page.text(), /, counted \d.*Loaded: 20 keys so far\..*Loaded: 20 users so far\./);
  });

  it('has every number as the account itself has it, once all is loaded', async () => {
    const page = await new HealthPage(setting.vscode).open();
    await page.loadAll();
    await page.unfoldAll();
    const keys = await all<ListedKey>(setting, '/api-clients');
    const people = await all<Listed>(setting, '/users');
    assert.deepEqual([keys.length, people.length], [60, 240]);
    const dueKeys = keys.filter(({ createdAt }) => Date.now() - Date.parse(createdAt) > 90 * DAY);
    const ages = await page.table(/^Keys by age, all 60 keys/);
    assert.equal(ages.length, 60);
    assert.equal(ages.filter(([, , due]) => due === 'due').length, dueKeys.length);
    assert.deepEqual([await page.marks('.key'), await page.marks('.key.due')], [60, dueKeys.length]);
    const scopes = await page.table('Keys and scopes');
    const marks = scopes.flatMap(([, ...cells]) => cells.filter((cell) => cell !== ''));
    assert.equal(
      marks.length,
      keys.reduce((sum, { scopes: own }) => sum + own.length, 0),
    );
    const writing = keys.flatMap(({ scopes: own }) => own.filter((scope) => scope.endsWith('_WRITE')));
    assert.equal(marks.filter((mark) => mark === 'may write').length, writing.length);
    for (const [role, on, off, unknown] of await page.table('Two-factor sign-in by role')) {
      const own = people.filter(({ roles }) => {
        const others = roles.filter((each) => each !== 'ROLE_USER');
        return (others.length > 0 ? others : roles).some((each) => roleName(each) === role);
      });
      const without = own.filter((each) => !each['2fa']).length;
      assert.deepEqual([on, off, unknown].map(Number), [own.length - without, without, 0], role);
    }
    const spans = await page.table('Last sign-in');
    assert.equal(
      spans.reduce((sum, [, count]) => sum + Number(count), 0),
      240,
    );
    const never = people.filter((each) => !each.lastSuccessfulLogIn).length;
    assert.deepEqual(spans.at(-1), ['none known', `${never}`]);
    const findings = await page.findings();
    assert.ok(findings.includes(`${dueKeys.length} keys are older than 90 days`), findings.join());
    assert.ok(findings.includes(`No sign-in is known of ${never} people`), findings.join());
    assert.ok(!findings.some((each) => /unused/.test(each)));
    await eventually(async () => assert.equal(await row(), `${findings.length} findings`));
  });

  it('loads keys again after that failed, and says how it went', async () => {
    const { vscode, sandbox } = setting;
    const page = await new HealthPage(vscode).open();
    sandbox.faults.add({ path: '/api-clients', kind: 'replace', status: 404, body: ownWords(404), times: 'always' });
    await vscode.runCommand('Tripartie: Refresh');
    // What was loaded before counts, and is not all any more.
    await eventually(async () => assert.match(await page.text(), /Loaded: 60 keys so far/));
    await page.press('Load all keys');
    await eventually(async () => assert.match(await page.status(), /^Not all keys could be loaded/));
    sandbox.faults.clear();
    await page.press('Load all keys');
    await eventually(async () => assert.equal(await page.status(), 'All keys are loaded.'));
    assert.match(await page.text(), /Loaded: all 60 keys\./);
  });

  it('is as it was after another editor was in front of it', async () => {
    const { vscode } = setting;
    const page = await new HealthPage(vscode).open();
    await page.unfoldAll();
    const scrolled = async () => (await page.frame()).evaluate(() => document.documentElement.scrollTop);
    await (await page.frame()).evaluate(() => document.documentElement.scrollTo(0, 700));
    await eventually(async () => assert.equal(await scrolled(), 700));
    await vscode.runCommand('File: New Untitled Text File');
    await vscode.page.locator('iframe.webview.ready').waitFor({ state: 'hidden' });
    await vscode.runCommand('View: Close Editor');
    await page.drawn();
    await eventually(async () => assert.equal(await scrolled(), 700));
    await page.table(/^Keys by age/);
  });

  it('is copied as tables and as a picture', async () => {
    const { vscode } = setting;
    const page = await new HealthPage(vscode).open();
    for (const [name, start, said] of [
      ['Copy as CSV', /^"?Account health of .*\r\nFinding,Name,ID,Detail\r\n/, 'Tables copied as CSV.'],
      ['Copy as Markdown', /^## Account health of .*\n\n\| Finding \|/, 'Tables copied as Markdown.'],
      ['Copy figures as SVG', /^<svg xmlns=/, 'Figures copied as SVG.'],
    ] as const) {
      await page.press(name);
      await eventually(async () => assert.equal(await page.status(), said));
      assert.match(await vscode.clipboard(), start);
    }
  });

  it('leads to the key in its view, from the strip and from a table', async () => {
    const { vscode } = setting;
    const page = await new HealthPage(vscode).open();
    const selected = () =>
      vscode.page
        .locator('.sidebar .pane:has-text("API Clients") .monaco-list-row.selected .label-name')
        .allTextContents();
    const named = (await page.table(/^Keys by age/)).map(([name = '']) => name);
    const index = named.findIndex((name) => name.startsWith('Storefront production'));
    await page.pressMark(index);
    await eventually(async () => assert.deepEqual(await selected(), [named[index]]));
    const last = named.at(-1) ?? '';
    await page.button(last).first().click();
    await eventually(async () => assert.deepEqual(await selected(), [last]));
  });

  it('comes back after a user was looked at, by keyboard alone', async () => {
    const { vscode } = setting;
    const page = await new HealthPage(vscode).open();
    await page.button('Show user…').first().focus();
    const name = await page.focused();
    await vscode.page.keyboard.press('Enter');
    await vscode.quickPick.shown(/administrators? sign|alone owns/);
    await vscode.page.keyboard.press('Enter');
    await vscode.quickPick.shown(/\(2\/2\)/);
    await vscode.quickPick.back();
    await vscode.quickPick.shown(/administrators? sign|alone owns/);
    await vscode.page.keyboard.press('Escape');
    await vscode.quickPick.closed();
    await eventually(async () => assert.equal(await page.focused(), name));
    assert.match(name, /^act /);
    // What is chosen there is done.
    await vscode.page.keyboard.press('Enter');
    await vscode.quickPick.shown(/administrators? sign|alone owns/);
    await vscode.page.keyboard.press('Enter');
    await vscode.quickPick.shown(/\(2\/2\)/);
    await vscode.quickPick.pick('Copy id');
    await eventually(async () => assert.match(await vscode.clipboard(), /^\d+$/));
    await eventually(async () => assert.equal(await page.focused(), name));
    assert.deepEqual(vscode.pageErrors, []);
  });

  it('follows a key that is created, and forgets all when the account is left', async () => {
    const { vscode } = setting;
    const page = await new HealthPage(vscode).open();
    const before = await page.text();
    await ask(setting, '/api-clients', { referenceName: '=1+1"<img src=x>', desiredScopes: ['OFFER_READ'] });
    await vscode.runCommand('Tripartie: Refresh');
    await page.press('Load all keys');
    await eventually(async () => assert.match(await page.text(), /=1\+1"<img src=x>/));
    assert.equal(await (await page.frame()).locator('img').count(), 0);
    assert.notEqual(await page.text(), before);
    await vscode.runCommand('Tripartie: Sign Out');
    await eventually(async () => assert.match(await page.text(), /Sign in with a personal key/));
    assert.doesNotMatch(await page.text(), /OFFER_READ/);
  });
});

describe('The page of an account’s health', () => {
  let setting: Setting | undefined;
  afterEach(async () => {
    await setting?.close();
    setting = undefined;
  });

  for (const theme of ['light', 'dark', 'hc-light', 'hc-dark'] as const) {
    it(`is accessible, ${theme}`, async () => {
      setting = await openSetting({ pageSize: 50 }, { theme, size: { width: 1280, height: 900 } });
      const { vscode } = setting;
      await signInWithKey(setting);
      const page = await new HealthPage(vscode).open();
      await vscode.screenshot(`health/${theme}`);
      assert.deepEqual(await page.violations(), []);
      await page.unfoldAll();
      assert.deepEqual(await page.violations(), [], 'unfolded');
      await vscode.screenshot(`health/${theme}-unfolded`);
    }).timeout(120_000);
  }

  it('is usable 300 pixels wide, at 200 % zoom, in forced colours, and takes no forged message', async () => {
    setting = await openSetting({ users: 0, apiClients: 1 }, { version: 'oldest', size: { width: 348, height: 900 } });
    const { vscode, sandbox } = setting;
    await signInWithKey(setting);
    await vscode.runCommand('View: Toggle Primary Side Bar Visibility');
    const page = await new HealthPage(vscode).open();
    await page.unfoldAll();
    await vscode.screenshot('health/narrow');
    assert.equal(await page.overflow(), 0);
    const frame = await page.frame();
    await frame.evaluate(() => document.documentElement.style.setProperty('zoom', '2'));
    await vscode.screenshot('health/narrow-zoomed');
    assert.ok((await page.overflow()) <= 1, 'zoomed');
    await frame.evaluate(() => document.documentElement.style.removeProperty('zoom'));
    await vscode.page.emulateMedia({ forcedColors: 'active' });
    await vscode.screenshot('health/forced-colors');
    await vscode.page.emulateMedia({ forcedColors: null });
    const before = await page.text();
    const requests = sandbox.requests.total;
    await frame.evaluate(() => {
      // The page's own window is not the editor: neither form nor content makes it so.
      window.postMessage({ type: 'nothing', words: 'forged' }, '*');
      window.postMessage({ type: 'said', words: 'forged' }, '*');
    });
    // An honest message after the forged ones: when it has its effect, they had theirs.
    await page.press('Copy as CSV');
    await eventually(async () => assert.equal(await page.status(), 'Tables copied as CSV.'));
    assert.equal(await page.text(), before);
    assert.equal(sandbox.requests.total, requests);
  }).timeout(120_000);
});
