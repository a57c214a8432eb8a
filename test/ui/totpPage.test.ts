import assert from 'node:assert/strict';
import { URI } from 'otpauth';
import { eventually } from '../host/eventually.ts';
import { ownWords } from './refusal.ts';
import { openSetting, putAway, type Setting, signInWithKey } from './support.ts';
import { TwoFactorPanel } from './twoFactorPanel.ts';

const TOGGLE = '*/totp-toggle';
/** `GET /me` of somebody who has two-factor sign-in. */
const ON = '{"id":1,"roles":[],"2fa":true}';

/** Leads through every state of the panel and calls `look` in each. */
async function tour(setting: Setting, look: (panel: TwoFactorPanel, state: string) => Promise<void>): Promise<void> {
  const { sandbox, vscode } = setting;
  const panel = new TwoFactorPanel(vscode);
  // The Account view asks the same at times of its own: what the panel shall hear, everybody hears.
  sandbox.faults.add({ path: '/me', kind: 'replace', status: 404, body: ownWords(404), times: 'always' });
  await vscode.runCommand('Tripartie: Set Up Two-Factor Sign-In');
  await panel.shown('Your account could not be looked at');
  await look(panel, 'failed');
  sandbox.faults.clear();
  await panel.press('Try again');
  await panel.shown('Two-factor sign-in');
  await look(panel, 'intro');
  sandbox.faults.add({ path: '*/totp-setup', kind: 'replace', status: 404, body: ownWords(404) });
  await panel.press('Show QR code');
  await eventually(async () => assert.match(await panel.text(), /nothing has changed/));
  await look(panel, 'no-key');
  await panel.press('Show QR code');
  await panel.shown(/Scan this/);
  await panel.readQr();
  await look(panel, 'scan');
  await panel.enter('000000');
  await panel.complaint();
  await look(panel, 'wrong-code');
  sandbox.faults.add({ path: TOGGLE, kind: 'hang', when: 'before' });
  await panel.enter('000001');
  await eventually(async () => assert.match(await panel.status(), /Checking/));
  await look(panel, 'checking');
  await panel.close();
  await panel.open();
  await panel.press('Show QR code');
  await panel.shown(/Scan this/);
  sandbox.faults.add({ path: TOGGLE, kind: 'reset', when: 'before' });
  sandbox.faults.add({ path: '/me', kind: 'replace', status: 404, body: ownWords(404), times: 'always' });
  await panel.enter('000002');
  await panel.shown('It is not known whether it is on');
  await look(panel, 'unknown');
  sandbox.faults.clear();
  sandbox.faults.add({ path: '/me', kind: 'replace', status: 200, body: ON, times: 'always' });
  await panel.press('Ask Tripartie');
  await panel.shown('Two-factor sign-in is on');
  await look(panel, 'on');
  await panel.press('Done');
  sandbox.faults.clear();
  sandbox.faults.add({ path: '/me', kind: 'replace', status: 200, body: ON, times: 'always' });
  await vscode.runCommand('Tripartie: Set Up Two-Factor Sign-In');
  await panel.shown('Two-factor sign-in is on already');
  await look(panel, 'already-on');
  sandbox.faults.clear();
  await panel.press('Close');
  await panel.open();
  await vscode.runCommand('Tripartie: Sign Out');
  await panel.shown('The account changed');
  await look(panel, 'ended');
}

