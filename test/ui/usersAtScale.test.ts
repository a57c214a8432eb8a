import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import type { Workbench } from '../host/workbench.ts';
import { ask, type ListedUser, nameOf, run } from './people.ts';
import { openSetting, type Setting, signInWithKey, switchProfile } from './support.ts';

const USERS = 100_000;
const PAGE_SIZE = 1_000;
/** Users of the sandbox account. */
const OTHERS = 240;

const CUSTOM = 'Acme Sandbox · Custom address';
const SANDBOX = 'Acme Sandbox · Sandbox';

describe('A hundred thousand users, in the workbench', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting({ users: USERS, pageSize: PAGE_SIZE, latencyMs: 200 });
    await signInWithKey(setting);
    await listed();
  });
  after(() => setting.close());

  const pages = () => setting.sandbox.requests.lines.filter(({ path }) => path.startsWith('/users?')).length;
  /** Opens Find User, and waits until a part of the users is there: more than the view has, not all. */
  const loadSome = async () => {
    const { quickPick } = setting.vscode;
    await run(setting, 'Find User…');
    await quickPick.shown(/Find user/);
    await eventually(async () => assert.ok((await seen()) > 10 * PAGE_SIZE));
    assert.match(await quickPick.title(), /[\d,]+ of 100,000 users$/);
  };
  /** How many users the pick knows, as its title says. */
  const seen = async () => {
    const [, count = '0'] = /([\d,]+)(?: of [\d,]+)? users/.exec(await setting.vscode.quickPick.title()) ?? [];
    return Number(count.replaceAll(',', ''));
  };
  const labels = async () => (await setting.vscode.quickPick.items()).map(({ label }) => label);
  /** Waits until the view has its first page; to scroll to a row of one as long as this takes too long. */
  const listed = (window = setting.vscode) =>
    eventually(async () => assert.ok((await window.view('Users').size()) > 0));
  const named = async (name: string) => {
    await eventually(async () => assert.equal(await setting.vscode.view('Account').description(), name));
    await listed();
  };
  const welcomed = () =>
    eventually(async () => assert.match(await setting.vscode.view('Account').welcome(), /Sign In/));

  it('keep those who came before the network was lost, and the others come once it is back', async () => {
    const { vscode, sandbox } = setting;
    await loadSome();
    sandbox.faults.add({ kind: 'reset', when: 'before', method: 'GET', path: '/users', times: 'always' });
    await vscode.quickPick.shown(/of 100,000 users, stopped/);
    const kept = await seen();
    assert.ok(kept > 10 * PAGE_SIZE && kept < USERS, `${kept}`);
    await eventually(async () => assert.deepEqual((await labels()).slice(0, 2), ['Try again', 'Camille Lefèvre']));
    sandbox.faults.clear();
    const asked = pages();
    await vscode.quickPick.pick('Try again');
    await vscode.quickPick.shown(/ – 100,000 users$/);
    const left = (USERS - kept) / PAGE_SIZE;
    assert.ok(pages() - asked <= left + 3, `${pages() - asked} pages for ${left} that were left`);
    const last = await ask<ListedUser>(setting, `/users/${USERS - 3}`);
    await vscode.quickPick.type(last.email);
    await eventually(async () => assert.deepEqual(await labels(), [nameOf(last)]));
    await vscode.quickPick.cancel();
  });

  it('are forgotten on sign-out half way: the load ends, and nobody is found in the next account', async () => {
    const { vscode, sandbox } = setting;
    await run(setting, 'Sign Out');
    await welcomed();
    await signInWithKey(setting);
    await listed();
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
    await listed();
    const other = await vscode.secondWindow();
    await other.openContainer('Tripartie');
    await listed(other);
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

  describe('are found in no other profile', () => {
    let other: Workbench;
    before(async () => {
      const { vscode } = setting;
      // Another window has forgotten the key since, and this one would put it back with the next that it stores.
      await vscode.reload();
      await signInWithKey(setting);
      await run(setting, 'Sign In…');
      await vscode.quickPick.pick('Sandbox account');
      await named(SANDBOX);
      other = await vscode.secondWindow();
      await other.openContainer('Tripartie');
      await listed(other);
    });
    after(() => other.close());

    for (const where of ['here', 'in another window']) {
      it(`when that is switched to half way, ${where}`, async () => {
        const { vscode } = setting;
        const known = await ask<ListedUser>(setting, `/users/${4 * PAGE_SIZE}`);
        await vscode.page.bringToFront();
        await switchProfile(vscode, CUSTOM);
        await named(CUSTOM);
        await loadSome();
        await vscode.quickPick.type(known.email);
        await eventually(async () => assert.deepEqual(await labels(), [nameOf(known)]));
        const window = where === 'here' ? vscode : other;
        await window.page.bringToFront();
        await switchProfile(window, SANDBOX);
        await vscode.page.bringToFront();
        await vscode.quickPick.closed();
        await named(SANDBOX);
        const asked = pages();
        await run(setting, 'Find User…');
        await vscode.quickPick.shown(`Find user – ${SANDBOX} – ${OTHERS} users`);
        await vscode.quickPick.type(known.email);
        await eventually(async () => assert.deepEqual(await labels(), [`Invite ${known.email}`]));
        await vscode.quickPick.type(String(known.id));
        await eventually(async () => assert.deepEqual(await labels(), [`No user has the id ${known.id}`]));
        assert.equal(pages(), asked, 'no page of the account that was left is asked for any more');
        await vscode.quickPick.cancel();
      });
    }
  });

  it('left no exception uncaught', () => {
    const { vscode } = setting;
    assert.deepEqual(vscode.pageErrors, []);
    const unhandled = vscode.console.filter(({ text }) => /rejected promise not handled|uncaught/i.test(text));
    assert.deepEqual(unhandled, []);
  });
});
