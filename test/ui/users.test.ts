import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { ask, findUser, nameOf, run, userOf as userNow } from './people.ts';
import { openSetting, putAway, type Setting, signInWithKey, signOut } from './support.ts';

describe('What one does with a user, in the workbench', () => {
  let setting: Setting;
  before(async () => {
    // High enough for a row that is unfolded, with what stands around it.
    setting = await openSetting({}, { size: { width: 1280, height: 1300 } });
    await signInWithKey(setting);
    await setting.vscode.view('Users').item(/Camille/);
  });
  after(() => setting.close());
  afterEach(() => putAway(setting));

  const userOf = (id: number) => userNow(setting, id);
  const find = (query: string, name: string) => findUser(setting, query, name);
  const refuse = (method: string, status: number) =>
    setting.sandbox.faults.add({
      method,
      path: '/users/*',
      kind: 'replace',
      status,
      body: JSON.stringify({ title: 'An error occurred', detail: 'Access denied' }),
    });

  it('looks an id up that is not listed yet, and says when nobody has it', async () => {
    const { vscode, sandbox } = setting;
    const user = await userOf(118);
    sandbox.faults.add({ kind: 'hang', when: 'before', method: 'GET', path: '/users', times: 'always' });
    await run(setting, 'Find User…');
    await vscode.quickPick.shown(/Find user/);
    for (const query of ['118', '/users/118']) {
      await vscode.quickPick.type(query);
      await eventually(async () => {
        const [row] = await vscode.quickPick.items();
        assert.equal(row?.label, nameOf(user));
        assert.match(row?.description ?? '', /id 118/);
      });
    }
    await vscode.quickPick.type('9999');
    await eventually(async () => {
      assert.equal((await vscode.quickPick.items())[0]?.label, 'No user has the id 9999');
    });
  });

  it('copies email and id, and leads back to the search as it was', async () => {
    const { vscode } = setting;
    const user = await userOf(2);
    await find(user.email, nameOf(user));
    await vscode.screenshot('users-actions');
    await vscode.quickPick.back();
    await vscode.quickPick.shown(/Find user/);
    assert.equal(await vscode.quickPick.value(), user.email);
    await vscode.quickPick.pick(nameOf(user));
    await vscode.quickPick.pick('Copy email');
    await eventually(async () => assert.equal(await vscode.clipboard(), user.email));
    await find('tugba tekin', nameOf(user));
    await vscode.quickPick.pick('Copy id');
    await eventually(async () => assert.equal(await vscode.clipboard(), '2'));
    await run(setting, 'Find User…');
    await vscode.quickPick.shown(/Find user/);
    await eventually(async () =>
      assert.equal((await vscode.quickPick.items())[0]?.label, nameOf(user), 'chosen last, offered first'),
    );
  });

  it('copies from the row in the view, and from the palette', async () => {
    const { vscode } = setting;
    const user = await userOf(3);
    await (await vscode.view('Users').item(nameOf(user))).contextMenu('Copy User Email');
    await eventually(async () => assert.equal(await vscode.clipboard(), user.email));
    await run(setting, 'Copy User ID');
    await vscode.quickPick.shown(/Copy an id/);
    await vscode.quickPick.type('camille');
    await vscode.quickPick.pick('Camille Lefèvre');
    await eventually(async () => assert.equal(await vscode.clipboard(), '1'));
  });

  it('shows details, with a dash for what is not there, and nothing of the server’s own', async () => {
    const { vscode } = setting;
    await find('camille', 'Camille Lefèvre');
    await vscode.quickPick.shown(/^Camille Lefèvre – .*\(2\/2\)/);
    await eventually(async () => {
      const rows = new Map((await vscode.quickPick.items()).map(({ label, description }) => [label, description]));
      assert.equal(rows.get('Country'), 'FR');
      assert.equal(rows.get('Public name'), '–');
      assert.equal(rows.get('Two-factor sign-in'), 'off');
      assert.doesNotMatch([...rows].flat().join(' '), /canary|undefined|null|\[object/);
    });
    await vscode.screenshot('users-details');
    await vscode.quickPick.pick('Role in the company');
    await eventually(async () => assert.equal(await vscode.clipboard(), 'Head of marketplace'));
  });

  it('offers every action in the pick, in the menu of the row, and in the palette', async () => {
    const { vscode } = setting;
    const user = await userOf(3);
    await find(user.email, nameOf(user));
    const offered = (await vscode.quickPick.items()).map(({ label }) => label);
    assert.deepEqual(offered.slice(0, 6), [
      'Copy email',
      'Copy id',
      'Edit user…',
      'Invite similar user…',
      'Remove from the organization…',
      'First name',
    ]);
    const commands = [
      'Show User Details',
      'Copy User Email',
      'Copy User ID',
      'Edit User…',
      'Unlock User…',
      'Invite Similar User…',
      'Remove User…',
    ];
    await vscode.quickPick.cancel();
    const menu = await (await vscode.view('Users').item(nameOf(user))).contextMenuEntries();
    assert.deepEqual(menu, commands);
    for (const command of commands) {
      const title = `Tripartie: ${command}`;
      assert.ok((await vscode.paletteEntries(title)).includes(title), title);
    }
  });

  it('unlocks a user who is locked, after a question that names the person', async () => {
    const { vscode } = setting;
    const isLocked = async (id: number) => (await userOf(id)).lockdown === true;
    const id = 14;
    assert.ok(await isLocked(id));
    const user = await userOf(id);
    await find(user.email, nameOf(user));
    await vscode.quickPick.pick('Unlock…');
    await vscode.dialog.shown(`Let ${nameOf(user)} sign in to Acme Sandbox · Custom address again?`);
    await vscode.dialog.button('Unlock');
    await eventually(async () => assert.equal(await isLocked(id), false));
  });

  it('removes a user after a question that names the person', async () => {
    const { vscode } = setting;
    const user = await userOf(6);
    await find(user.email, nameOf(user));
    await vscode.quickPick.pick('Remove from the organization…');
    await vscode.dialog.shown(`Remove ${nameOf(user)} from Acme Sandbox · Custom address?`);
    assert.ok((await vscode.dialog.detail()).includes(user.email));
    await vscode.screenshot('users-remove');
    await vscode.dialog.button('Remove');
    await eventually(async () => {
      const rows = await vscode.view('Users').items();
      assert.ok(!rows.some(({ description }) => description.includes(user.email)));
    });
    await run(setting, 'Find User…');
    await vscode.quickPick.shown(/Find user .* 119 users/);
    await vscode.quickPick.type(user.email);
    const first = async () => (await vscode.quickPick.items())[0];
    await eventually(async () => assert.match((await first())?.label ?? '', /^Invite /));
    assert.match((await first())?.description ?? '', /nobody known here has this address/);
    // Somebody else invites the person meanwhile.
    const person = { email: user.email, firstName: 'Back', lastName: 'Again', invitedRole: ['ROLE_CONSULTANT'] };
    await ask(setting, '/invite', person);
    await vscode.quickPick.button('Load All Users Again');
    await eventually(async () => assert.equal((await first())?.label, 'Back Again'));
    await run(setting, 'Find User…');
    await vscode.quickPick.shown(/Find user .* 120 users/);
  });

  it('says why a removal is refused, and counts somebody who is gone already as removed', async () => {
    const { vscode } = setting;
    const user = await userOf(7);
    const remove = async () => {
      await (await vscode.view('Users').item(nameOf(user))).contextMenu('Remove User…');
      await vscode.dialog.shown();
      await vscode.dialog.button('Remove');
    };
    refuse('DELETE', 403);
    await remove();
    await (await vscode.notifications.shown(/was not removed, as far as is known\. Your role does not/)).dismiss();
    await vscode.view('Users').item(nameOf(user));
    refuse('DELETE', 404);
    await remove();
    await eventually(async () => {
      const rows = await vscode.view('Users').items();
      assert.ok(!rows.some(({ description }) => description.includes(user.email)));
    });
    const told = await vscode.notifications.all();
    assert.ok(!told.some(({ severity }) => severity === 'error'), JSON.stringify(told));
  });

  it('limits the view to those who match, of all pages, until the filter is cleared', async () => {
    const { vscode } = setting;
    const users = vscode.view('Users');
    // Whoever was removed has left the page shorter than it comes.
    await run(setting, 'Refresh');
    const before = 51;
    await eventually(async () => assert.equal(await users.size(), before));
    await run(setting, 'Filter Users…');
    await vscode.inputBox.shown(/Filter users – Acme Sandbox/);
    const last = await userOf(119);
    await vscode.inputBox.type(last.email);
    await eventually(async () => {
      assert.deepEqual(
        (await users.items()).map(({ label }) => label),
        [nameOf(last)],
      );
    });
    await eventually(async () => assert.match(await users.message(), /^“.+…?”: 1 of \d+ users\.$/));
    await (await users.item(nameOf(last))).click();
    await vscode.inputBox.closed();
    await vscode.screenshot('users-filter');
    await (await users.item(nameOf(last))).expand();
    await eventually(async () => {
      const rows = new Map((await users.items()).map(({ label, description }) => [label, description]));
      assert.match(rows.get('Last sign-in') ?? '', /never|20\d\d/);
      assert.match(rows.get('Two-factor sign-in') ?? '', /^(on|off)$/);
    });
    await run(setting, 'Refresh');
    await eventually(async () => assert.equal((await users.items())[0]?.expanded, true, 'a refresh folds nothing up'));
    await run(setting, 'Filter Users…');
    await vscode.inputBox.shown(/Filter users/);
    await vscode.inputBox.type('zzzz nobody');
    await eventually(async () => assert.match(await users.message(), /^“zzzz nobody”: 0 of/));
    await vscode.inputBox.cancel();
    await users.item(nameOf(last));
    await run(setting, 'Filter Users…');
    await vscode.inputBox.shown(/Filter users/);
    await vscode.inputBox.type('lefevre cam');
    await users.item('Camille Lefèvre');
    const marks = vscode.page.locator('.customview-tree .label-name .highlight');
    await eventually(async () => assert.deepEqual(await marks.allTextContents(), ['Cam', 'Lefèvre']));
    await (await users.item('Camille Lefèvre')).contextMenu('Show User Details');
    await vscode.quickPick.shown(/^Camille Lefèvre – /);
    await vscode.quickPick.cancel();
    await users.item('Camille Lefèvre');
    assert.equal(await users.size(), 1, 'what is done with a row that was found keeps the filter');
    await users.action('Clear User Filter');
    await eventually(async () => assert.equal(await users.size(), before));
    await eventually(async () => assert.equal(await users.message(), ''));
  });

  /** What was loaded has the focus then, where one goes on reading; "Load more" itself is at the end. */
  const loadMoreByKeyboard = async () => {
    const { vscode } = setting;
    const users = vscode.view('Users');
    await users.item(/^Load more/);
    const loaded = (await users.size()) - 1;
    await vscode.runCommand('Tripartie: Focus on Users View');
    const focused = vscode.page.locator('.customview-tree .monaco-list:focus-within .monaco-list-row.focused');
    await vscode.page.keyboard.press('End');
    await focused.filter({ hasText: /Load more/ }).waitFor();
    await vscode.page.keyboard.press('Enter');
    await eventually(async () => {
      assert.ok((await users.size()) > loaded + 1);
      assert.equal(await focused.getAttribute('aria-posinset'), String(loaded + 1), 'the first new row');
    });
  };

  it('keeps what is loaded, unfolded and selected over a refresh, and takes who stands on two pages once', async () => {
    const { vscode, sandbox } = setting;
    const users = vscode.view('Users');
    await loadMoreByKeyboard();
    await (await users.item('Camille Lefèvre')).expand();
    const later = nameOf(await userOf(56));
    // A click selects and unfolds.
    await (await users.item(later)).click();
    const selected = vscode.page.locator('.customview-tree .monaco-list-row.selected .label-name', { hasText: later });
    await selected.waitFor();
    const loaded = await users.size();
    const asked = sandbox.requests.lines.length;
    await run(setting, 'Refresh');
    await eventually(() => {
      const pages = sandbox.requests.lines.slice(asked).filter(({ path }) => path.startsWith('/users'));
      assert.ok(pages.length >= 2, `${pages.length} pages`);
    });
    await eventually(async () => assert.equal(await users.size(), loaded));
    await selected.waitFor();
    await eventually(async () => {
      const row = (await users.items()).find(({ label }) => label === later);
      assert.equal(row?.expanded, true);
    });
    const before = await users.size();
    sandbox.faults.add({
      method: 'GET',
      path: '/users',
      kind: 'replace',
      status: 200,
      headers: { 'Content-Range': '100-102/118' },
      body: JSON.stringify([await userOf(1), await userOf(115)]),
    });
    await (await users.item(/^Load more/)).click();
    await eventually(async () => assert.equal(await users.size(), before + 1));
    assert.ok(!(await vscode.notifications.seen()).some((text) => /already registered/.test(text)));
  });

  it('shows names that try to be something else as text', async () => {
    const { vscode, sandbox } = setting;
    const hostile = [
      { id: 1, firstName: '$(error)[x](command:quit)', lastName: '<b>', email: 'a\u202egro@x.example', roles: [] },
      { id: 2, firstName: 'x'.repeat(10_000), roles: ['ROLE_\u0000\n$(key)'] },
      { id: 3, roles: [], roleInCompany: '$(verified) \u200b\ud800' },
    ];
    sandbox.faults.add({
      method: 'GET',
      path: '/users',
      kind: 'replace',
      status: 200,
      headers: { 'Content-Range': '0-3/3' },
      body: JSON.stringify(hostile),
      times: 'always',
    });
    await signOut(setting);
    await signInWithKey(setting);
    const users = vscode.view('Users');
    await users.item('$(error)[x](command:quit) <b>');
    await eventually(async () => {
      assert.deepEqual(
        (await users.items()).map(({ label }) => label.length),
        [29, 120, 6],
      );
    });
    await run(setting, 'Find User…');
    await vscode.quickPick.shown(/ – 3 users/);
    await eventually(async () => {
      const rows = await vscode.quickPick.items();
      assert.deepEqual(
        rows.flatMap(({ icons }) => icons.filter((icon) => icon !== 'colored')),
        ['person', 'person', 'person'],
      );
      assert.deepEqual(
        rows.map(({ label }) => label.length),
        [29, 120, 6],
      );
      assert.ok(!/[\p{Cc}\u200b-\u200f\u202a-\u202e]/u.test(JSON.stringify(rows)));
    });
    await vscode.screenshot('users-hostile');
  });

  it('threw nothing that nobody caught', () => {
    assert.deepEqual(setting.vscode.pageErrors, []);
  });
});