describe('The page for two-factor set-up', () => {
  let setting: Setting | undefined;
  afterEach(async () => {
    await setting?.close();
    setting = undefined;
  });

  for (const theme of ['light', 'dark', 'hc-light', 'hc-dark'] as const) {
    it(`is accessible in every state, ${theme}`, async () => {
      setting = await openSetting({}, { theme });
      const { vscode } = setting;
      await signInWithKey(setting);
      await tour(setting, async (panel, state) => {
        await vscode.screenshot(`two-factor/${theme}-${state}`);
        assert.deepEqual(await panel.violations(), [], state);
      });
    }).timeout(120_000);
  }

  it('is usable in a panel 400 pixels wide, and at 200 % zoom', async () => {
    setting = await openSetting({}, { version: 'oldest', size: { width: 448, height: 900 } });
    const { vscode } = setting;
    await signInWithKey(setting);
    await vscode.runCommand('View: Toggle Primary Side Bar Visibility');
    await tour(setting, async (panel, state) => {
      await vscode.screenshot(`two-factor/narrow-${state}`);
      assert.equal(await panel.overflow(), 0, state);
      if (state === 'scan') assert.match(await panel.readQr(), /^otpauth:/);
      const frame = await panel.frame();
      // Zooming in makes the room smaller and the letters larger; of the editor, only these two reach the panel.
      await frame.evaluate(() => document.documentElement.style.setProperty('zoom', '2'));
      await vscode.screenshot(`two-factor/narrow-zoomed-${state}`);
      assert.ok((await panel.overflow()) <= 1, `${state}, zoomed`);
      await frame.evaluate(() => document.documentElement.style.removeProperty('zoom'));
    });
  }).timeout(120_000);

  it('takes no message but the extension’s own, and the extension none but the page’s', async () => {
    setting = await openSetting();
    const { vscode, sandbox } = setting;
    // The page's own way to the extension is kept where this test finds it, before the page takes it away.
    await vscode.page.addInitScript(() => {
      let acquire: (() => object) | undefined;
      Object.defineProperty(globalThis, 'acquireVsCodeApi', {
        configurable: true,
        get: () => () => Object.assign(globalThis, { editor: acquire?.() }).editor,
        set: (value) => {
          acquire = value;
        },
      });
    });
    await signInWithKey(setting);
    const panel = await new TwoFactorPanel(vscode).open();
    await panel.press('Show QR code');
    await panel.shown(/Scan this/);
    const frame = await panel.frame();
    const before = sandbox.requests.total;
    await frame.evaluate(() => {
      const { editor } = globalThis as unknown as { editor: { postMessage(message: unknown): void } };
      for (const message of [
        undefined,
        'turnOn',
        { type: 'turnOn' },
        { type: 'turnOn', code: 123456 },
        { type: 'turnOn', code: '1'.repeat(10_000) },
        { type: 'turnOn', code: '123456', totpEnabled: true },
        { type: 'state', state: { step: 'on' } },
        { type: 'begin' },
        { type: 'askAgain' },
        { type: 'turnOff' },
        { type: 'signIn' },
      ]) {
        editor.postMessage(message);
      }
      // The page's own window is not the editor: neither form nor content makes it so.
      window.postMessage({ type: 'state', state: { step: 'on' } }, '*');
    });
    const outer = frame.parentFrame();
    await outer?.evaluate(() => {
      const inner = (document.getElementById('active-frame') as HTMLIFrameElement).contentWindow;
      inner?.postMessage({ type: 'state', state: { step: 'on', html: '<b>' } }, window.origin);
      inner?.postMessage({ type: 'state', state: { step: 'scan', uri: 'javascript:alert(1)' } }, window.origin);
      inner?.postMessage('{"type":"state"}', window.origin);
    });
    // A frame of another origin, such as another extension's panel, can reach the page's window, but not be the editor.
    await vscode.page.evaluate(() => {
      const stranger = Object.assign(document.createElement('iframe'), { name: 'stranger', srcdoc: '<p>' });
      stranger.sandbox.add('allow-scripts');
      document.body.append(stranger);
    });
    const stranger = await eventually(() => {
      const found = vscode.page.frame('stranger');
      assert.ok(found);
      return found;
    });
    const reached = await stranger.evaluate(() => {
      let count = 0;
      for (let index = 0; index < window.parent.frames.length; index++) {
        const outer = window.parent.frames[index];
        if (!outer?.length) continue;
        outer[0]?.postMessage({ type: 'state', state: { step: 'on' } }, '*');
        count++;
      }
      return count;
    });
    assert.ok(reached > 0);
    // An honest message after the forged ones: when it has its effect, they had theirs.
    await panel.press('Copy key');
    await eventually(async () => assert.match(await panel.status(), /clipboard/));
    await panel.shown(/Scan this/);
    assert.equal(sandbox.requests.total, before);
    assert.ok(!(await vscode.quickPick.isOpen()));
    await panel.enter('000000');
    assert.match(await panel.complaint(), /not right/);
  });
});

describe('The page for two-factor set-up, where less motion is asked for', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting({}, { settings: { 'workbench.reduceMotion': 'on' } });
    await signInWithKey(setting);
  });
  after(() => setting.close());
  afterEach(() => putAway(setting));

  it('moves nothing', async () => {
    const panel = await new TwoFactorPanel(setting.vscode).open();
    setting.sandbox.faults.add({ path: '*/totp-setup', kind: 'hang', when: 'before' });
    await panel.press('Show QR code');
    const frame = await panel.frame();
    await frame.waitForSelector('.waiting');
    assert.deepEqual(await frame.evaluate(() => document.getAnimations().length), 0);
    await panel.close();
  });

  // The last one: a browser that was sent to a link that nobody takes is closed with it.
  it('hands the same key to an application that takes such links', async () => {
    const { page } = setting.vscode;
    const panel = await new TwoFactorPanel(setting.vscode).open();
    await panel.press('Show QR code');
    const scanned = URI.parse(await panel.readQr());
    const link = page.waitForRequest((request) => request.url().startsWith('otpauth:'));
    await panel.press('Open in authenticator app');
    const handed = URI.parse((await link).url());
    assert.deepEqual(
      [handed.label, handed.issuer, handed.secret.base32],
      [scanned.label, scanned.issuer, scanned.secret.base32],
    );
  });
});
