import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import type { Workbench } from '../host/workbench.ts';
import { makeRowKey, type RowKey } from './reloadSteps.ts';
import type { Setting } from './support.ts';

/** A window with its extension host, which is the only one that was started since. */
export interface HostOf {
  readonly vscode: Workbench;
  readonly others: readonly number[];
}

/** Ends the extension host of a window as a crash does, and waits until VS Code has started another in the same page. */
export async function killHost({ vscode, others }: HostOf): Promise<void> {
  const isOthers = (pid: number) => others.includes(pid);
  const [host, ...more] = (await vscode.server.extensionHosts()).filter((pid) => !isOthers(pid));
  assert.ok(host !== undefined && more.length === 0, 'it is known which one is the window’s');
  const loaded = await vscode.page.evaluate(() => performance.timeOrigin);
  process.kill(host, 'SIGKILL');
  await eventually(async () => {
    const hosts = (await vscode.server.extensionHosts()).filter((pid) => !isOthers(pid));
    assert.ok(hosts.length === 1 && hosts[0] !== host);
  });
  assert.equal(await vscode.page.evaluate(() => performance.timeOrigin), loaded, 'the page has stayed');
}

/** Of the only window there is. */
export async function only(vscode: Workbench): Promise<HostOf> {
  await eventually(async () => assert.equal((await vscode.server.extensionHosts()).length, 1));
  return { vscode, others: [] };
}

/** The page is loaded anew: VS Code starts a host that dies too often in one no more. */
export async function reload({ vscode }: Setting): Promise<void> {
  await vscode.reload();
  await vscode.openContainer('Tripartie');
  await vscode.view('Users').item(/Camille/);
}

/** A key that a program had before, in the list of the window. */
export async function keyInSight(setting: Setting, name: string): Promise<RowKey> {
  const key = await makeRowKey(setting, name);
  await setting.vscode.runCommand('Tripartie: Refresh');
  await setting.vscode.view('API Clients').item(name);
  return key;
}
