import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { type Sight, watchViews } from '../host/parts/watch.ts';
import { keyThatLasts } from './keys.ts';
import { ask, type ListedUser, run } from './people.ts';
import { openSetting, type Setting, signInFromPick, signInWithKey, switchProfile } from './support.ts';

const SANDBOX = 'Acme Sandbox · Sandbox';
const CUSTOM = 'Acme Sandbox · Custom address';

/** The profiles that the pick offers, by their names; the active one is marked. */
async function offered(setting: Setting): Promise<string[]> {
  const { vscode } = setting;
  await run(setting, 'Switch Profile…');
  await vscode.quickPick.shown(/Switch profile/);
  const items = await eventually(async () => {
    const rows = await vscode.quickPick.items();
    assert.equal(rows.at(-1)?.label, 'Sign in to another account…');
    return rows.slice(0, -1);
  });
  await vscode.quickPick.cancel();
  await vscode.quickPick.closed();
  return items.map(({ label, description }) => (description ? `${label} (${description})` : label)).sort();
}

async function named({ vscode }: Setting, name: string): Promise<void> {
  await eventually(async () => assert.equal(await vscode.view('Account').description(), name));
  await eventually(async () => assert.ok((await vscode.statusBarTexts()).some((text) => text.startsWith(name))));
}

/** All rows of a profile, once its three views have loaded. */
async function rowsOf(setting: Setting, name: string, [clients, users]: [number, number]): Promise<Set<string>> {
  await named(setting, name);
  const { vscode } = setting;
  await vscode.view('Account').item('Two-factor sign-in');
  await eventually(async () => assert.equal(await vscode.view('API Clients').size(), clients));
  await eventually(async () => assert.equal(await vscode.view('Users').size(), users));
  const seen = await (await watchViews(vscode.page))();
  return new Set(seen.flatMap(({ rows }) => rows));
}

/** Rows of one profile that stood under the name of another one. */
function misplaced(seen: readonly Sight[], name: string, own: Set<string>, others: Set<string>): string[] {
  const foreign = new Set([...others].filter((row) => !own.has(row)));
  assert.ok(foreign.size > 5, 'the two accounts cannot be told apart');
  return seen.flatMap(({ description, rows }) => (description === name ? rows.filter((row) => foreign.has(row)) : []));
}

