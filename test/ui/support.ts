import assert from 'node:assert/strict';
import path from 'node:path';
import {
  createSandbox,
  type RequestLine,
  type Sandbox,
  type SandboxOptions,
  serveSandbox,
} from '../../src/sandbox/index.ts';
import { eventually } from '../host/eventually.ts';
import { root } from '../host/paths.ts';
import { startVsCode, type VsCodeOptions, type Workbench } from '../host/workbench.ts';

/** The package as a user installs it; `npm run test:ui` builds it first. */
export const builtPackage = path.join(root, 'dist/tripartie-account.vsix');

/** A VS Code with the built package, and an API of its own on a loopback port, offered as "Custom address". */
export interface Setting {
  readonly vscode: Workbench;
  readonly sandbox: Sandbox;
  readonly url: string;
  close(): Promise<void>;
}

/** The settings that are open, for the hooks that put things right when a test fails. */
export const openSettings = new Set<Setting>();

export async function openSetting(api: SandboxOptions = {}, editor: VsCodeOptions = {}): Promise<Setting> {
  const sandbox = createSandbox({ users: 120, apiClients: 6, pageSize: 50, ...api });
  const server = await serveSandbox(sandbox);
  try {
    const vscode = await startVsCode({
      vsix: builtPackage,
      ...editor,
      settings: { 'tripartie.apiUrl': server.url, ...editor.settings },
    });
    const setting = {
      vscode,
      sandbox,
      url: server.url,
      close: async () => {
        openSettings.delete(setting);
        await vscode.close();
        await server.close();
      },
    };
    openSettings.add(setting);
    return setting;
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** What the tests asked themselves: it tells nothing of what the extension makes of the answers. */
const askedByTests = new WeakSet<RequestLine>();

/** The requests of the extension that arrived at this API. */
export function requestsOf({ requests }: Sandbox): RequestLine[] {
  return requests.lines.filter((line) => !askedByTests.has(line));
}

/** Asks the API as another program would, with the owner's key. */
export function askAsAnother(setting: Setting, method: string, path: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${setting.sandbox.personalKey}`, 'content-type': 'application/json' };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  return sendAsAnother(setting, new Request(`${setting.url}${path}`, init));
}

/** Sends what another program would, whoever it says it is. */
export function sendAsAnother({ sandbox }: Setting, request: Request): Promise<Response> {
  const answer = sandbox.fetch(request);
  // It is written down as soon as it arrives.
  const line = sandbox.requests.lines.at(-1);
  if (line) askedByTests.add(line);
  return answer;
}

/** Between two tests: the API answers as it does, and no question or notification is on the screen. */
export async function putAway({ vscode, sandbox }: Setting): Promise<void> {
  sandbox.faults.clear();
  await vscode.putAway();
}

/** Signs out, where somebody is signed in, and waits until the Account view invites to sign in. */
export async function signOut({ vscode }: Setting): Promise<void> {
  const account = vscode.view('Account');
  const invites = async () => /Sign In/.test(await account.welcome());
  await eventually(async () => assert.ok((await invites()) || (await account.items()).length > 0));
  if (await invites()) return;
  await vscode.runCommand('Tripartie: Sign Out');
  await eventually(async () => assert.ok(await invites()));
}

/** Signs in with a personal key, as a person does from the Account view; a try before may have come as far. */
export async function signInWithKey(setting: Setting): Promise<void> {
  await setting.vscode.openContainer('Tripartie');
  await signOut(setting);
  const account = setting.vscode.view('Account');
  await account.welcomeButton('Sign In');
  await signInFromPick(setting);
  // The wizard closes before the key is kept, and a command would still ask to sign in.
  await eventually(async () => assert.notEqual(await account.description(), ''));
}

/** Goes through the wizard that "Sign In" opened, with the owner's key or another one. */
export async function signInFromPick({ vscode, sandbox }: Setting, key = sandbox.personalKey): Promise<void> {
  await vscode.quickPick.pick('Personal key');
  await vscode.quickPick.pick('Custom address');
  await vscode.inputBox.shown(/\(2\/2\)/);
  await vscode.inputBox.type(key);
  await vscode.inputBox.accept();
  await vscode.inputBox.closed();
}

/** Switches to the profile of that name, from the palette. */
export async function switchProfile(vscode: Workbench, name: string): Promise<void> {
  await vscode.runCommand('Tripartie: Switch Profile…');
  await vscode.quickPick.shown(/Switch profile/);
  await vscode.quickPick.pick(name);
}

/** Gives a profile another key in the input box that "Replace Key" opened; by default the owner's. */
export async function replaceKeyFromInput({ vscode, sandbox }: Setting, key = sandbox.personalKey): Promise<void> {
  await vscode.inputBox.shown(/^Replace the key of/);
  await vscode.inputBox.type(key);
  await vscode.inputBox.accept();
  await vscode.inputBox.closed();
}

/** Creates a client from the palette, up to the moment when the API is asked, and what happens just before it. */
export async function fillInClient(
  vscode: Workbench,
  name: string,
  scopes: readonly string[],
  justBefore: () => void = () => undefined,
): Promise<void> {
  await vscode.runCommand('Tripartie: Create API Client…');
  await vscode.inputBox.shown(/Create API client.*\(1\/2\)/);
  await vscode.inputBox.type(name);
  await vscode.inputBox.accept();
  await vscode.quickPick.shown(/\(2\/2\)/);
  // What an earlier attempt had chosen is still ticked.
  await vscode.quickPick.tick(scopes);
  justBefore();
  await vscode.quickPick.accept();
}

/** Waits until the secret of a new client is stored and offered, in the flow that made it, and chooses a row there. */
export async function chooseForNew(vscode: Workbench, name: string, choice = 'Done'): Promise<void> {
  await vscode.quickPick.shown(`“${name}” was created – its secret is stored in this editor`);
  await vscode.quickPick.pick(choice);
}
