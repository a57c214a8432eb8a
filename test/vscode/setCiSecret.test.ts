import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { setCiSecret } from '../../src/delivery/setCiSecret.ts';
import { openPersonFiles } from '../../src/platform/openPersonFiles.ts';
import type { SecretClipboard } from '../../src/ui/clipboard.ts';
import { openSandboxSession } from '../helpers/sandboxSession.ts';
import { eventually } from '../host/eventually.ts';

describe('A CI secret', () => {
  const { withProgress } = vscode.window;
  const { PATH } = process.env;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tripartie-slow-gh-'));
    process.env.PATH = folder;
  });
  afterEach(async () => {
    Object.assign(vscode.window, { withProgress });
    process.env.PATH = PATH;
    await rm(folder, { recursive: true });
  });

  it('is not waited for once the person cancels the look at gh, which is ended', async () => {
    const opened = await openSandboxSession();
    try {
      const pid = path.join(folder, 'pid');
      const script = `require('node:fs').writeFileSync(${JSON.stringify(pid)}, String(process.pid)); setInterval(() => {}, 9);`;
      await writeFile(path.join(folder, 'gh'), `#!/usr/bin/env -S ${process.execPath}\n${script}`);
      await chmod(path.join(folder, 'gh'), 0o755);
      const cancelling = new vscode.CancellationTokenSource();
      Object.assign(vscode.window, {
        withProgress: (options: vscode.ProgressOptions, work: Parameters<typeof withProgress>[1]) =>
          withProgress(options, (progress) => work(progress, cancelling.token)),
      });
      const delivery = { files: await openPersonFiles(), clipboard: {} as SecretClipboard };
      const key = { identifier: 'a'.repeat(32), secret: 'made_up', name: 'shop' };
      const setting = setCiSecret(delivery, await opened.signIn(), key);
      const ran = await eventually(async () => Number((await readFile(pid, 'utf8')) || assert.fail()));
      cancelling.cancel();
      await setting;
      await eventually(() => assert.throws(() => process.kill(ran, 0), /ESRCH/));
    } finally {
      await opened.close();
    }
  });
});
