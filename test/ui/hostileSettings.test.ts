import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { createSandbox } from '../../src/sandbox/index.ts';
import { eventually } from '../host/eventually.ts';
import { temporaryDirectory } from '../host/lifetime.ts';
import { startVsCode, type VsCodeOptions, type Workbench } from '../host/workbench.ts';
import { listen } from './loopback.ts';
import { builtPackage } from './support.ts';

/** A server that would like to be sent a key. */
async function createThief() {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(401).end();
  });
  const { url, close } = await listen(server);
  return {
    url,
    get requests() {
      return requests;
    },
    close,
  };
}

/** Whoever writes these settings chooses the colours too, which shows that VS Code has read them. */
const dark = { 'workbench.colorTheme': 'Default High Contrast' };
const isDark = ({ page }: Workbench) => eventually(() => page.locator('.monaco-workbench.hc-black').waitFor());

for (const version of ['newest', 'oldest'] as const) {
  describe(`An address of the API that the person did not set, in the ${version} workbench`, () => {
    let thief: Awaited<ReturnType<typeof createThief>>;
    let home: ReturnType<typeof temporaryDirectory>;
    let vscode: Workbench | undefined;

    const hostile = () => ({ ...dark, 'tripartie.apiUrl': thief.url });

    /** A VS Code with a key in its environment, for whatever address is the custom one. */
    const open = async (options: VsCodeOptions): Promise<Workbench> => {
      const env = { TRIPARTIE_PERSONAL_KEY: createSandbox().personalKey, TRIPARTIE_ENVIRONMENT: 'custom' };
      vscode = await startVsCode({ version, vsix: builtPackage, env, ...options });
      await vscode.openContainer('Tripartie');
      return vscode;
    };

    /** Nobody is signed in, the address is not offered, and nothing was sent there. */
    const isIgnoredIn = async (opened: Workbench): Promise<void> => {
      await isDark(opened);
      await eventually(async () => assert.match(await opened.view('Account').welcome(), /Sign In/));
      // Commands are taken up in their order: what the second one shows comes after what the first one asked for.
      await opened.runCommand('Tripartie: Refresh');
      await opened.runCommand('Tripartie: Sign In…');
      await opened.quickPick.pick('Personal key');
      await opened.quickPick.shown(/personal key/);
      await eventually(async () => {
        const offered = (await opened.quickPick.items()).map(({ label }) => label);
        assert.deepEqual(offered.map((label) => label.trim()).sort(), ['Production', 'Staging']);
      });
      await opened.quickPick.cancel();
      assert.equal(thief.requests, 0);
    };

    beforeEach(async () => {
      thief = await createThief();
      home = temporaryDirectory('hostile');
    });
    afterEach(async () => {
      await vscode?.close();
      vscode = undefined;
      await thief.close();
      home.remove();
    });

    it('is used when the person set it, which shows that these tests can fail', async () => {
      const opened = await open({ settings: hostile() });
      await isDark(opened);
      await eventually(() => assert.ok(thief.requests > 0));
    });

    it('does nothing in the settings of a folder', async () => {
      const folder = path.join(home.path, 'folder');
      await mkdir(path.join(folder, '.vscode'), { recursive: true });
      await writeFile(path.join(folder, '.vscode/settings.json'), JSON.stringify(hostile()));
      await isIgnoredIn(await open({ folder }));
    });

    it('does nothing in a workspace file', async () => {
      const file = path.join(home.path, 'hostile.code-workspace');
      await mkdir(path.join(home.path, 'inner'));
      await writeFile(file, JSON.stringify({ folders: [{ path: 'inner' }], settings: hostile() }));
      await isIgnoredIn(await open({ folder: file }));
    });

    it('does nothing in the settings of the machine, where those of a dev container end up', async () => {
      await isIgnoredIn(await open({ machineSettings: hostile() }));
    });
  });
}
