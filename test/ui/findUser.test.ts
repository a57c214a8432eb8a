import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { ask, type ListedUser, nameOf, run } from './people.ts';
import { Keys } from './pressed.ts';
import { openSetting, putAway, type Setting, signInWithKey } from './support.ts';

for (const version of ['newest', 'oldest'] as const) {
  describe(`Finding a user, in the ${version} workbench, while pages arrive`, () => {
    let setting: Setting;
    before(async () => {
      setting = await openSetting({ users: 3_000, pageSize: 50, latencyMs: 150 }, { version });
      await signInWithKey(setting);
      await setting.vscode.view('Users').item(/Load more/);
    });
    after(() => setting.close());
    afterEach(() => putAway(setting));

    it('shows whom the view has at once, and says how many of how many were seen', async () => {
      const { vscode } = setting;
      await run(setting, 'Find User…');
      await vscode.quickPick.shown(/Find user – Acme Sandbox · Custom address – [\d,]+ of 3,000 users/);
      await eventually(async () => {
        const [first] = await vscode.quickPick.items();
        assert.equal(first?.label, 'Camille Lefèvre');
        assert.match(first?.description ?? '', /camille\.lefevre@acme-sandbox\.example · Head of marketplace/);
      });
      await vscode.screenshot('users-find-loading');
    });

    it('keeps what it has when the network is lost half way, and goes on when told to', async () => {
      const { vscode, sandbox } = setting;
      sandbox.faults.add({ kind: 'reset', when: 'before', method: 'GET', path: '/users', times: 'always' });
      await run(setting, 'Find User…');
      await vscode.quickPick.shown(/of 3,000 users, stopped/);
      await eventually(async () => {
        const [help, first] = await vscode.quickPick.items();
        assert.deepEqual([help?.label, first?.label], ['Try again', 'Camille Lefèvre']);
        assert.match(help?.description ?? '', /cannot be reached/);
      });
      await vscode.screenshot('users-find-lost');
      sandbox.faults.clear();
      await vscode.quickPick.pick('Try again');
      await eventually(async () => assert.equal((await vscode.quickPick.items())[0]?.label, 'Camille Lefèvre'));
      assert.ok(await vscode.quickPick.isOpen(), 'trying again does not close the pick');
    });

    it('offers to invite an address that nobody has, until somebody turns out to have it', async () => {
      const { vscode } = setting;
      const late = await ask<ListedUser>(setting, '/users/2990');
      await run(setting, 'Find User…');
      await vscode.quickPick.shown(/Find user/);
      await vscode.quickPick.type(late.email);
      await eventually(async () => {
        const [row] = await vscode.quickPick.items();
        assert.match(row?.label ?? '', /^Invite /);
        assert.match(row?.description ?? '', /nobody so far/);
      });
      await eventually(async () => {
        const labels = (await vscode.quickPick.items()).map(({ label }) => label);
        assert.deepEqual(labels, [nameOf(late)]);
      });
    });

    it('refines the rows while pages arrive, and goes on where it was left', async () => {
      const { vscode, sandbox } = setting;
      const late = await ask<ListedUser>(setting, '/users/2987');
      await run(setting, 'Find User…');
      await vscode.quickPick.shown(/Find user/);
      await vscode.quickPick.type(late.email);
      await eventually(async () => {
        const labels = (await vscode.quickPick.items()).map(({ label }) => label);
        assert.ok(labels.includes(nameOf(late)), labels.join(', '));
      });
      await vscode.quickPick.shown(/ – 3,000 users/);
      const pages = sandbox.requests.lines.filter(({ path }) => path.startsWith('/users'));
      assert.ok(pages.length < 75, `${pages.length} requests: no page is asked for twice`);
      await vscode.screenshot('users-find');
    });

    it('matches without accents and in any order, and marks what is typed in one piece', async () => {
      const { vscode } = setting;
      await run(setting, 'Find User…');
      await vscode.quickPick.shown(/Find user/);
      await vscode.quickPick.type('lefevre cam');
      await eventually(async () => {
        const [first] = await vscode.quickPick.items();
        assert.equal(first?.label, 'Camille Lefèvre');
      });
      await vscode.quickPick.type('camille');
      const marks = vscode.page.locator('.quick-input-list .label-name .highlight');
      await eventually(async () => assert.equal((await marks.allTextContents())[0], 'Camille'));
    });

    it('leads to what one does with who was found, and from the details back to it', async () => {
      const { vscode } = setting;
      const user = await ask<ListedUser>(setting, '/users/2951');
      await run(setting, 'Find User…');
      await vscode.quickPick.shown(/Find user/);
      await vscode.quickPick.type(user.email);
      await eventually(async () => {
        const labels = (await vscode.quickPick.items()).map(({ label }) => label);
        assert.deepEqual(labels, [nameOf(user)]);
      });
      await vscode.quickPick.accept();
      await eventually(async () => {
        const rows = new Map((await vscode.quickPick.items()).map(({ label, description }) => [label, description]));
        assert.equal(rows.get('Last name'), user.lastName);
      });
      await vscode.quickPick.back();
      await vscode.quickPick.shown(/Find user/);
      await vscode.quickPick.cancel();
      await vscode.quickPick.closed();
      await vscode.setClipboard('');
      const keys = new Keys(vscode);
      await keys.press('Control+Alt+u');
      await vscode.quickPick.shown(/Find user/);
      await vscode.quickPick.type(user.email);
      await eventually(async () => assert.equal((await vscode.quickPick.items())[0]?.label, nameOf(user)));
      await keys.press('Enter');
      await vscode.quickPick.shown(/\(2\/2\)/);
      assert.ok((await vscode.quickPick.items()).some(({ label }) => label === 'Last name'));
      assert.ok(keys.count <= 3, `${keys.count} keys to the details`);
      await keys.press('Enter');
      await eventually(async () => assert.equal(await vscode.clipboard(), user.email));
      assert.ok(keys.count <= 3, `${keys.count} keys to the email`);
    });
  });
}

for (const theme of ['dark', 'hc-dark'] as const) {
  describe(`Users, looked at in ${theme}`, () => {
    let setting: Setting;
    before(async () => {
      setting = await openSetting({}, { theme });
      await signInWithKey(setting);
      await (await setting.vscode.view('Users').item('Camille Lefèvre')).expand();
    });
    after(() => setting.close());

    it('shows the pick and the view', async () => {
      const { vscode } = setting;
      await run(setting, 'Find User…');
      await vscode.quickPick.shown(/ – 120 users/);
      await vscode.quickPick.type('moreau');
      await eventually(async () => assert.match((await vscode.quickPick.items())[0]?.label ?? '', /Moreau/));
      await vscode.screenshot(`users-find-${theme}`);
      await vscode.quickPick.type('nobody@sandbox.example');
      await eventually(async () => assert.match((await vscode.quickPick.items())[0]?.label ?? '', /^Invite nobody@/));
      await vscode.screenshot(`users-find-address-${theme}`);
    });
  });
}
