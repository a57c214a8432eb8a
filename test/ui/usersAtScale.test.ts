import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { run } from './people.ts';
import { openSetting, type Setting, signInWithKey } from './support.ts';

const USERS = 20_000;
const PAGE_SIZE = 100;

describe('Twenty thousand users, in the workbench', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting({ users: USERS, pageSize: PAGE_SIZE, latencyMs: 100 });
    await signInWithKey(setting);
    await setting.vscode.view('Users').item(/Load more/);
  });
  after(() => setting.close());

  const pages = () => setting.sandbox.requests.lines.filter(({ path }) => path.startsWith('/users?')).length;
  /** Opens Find User, and waits until a part of the users is there: more than the view has, not all. */
  const loadSome = async () => {
    const { quickPick } = setting.vscode;
    await run(setting, 'Find User…');
    await quickPick.shown(/Find user/);
    await eventually(async () => assert.ok((await seen()) > 10 * PAGE_SIZE));
    assert.match(await quickPick.title(), /[\d,]+ of 20,000 users$/);
  };
  /** How many users the pick knows, as its title says. */
  const seen = async () => {
    const [, count = '0'] = /([\d,]+)(?: of [\d,]+)? users/.exec(await setting.vscode.quickPick.title()) ?? [];
    return Number(count.replaceAll(',', ''));
  };
  const labels = async () => (await setting.vscode.quickPick.items()).map(({ label }) => label);
  const welcomed = () =>
    eventually(async () => assert.match(await setting.vscode.view('Account').welcome(), /Sign In/));

  it('keep those who came before the network was lost, and the others come once it is back', async () => {
    const { vscode, sandbox } = setting;
    await loadSome();
    sandbox.faults.add({ kind: 'reset', when: 'before', method: 'GET', path: '/users', times: 'always' });
    await vscode.quickPick.shown(/of 20,000 users, stopped/);
    const kept = await seen();
    assert.ok(kept > 10 * PAGE_SIZE && kept < USERS, `${kept}`);
    await eventually(async () => assert.deepEqual((await labels()).slice(0, 2), ['Try again', 'Camille Lefèvre']));
    sandbox.faults.clear();
    const asked = pages();
    await vscode.quickPick.pick('Try again');
    await vscode.quickPick.shown(/ – 20,000 users$/);
    const left = (USERS - kept) / PAGE_SIZE;
    assert.ok(pages() - asked <= left + 3, `${pages() - asked} pages for ${left} that were left`);
    await vscode.quickPick.cancel();
  });

  it('are forgotten on sign-out half way: the load ends, and nobody is found in the next account', async () => {
    const { vscode, sandbox } = setting;
    await run(setting, 'Sign Out');
    await welcomed();
    await signInWithKey(setting);
    await vscode.view('Users').item(/Load more/);
    await loadSome();
    await run(setting, 'Sign Out');
    await welcomed();
    await eventually(async () => assert.deepEqual(await vscode.view('Users').items(), []));
    const asked = pages();
    const next = { id: 1, firstName: 'Somebody', lastName: 'Else', email: 'else@sandbox.example', roles: [] };
    sandbox.faults.add({
      method: 'GET',
      path: '/users',
      kind: 'replace',
      status: 200,
      headers: { 'Content-Range': '0-1/1' },
      body: JSON.stringify([next]),
      times: 'always',
    });
    await signInWithKey(setting);
    await vscode.view('Users').item('Somebody Else');
    assert.ok(pages() - asked <= 2, 'the next account’s page is the only one that was asked for');
    await run(setting, 'Find User…');
    await vscode.quickPick.shown(/ – 1 users$/);
    await eventually(async () => assert.deepEqual(await labels(), ['Somebody Else']));
    await vscode.quickPick.type('camille');
    await eventually(async () => assert.deepEqual(await labels(), ['Nobody matches']));
    await vscode.quickPick.cancel();
    sandbox.faults.clear();
  });

  it('close with the pick when the account is left in another window', async () => {
    const { vscode } = setting;
    await run(setting, 'Sign Out');
    await welcomed();
    await signInWithKey(setting);
    await vscode.view('Users').item(/Load more/);
    const other = await vscode.secondWindow();
    await other.openContainer('Tripartie');
    await other.view('Users').item(/Load more/);
    await vscode.page.bringToFront();
    await loadSome();
    const lists = () => setting.sandbox.requests.lines.filter(({ path }) => path.startsWith('/api-clients')).length;
    const asked = lists();
    await other.runCommand('Tripartie: Refresh');
    await eventually(() => assert.ok(lists() > asked));
    assert.ok(await vscode.quickPick.isOpen(), 'what is done in the other window closes nothing here');
    await other.runCommand('Tripartie: Sign Out');
    await vscode.quickPick.closed();
    await other.close();
    await welcomed();
    await eventually(async () => assert.deepEqual(await vscode.view('Users').items(), []));
  });

  it('left no exception uncaught', () => {
    const { vscode } = setting;
    assert.deepEqual(vscode.pageErrors, []);
    const unhandled = vscode.console.filter(({ text }) => /rejected promise not handled|uncaught/i.test(text));
    assert.deepEqual(unhandled, []);
  });
});
