import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parseApiOrigin } from '../../src/api/index.ts';
import { createSandbox, type Sandbox, serveSandbox } from '../../src/sandbox/index.ts';
import { SANDBOX_OWNER } from '../../src/session/profiles/profile.ts';
import { StoreError } from '../../src/session/secrets/vault.ts';
import { lookAgain, reloadWindow } from '../../src/signIn/lookAgain.ts';
import { replaceKey } from '../../src/signIn/manageProfile.ts';
import { askWithPassword } from '../../src/signIn/withPassword.ts';
import { useWindows } from '../helpers/windows.ts';
import { eventually } from '../host/eventually.ts';

describe('Signing in', () => {
  const windows = useWindows();
  const { createInputBox, showErrorMessage, showInformationMessage, showWarningMessage } = vscode.window;
  /** What was said, newest last. */
  let told: string[];
  /** The button that is pressed in what is said; `undefined`: none. */
  let pressed: string | undefined;
  /** The input boxes that were made, newest last. */
  let inputs: vscode.InputBox[];

  beforeEach(() => {
    told = [];
    inputs = [];
    pressed = undefined;
    const say = async (message: string, ...rest: (vscode.MessageOptions | vscode.MessageItem)[]) => {
      told.push(message);
      return rest.find((each) => 'title' in each && each.title === pressed);
    };
    Object.assign(vscode.window, {
      showErrorMessage: say,
      showInformationMessage: say,
      showWarningMessage: say,
      createInputBox: () => {
        const input = createInputBox();
        inputs.push(input);
        return input;
      },
    });
  });
  afterEach(() => {
    Object.assign(vscode.window, { createInputBox, showErrorMessage, showInformationMessage, showWarningMessage });
  });

  describe('with email and password', () => {
    let sandbox: Sandbox;
    let server: { readonly url: string; close(): Promise<void> };
    beforeEach(async () => {
      sandbox = createSandbox();
      server = await serveSandbox(sandbox);
    });
    afterEach(() => server.close());

    /** Answers the next question: email, password, captcha, code. */
    async function answer(nth: number, text: string): Promise<void> {
      const input = await eventually(() => {
        const found = inputs[nth];
        assert.ok(found);
        return found;
      });
      input.value = text;
      // It may not be in sight yet; what follows it is another input, or the one that is shown while it is sent.
      await eventually(async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        assert.ok(inputs.length > nth + 1);
      });
    }

    it('spends captcha and code once, though who it is could not be asked at first', async () => {
      const origin = parseApiOrigin(server.url);
      // A read is tried three times by itself.
      sandbox.faults.add({ kind: 'replace', status: 503, body: '{}', path: '/me', times: 3 });
      pressed = 'Try Again';
      const asked = askWithPassword({ title: 'Sign in', environment: 'sandbox', origin });
      const { email, password, captcha } = sandbox.credentials;
      for (const [nth, text] of [email, password, captcha, ''].entries()) await answer(nth, text);
      const found = await asked;
      assert.equal(found?.me.email, email);
      assert.match(told.join(), /^You are not signed in\. Tripartie cannot answer at the moment/);
      const sent = sandbox.requests.lines.filter(({ method }) => method === 'POST');
      assert.equal(sent.length, 1);
    });
  });

  it('tries again without a reload, and says when the store still does not answer', async () => {
    const origin = parseApiOrigin('https://nowhere.example');
    const first = windows.open();
    const credential = { kind: 'personalKey', jwt: 'a.b.c' } as const;
    await first.signIn({ environment: 'custom', origin, kind: 'personalKey', subject: 'jane', credential });
    windows.store.fault = 'throws';
    const window = windows.open();
    await window.current();
    await lookAgain(window);
    assert.match(told.join(), /still does not answer/);
    windows.store.fault = 'none';
    await lookAgain(window);
    assert.equal(told.length, 1);
    assert.ok(await window.account());
  });

  it('asks before a reload that would end secrets which nobody has saved', async () => {
    const window = windows.open();
    await window.signIn(SANDBOX_OWNER);
    const { secrets } = await windows.accountOf(window);
    windows.store.fault = 'throws';
    await assert.rejects(secrets.keep('client', 'sandbox_secret'), StoreError);
    await reloadWindow(window);
    assert.deepEqual(told, ['Reload with a secret that is not saved?'], 'and the window is still here');
  });

  it('asks for no key where none can take its place', async () => {
    const window = windows.open();
    await window.signIn(SANDBOX_OWNER);
    await replaceKey(window);
    assert.match(told[0] ?? '', /^The sandbox makes the key of this account itself/);
    await replaceKey(window, 'gone');
    assert.equal(told[1], 'You are signed out of this profile.', 'not the key of the one that is shown');
    assert.equal(inputs.length, 0);
  });
});
