import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { type HostVersion, releases } from '../host/versions.ts';
import { startVsCode, type Workbench } from '../host/workbench.ts';
import { builtPackage } from './support.ts';

for (const version of Object.keys(releases) as HostVersion[]) {
  describe(`The built package in the ${version} VS Code`, () => {
    let vscode: Workbench;
    before(async () => {
      vscode = await startVsCode({ version, vsix: builtPackage, builtIns: 'all' });
    });
    after(() => vscode.close());

    it('has a container with its three views', async () => {
      await vscode.openContainer('Tripartie');
      for (const name of ['Account', 'API Clients', 'Users']) await vscode.view(name).open();
    });

    it('invites to sign in', async () => {
      await eventually(async () => assert.match(await vscode.view('Account').welcome(), /Sign In/));
    });

    it('offers its commands in the palette', async () => {
      await eventually(async () =>
        assert.ok((await vscode.paletteEntries('Tripartie: Sign In')).includes('Tripartie: Sign In…')),
      );
    });

    it('signs in to the sandbox account from the palette, and lists its API clients and users', async () => {
      await vscode.runCommand('Tripartie: Sign In…');
      await vscode.quickPick.shown();
      await vscode.quickPick.pick('Sandbox account');
      for (const name of ['API Clients', 'Users']) {
        await eventually(async () => assert.ok((await vscode.view(name).size()) > 0, name));
      }
    });

    it('has a page in the Extensions view, on which no picture fails to load', async () => {
      await vscode.openContainer('Extensions');
      await vscode.page.locator('.extension-list-item', { hasText: 'Tripartie Account' }).first().click();
      await vscode.page.locator('.extension-editor .name', { hasText: 'Tripartie Account' }).waitFor();
      const page = await eventually(async () => {
        for (const frame of vscode.page.frames()) {
          const heading = frame.locator('h2', { hasText: 'The first five minutes' });
          if ((await heading.count()) > 0) return frame;
        }
        throw new Error('The page does not show the README.');
      });
      const failed = await page.locator('img').evaluateAll(async (images) => {
        const each = images as HTMLImageElement[];
        await Promise.all(each.map((image) => image.decode().catch(() => undefined)));
        return each.filter(({ naturalWidth }) => naturalWidth === 0).map(({ alt }) => alt);
      });
      assert.deepEqual(failed, []);
    });

    it('leaves no exception uncaught', () => {
      assert.deepEqual(vscode.pageErrors, []);
      const unhandled = vscode.console.filter(({ text }) => /rejected promise not handled|uncaught/i.test(text));
      assert.deepEqual(unhandled, []);
    });
  });
}
