import assert from 'node:assert/strict';
import path from 'node:path';
import { createSandbox, type Sandbox, serveSandbox } from '../../src/sandbox/index.ts';
import { eventually } from '../host/eventually.ts';
import { startVsCode, type Workbench } from '../host/workbench.ts';
import { builtPackage, chooseForNew, fillInClient } from './support.ts';

/** Nothing listens there: what were not led to the stand-in would end here, and not at the real API. */
const nowhere = 'http://127.0.0.1:8';

for (const version of ['newest', 'oldest'] as const) {
  describe(`Production, in the ${version} workbench`, () => {
    let sandbox: Sandbox;
    let server: { readonly url: string; close(): Promise<void> };
    let vscode: Workbench;
    before(async () => {
      sandbox = createSandbox({ users: 20 });
      await server?.close();
      server = await serveSandbox(sandbox);
      vscode = await startVsCode({
        version,
        vsix: builtPackage,
        development: path.join(import.meta.dirname, 'reroute'),
        env: { TEST_STAND_IN: server.url },
        settings: { 'http.proxy': nowhere, 'http.noProxy': ['127.0.0.1'] },
      });
      await vscode.openContainer('Tripartie');
      await vscode.view('Account').welcomeButton('Sign In');
      await vscode.quickPick.pick('Personal key');
      await vscode.quickPick.pick('Production');
      await vscode.inputBox.shown(/^Sign in to Production/);
      await vscode.inputBox.type(sandbox.personalKey);
      await vscode.inputBox.accept();
      await vscode.quickPick.shown(/^Sign in to Production.*\(3\/3\)/);
      // By the keyboard: the pointer rests on the first row, whose explanation then covers the second.
      const chosen = vscode.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Allow changes' });
      await eventually(async () => {
        await vscode.page.keyboard.press('ArrowDown');
        assert.ok(await chosen.isVisible());
      });
      await vscode.quickPick.accept();
      await vscode.view('Users').item('Camille Lefèvre');
    });
    after(async () => {
      await vscode?.close();
      await server.close();
    });

    const removals = () => sandbox.requests.lines.filter(({ method }) => method === 'DELETE').map((line) => line.path);
    /** Asks for the removal of the second user, up to the question for the name. */
    const ask = async () => {
      const row = await eventually(async () => {
        const [, second] = await vscode.view('Users').items();
        assert.ok(second);
        return second;
      });
      const email = row.description.split(' · ')[0] ?? '';
      await (await vscode.view('Users').item(row.label)).contextMenu('Remove User…');
      await vscode.dialog.shown(`Remove ${row.label} from Acme Sandbox · Production?`);
      await vscode.dialog.button('Remove');
      await vscode.inputBox.shown(new RegExp(`^Remove ${row.label} – Acme Sandbox · Production`));
      await eventually(async () =>
        assert.match(await vscode.inputBox.message(), new RegExp(`^This is production\\. Type ${email} to remove`)),
      );
      return { name: row.label, email };
    };

    const isReadOnly = async () => {
      await vscode.view('Account').item('Read-only');
    };

    it('looks different, in colours and in words that are read out', async () => {
      const name = 'Acme Sandbox · Production';
      const item = vscode.page.locator('.statusbar-item', { hasText: `${name} – live data` });
      await item.waitFor();
      const spoken = item.locator('[aria-label]').first();
      assert.match((await spoken.getAttribute('aria-label')) ?? '', /Production, live production data/);
      const colours = await item.evaluate((element) => {
        const probe = document.createElement('span');
        probe.style.backgroundColor = 'var(--vscode-statusBarItem-warningBackground)';
        element.append(probe);
        const warning = getComputedStyle(probe).backgroundColor;
        probe.remove();
        return [getComputedStyle(element).backgroundColor, warning];
      });
      assert.equal(colours[0], colours[1]);
      const row = (await vscode.view('Account').items()).find(({ label }) => label === 'Production');
      assert.equal(row?.icon, 'flame', 'an icon that nothing else has');
      // Said first: the side bar cuts off what comes after it.
      assert.match(row.description, /^live data – https/);
      assert.match(row.spoken, /^Warning: Production, .*live data/);
      await eventually(async () => assert.equal(await vscode.view('Account').description(), name));
      await vscode.screenshot('production');
    });

    it('leaves everybody as they are when the question for the name is left', async () => {
      const { name } = await ask();
      await vscode.inputBox.cancel();
      await vscode.inputBox.closed();
      await vscode.view('Users').item(name);
      assert.deepEqual(removals(), []);
    });

    it('takes no other name, and removes once the email is typed', async () => {
      const { name, email } = await ask();
      for (const wrong of ['', name, email.slice(0, -1)]) {
        await vscode.inputBox.type(wrong);
        await vscode.inputBox.accept();
        await eventually(async () =>
          assert.match(await vscode.inputBox.validationMessage(), /or press Escape to leave/),
        );
      }
      assert.deepEqual(removals(), []);
      await vscode.screenshot('users-remove-production');
      await vscode.inputBox.type(email.toUpperCase());
      await vscode.inputBox.accept();
      await eventually(() => assert.deepEqual(removals(), ['/users/2']));
      await eventually(async () => {
        const labels = (await vscode.view('Users').items()).map(({ label }) => label);
        assert.ok(!labels.includes(name), labels.join(', '));
      });
    });

    it('deletes an API client whose name looks like a command, once it is typed as it is shown', async () => {
      const name = 'ci-$(hostname)';
      await fillInClient(vscode, name, ['OFFER_READ']);
      await chooseForNew(vscode, name);
      const row = await vscode.view('API Clients').item(name);
      await row.inlineAction(/Delete API Client/);
      await vscode.dialog.shown(/ci-/);
      await vscode.dialog.button('Delete');
      await vscode.inputBox.shown(/ci-/);
      await vscode.inputBox.type('ci-');
      await vscode.inputBox.accept();
      await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /or press Escape to leave/));
      await vscode.inputBox.type(name);
      await vscode.inputBox.accept();
      await eventually(() => assert.match(removals().at(-1) ?? '', /^\/api-clients\//));
      await eventually(async () => {
        const labels = (await vscode.view('API Clients').items()).map(({ label }) => label);
        assert.ok(!labels.includes(name), labels.join(', '));
      });
    });

    it('may be looked at only with an API client’s credentials too, which are asked for the same', async () => {
      const { apiClient } = sandbox.credentials;
      assert.ok(apiClient);
      await vscode.runCommand('Tripartie: Sign In…');
      await vscode.quickPick.pick('API client credentials');
      await vscode.quickPick.pick('Production');
      for (const [index, text] of [apiClient.identifier, apiClient.secret].entries()) {
        await vscode.inputBox.shown(
          new RegExp(`^Sign in to Production with API client credentials.*\\(${index + 2}/4\\)`),
        );
        await vscode.inputBox.type(text);
        await vscode.inputBox.accept();
      }
      await vscode.quickPick.shown(/^Sign in to Production with API client credentials.*\(4\/4\)/);
      await vscode.quickPick.pick('Look only');
      await isReadOnly();
      await vscode.view('Account').item('API client');
    });

    it('may be looked at only with email and password too, which is asked before what does not last', async () => {
      const { email, password, captcha } = sandbox.credentials;
      await vscode.runCommand('Tripartie: Sign In…');
      await vscode.quickPick.pick('Email and password');
      await vscode.quickPick.pick('Production');
      await vscode.dialog.button('Go On');
      await vscode.quickPick.shown('Sign in to Production with email and password');
      const before = sandbox.requests.lines.length;
      await vscode.quickPick.pick('Look only');
      for (const [index, text] of [email, password, captcha, ''].entries()) {
        await vscode.inputBox.shown(new RegExp(`^Sign in to Production with email and password.*\\(${index + 1}/4\\)`));
        assert.equal(sandbox.requests.lines.length, before);
        await vscode.inputBox.type(text);
        await vscode.inputBox.accept();
      }
      await vscode.view('Account').item('Camille Lefèvre');
      await isReadOnly();
      assert.deepEqual(vscode.pageErrors, []);
    });
  });
}
