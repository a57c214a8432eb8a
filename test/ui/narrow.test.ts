import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import type { Workbench } from '../host/workbench.ts';
import { saveCopy } from './rotating.ts';
import { openSetting, putAway, type Setting, signInWithKey, signOut } from './support.ts';

const WIDTH = 270;

describe('A side bar of 270 pixels, in the workbench', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting({ apiClients: 8 }, { size: { width: 900, height: 1000 } });
    await signInWithKey(setting);
    await setting.vscode.view('API Clients').item('Storefront staging');
    await makeNarrow(setting.vscode);
  });
  after(() => setting.close());
  afterEach(() => putAway(setting));

  it('has room for how old a key is, beside a name of 22 characters', async () => {
    const { vscode } = setting;
    await eventually(async () => {
      const rows = await beginnings(vscode, 'API Clients', /^(today|[\d,]+ d|age unknown)/);
      const short = rows.filter(({ name }) => name.length <= 22);
      assert.ok(short.length >= 5, JSON.stringify(rows));
      assert.deepEqual(cut(short), []);
    });
    await vscode.screenshot('narrow-clients');
  });

  it('has room for until when both keys of a rotation work', async () => {
    const { vscode } = setting;
    await (await vscode.view('API Clients').item('Persona portal')).inlineAction(/Rotate API Client/);
    await saveCopy({ setting, name: 'Persona portal' });
    await vscode.quickPick.pick('24 hours');
    await vscode.quickPick.pick('Ask me at the next start');
    await vscode.clearNotifications();
    await eventually(async () => {
      const rows = await beginnings(vscode, 'API Clients', /^(until \w+ \d\d:\d\d|new key)/);
      assert.equal(rows.length, 2);
      assert.deepEqual(cut(rows), []);
    });
    await vscode.screenshot('narrow-rotation');
  });

  it('has room for what an account is, and for why a list did not load', async () => {
    const { vscode, sandbox } = setting;
    await vscode.runCommand('Tripartie: Make Profile Read-Only');
    await vscode.view('Account').item('Read-only');
    const rows = await vscode.view('Account').items();
    assert.equal(rows.find(({ label }) => label === 'Read-only')?.icon, 'lock');
    sandbox.faults.add({ kind: 'status', status: 500, path: '/users', times: 'always' });
    await vscode.runCommand('Tripartie: Refresh');
    const failed = await vscode.view('Users').item('Unavailable (error 500)');
    assert.ok(await failed.isWhole(), 'the reason can be read');
    await vscode.screenshot('narrow-failed');
  });

  it('has room for what is offered to who is signed out, one line each', async () => {
    const { vscode } = setting;
    await signOut(setting);
    const lines = vscode.page.locator('.welcome-view-content p:has(a:not(.monaco-button))');
    await eventually(async () => {
      const heights = await lines.evaluateAll((each) => each.map((line) => line.getBoundingClientRect().height));
      assert.ok(heights.length >= 2, String(heights));
      assert.ok(Math.max(...heights) < 30, String(heights));
    });
    assert.doesNotMatch(await vscode.view('Account').welcome(), /Switch/, 'there is none to switch to');
    await vscode.screenshot('narrow-welcome');
  });
});

/** Drags the edge of the side bar. */
async function makeNarrow({ page }: Workbench): Promise<void> {
  await eventually(async () => {
    const box = await page.locator('.part.sidebar').boundingBox();
    assert.ok(box);
    if (Math.abs(box.width - WIDTH) <= 1) return;
    await page.mouse.move(box.x + box.width, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + WIDTH, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    throw new Error(`The side bar is ${box.width} pixels wide.`);
  });
}

/** What stands in a row from its description's beginning on, and whether all of it is in sight. */
interface Beginning {
  readonly name: string;
  readonly row: string;
  readonly isWhole: boolean;
}

function cut(rows: readonly Beginning[]): string[] {
  return rows.filter(({ isWhole }) => !isWhole).map(({ row }) => row);
}

/** The rows of a view whose description begins with what is looked for, and whether that can be read. */
function beginnings({ page }: Workbench, view: string, wanted: RegExp): Promise<Beginning[]> {
  const pane = page.locator('.sidebar .pane').filter({ has: page.locator('.pane-header .title', { hasText: view }) });
  return pane.locator('.customview-tree .monaco-list-row').evaluateAll(
    (rows, source) =>
      rows.flatMap((row) => {
        const description = row.querySelector('.label-description');
        const found = new RegExp(source).exec(description?.textContent ?? '')?.[0];
        const text = description && document.createTreeWalker(description, NodeFilter.SHOW_TEXT).nextNode();
        if (found === undefined || !text) return [];
        const range = document.createRange();
        range.setStart(text, 0);
        range.setEnd(text, found.length);
        const edge = row.querySelector('.monaco-icon-label')?.getBoundingClientRect().right ?? 0;
        const name = row.querySelector('.label-name')?.textContent ?? '';
        return [{ name, row: row.textContent ?? '', isWhole: range.getBoundingClientRect().right <= edge }];
      }),
    wanted.source,
  );
}