for (const version of ['newest', 'oldest'] as const) {
  describe(`Several profiles, in the ${version} workbench`, () => {
    let setting: Setting;
    before(async () => {
      // Another seed than the sandbox account has, and answers that take their time.
      setting = await openSetting({ seed: 2, latencyMs: 400 }, { version, size: { width: 1280, height: 1000 } });
      await signInWithKey(setting);
      await named(setting, CUSTOM);
      await run(setting, 'Sign In…');
      await setting.vscode.quickPick.pick('Sandbox account');
      await named(setting, SANDBOX);
    });
    after(() => setting.close());

    it('are offered by name and environment, with the active one marked', async () => {
      assert.deepEqual(await offered(setting), [CUSTOM, `${SANDBOX} (active)`]);
    });

    it('are switched in one pick, and no row of one ever stands under the name of another', async () => {
      const { vscode } = setting;
      const sandbox = await rowsOf(setting, SANDBOX, [8, 51]);
      const away = await watchViews(vscode.page);
      await switchProfile(setting.vscode, CUSTOM);
      const custom = await rowsOf(setting, CUSTOM, [6, 51]);
      assert.deepEqual(misplaced(await away(), CUSTOM, custom, sandbox), []);

      const back = await watchViews(vscode.page);
      await switchProfile(setting.vscode, SANDBOX);
      await rowsOf(setting, SANDBOX, [8, 51]);
      assert.deepEqual(misplaced(await back(), SANDBOX, sandbox, custom), []);
    });

    it('are switched while the lists still load: what comes late is not shown', async () => {
      const { vscode, sandbox } = setting;
      const own = await rowsOf(setting, SANDBOX, [8, 51]);
      const asked = sandbox.requests.lines.length;
      const watch = await watchViews(vscode.page);
      await switchProfile(setting.vscode, CUSTOM);
      await eventually(() => assert.ok(sandbox.requests.lines.length > asked));
      await switchProfile(setting.vscode, SANDBOX);
      await rowsOf(setting, SANDBOX, [8, 51]);
      await switchProfile(setting.vscode, CUSTOM);
      const custom = await rowsOf(setting, CUSTOM, [6, 51]);
      const seen = await watch();
      assert.deepEqual(misplaced(seen, SANDBOX, own, custom), []);
      assert.deepEqual(misplaced(seen, CUSTOM, custom, own), []);
    });

    it('can be of two people at the same address', async () => {
      const { vscode } = setting;
      const users = await ask<ListedUser[]>(setting, '/users');
      const other = users.find(({ id }) => id > 1);
      assert.ok(other);
      await run(setting, 'Sign In…');
      await signInFromPick(setting, keyThatLasts(setting, 86_400, other.id));
      const person = await vscode.view('Account').item(`${other.firstName} ${other.lastName}`);
      await eventually(async () => assert.equal(await person.description(), other.email));
      assert.deepEqual(await offered(setting), [CUSTOM, `${CUSTOM} (active)`, SANDBOX]);
    });

    it('have names of one’s own, which the views, the status bar and every question then say', async () => {
      const { vscode } = setting;
      await switchProfile(setting.vscode, SANDBOX);
      await named(setting, SANDBOX);
      await run(setting, 'Rename Profile…');
      await vscode.inputBox.shown(`Rename ${SANDBOX}`);
      await vscode.inputBox.type(' ');
      await vscode.inputBox.accept();
      await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /Give it a name/));
      await vscode.inputBox.type('Acme · Production');
      await vscode.inputBox.accept();
      await eventually(async () =>
        assert.match(
          await vscode.inputBox.validationMessage(),
          /may not end in “Production”: this profile is for Sandbox/,
        ),
      );
      await vscode.inputBox.type('$(flame)Playground');
      await vscode.inputBox.accept();
      await named(setting, '$(flame)Playground · Sandbox');
      await (await vscode.view('API Clients').item('Warehouse bridge')).inlineAction(/Delete API Client/);
      await vscode.dialog.shown(/Delete the API client “Warehouse bridge” of .*Playground · Sandbox\?/);
      await vscode.dialog.button('Cancel');
      assert.deepEqual(await offered(setting), ['$(flame)Playground · Sandbox (active)', CUSTOM, CUSTOM]);
    });

    it('can be renamed from the pick, which stays where the active one is', async () => {
      const { vscode } = setting;
      await run(setting, 'Switch Profile…');
      await vscode.quickPick.shown(/Switch profile/);
      await vscode.quickPick.itemButton('$(flame)Playground · Sandbox', 'Rename…');
      await vscode.inputBox.shown('Rename $(flame)Playground · Sandbox');
      await vscode.inputBox.type('Playground');
      await vscode.inputBox.accept();
      await named(setting, 'Playground · Sandbox');
      await run(setting, 'Switch Profile…');
      await vscode.quickPick.itemButton('Playground · Sandbox', 'Sign Out…');
      await vscode.dialog.shown('Sign out of Playground · Sandbox?');
      await vscode.dialog.button('Cancel');
    });

    it('are signed out of one by one', async () => {
      const { vscode } = setting;
      await run(setting, 'Sign Out');
      await eventually(async () => assert.match(await vscode.view('Account').welcome(), /Sign In/));
      await eventually(async () => {
        assert.equal(await vscode.view('Account').description(), '');
        assert.ok(!(await vscode.statusBarTexts()).some((text) => text.includes('Playground')));
      });
      assert.deepEqual(await offered(setting), [CUSTOM, CUSTOM]);
      await vscode.screenshot('profiles-signed-out');
      await vscode.view('Account').welcomeButton('Switch to Another Account');
      await vscode.quickPick.shown(/Switch profile/);
      await vscode.quickPick.pick(CUSTOM);
      await named(setting, CUSTOM);
      await eventually(async () => assert.equal(await vscode.view('Users').size(), 51));
    });

    it('threw nothing that nobody caught', () => {
      assert.deepEqual(setting.vscode.pageErrors, []);
    });
  });
}
