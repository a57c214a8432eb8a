import assert from 'node:assert/strict';
import fc from 'fast-check';
import { eventually } from '../host/eventually.ts';
import { everyAnswerIsMet } from './documented.ts';
import { ownWords } from './refusal.ts';
import { findSecrets } from './secretSearch.ts';
import { openSetting, type Setting, signInWithKey } from './support.ts';
import { codeOf, isOff, noteUris, openToCode } from './twoFactor.ts';
import { TwoFactorPanel } from './twoFactorPanel.ts';

const SETUP = '*/totp-setup';
const TOGGLE = '*/totp-toggle';

const toggles = ({ sandbox }: Setting) => sandbox.requests.lines.filter(({ path }) => path.endsWith('/totp-toggle'));

/** Holds the next code back on its way to the API. @returns what lets it go on, once it was sent */
async function holdToggle({ sandbox }: Setting, send: () => Promise<void>): Promise<() => void> {
  const answer = sandbox.fetch;
  let letGo: () => void = () => assert.fail('no code was sent');
  const sent = new Promise<void>((resolve) => {
    sandbox.fetch = async (request) => {
      if (request.url.endsWith('/totp-toggle')) {
        sandbox.fetch = answer;
        await new Promise<void>((go) => {
          letGo = go;
          resolve();
        });
      }
      return answer(request);
    };
  });
  await send();
  await sent;
  return letGo;
}

describe('The panel for two-factor set-up', () => {
  let setting: Setting;
  let given: string[];
  before(async () => {
    setting = await openSetting();
    given = noteUris(setting);
    await signInWithKey(setting);
  });
  after(() => setting.close());
  afterEach(async () => {
    setting.sandbox.faults.clear();
    await new TwoFactorPanel(setting.vscode).close();
  });

  it('draws any address so that another decoder reads the same from the screen', async () => {
    const { sandbox } = setting;
    const base32 = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
    const addresses = fc.sample(
      fc.tuple(fc.emailAddress(), fc.string({ unit: base32, minLength: 52, maxLength: 52 })),
      { numRuns: 10, seed: 7 },
    );
    const panel = new TwoFactorPanel(setting.vscode);
    for (const [email, secret] of addresses) {
      const totpUri = `otpauth://totp/${encodeURIComponent(`Tripartie:${email}`)}?issuer=Tripartie&secret=${secret}`;
      sandbox.faults.add({ path: SETUP, kind: 'replace', status: 200, body: JSON.stringify({ totpUri }) });
      await panel.open();
      await panel.press('Show QR code');
      assert.equal(await panel.readQr(), totpUri);
      await panel.close();
    }
  }).timeout(120_000);

  it('refuses an address that apps would not understand, and shows none of it', async () => {
    const panel = await new TwoFactorPanel(setting.vscode).open();
    const totpUri = 'otpauth://hotp/Tripartie%3Ajane?issuer=Tripartie&secret=SANDBOXCANARYSANDBOXCANARYSANDBO';
    for (const body of [{ totpUri }, { totpUri: totpUri.replace('hotp', 'totp').replace('CANARY', 'C4N4R1') }, {}]) {
      const fault = setting.sandbox.faults.add({
        path: SETUP,
        kind: 'replace',
        status: 200,
        body: JSON.stringify(body),
      });
      await panel.press('Show QR code');
      // The words are the same each time: those of the one before are gone once this one is asked for.
      await eventually(() => assert.equal(fault.fired, 1));
      await eventually(async () => assert.match(await panel.text(), /nothing has changed/i));
      assert.ok(!/SANDBOX/.test(await panel.text()));
    }
  });

  it('says at the field that a code is wrong, is ready again, and sends each code once', async () => {
    const panel = await openToCode(setting);
    const before = toggles(setting).length;
    // A live region has to be there before its words: those of one that comes with them are not read out.
    assert.deepEqual([await panel.announced('alert'), await panel.announced('status')], ['', '']);
    await panel.enter('12345');
    assert.match(await panel.complaint(), /Type the 6 digits/);
    await panel.enter('000 000');
    await eventually(async () => assert.match(await panel.complaint(), /not right/));
    assert.equal(await panel.code.getAttribute('aria-invalid'), 'true');
    await panel.code.press('Enter');
    await eventually(async () => assert.match(await panel.complaint(), /tried already/));
    assert.equal(toggles(setting).length - before, 1);
  });

  it('says what each refusal of the API means, and that nothing is on', async () => {
    const { sandbox } = setting;
    const panel = await openToCode(setting);
    for (const [status, words] of [
      [400, /not right/],
      [404, /no longer exists/],
      [429, /Too many requests/],
    ] as const) {
      sandbox.faults.add({ path: TOGGLE, kind: 'replace', status, body: ownWords(status) });
      await panel.enter(codeOf(given.at(-1) ?? '', status));
      await eventually(async () => assert.match(await panel.complaint(), words), 60_000);
    }
    await isOff(setting);
  }).timeout(120_000);

  it('asks whether it is on when the answer was lost, and never sends again', async () => {
    const { sandbox } = setting;
    const panel = await openToCode(setting);
    const before = toggles(setting).length;
    sandbox.faults.add({ path: TOGGLE, kind: 'reset', when: 'before' });
    await panel.enter(codeOf(given.at(-1) ?? ''));
    await eventually(async () => assert.match(await panel.complaint(), /answer was lost, and nothing has changed/));
    sandbox.faults.add({ path: TOGGLE, kind: 'status', status: 500, when: 'after' });
    sandbox.faults.add({ path: '/me', kind: 'replace', status: 404, body: ownWords(404), times: 'always' });
    await panel.enter(codeOf(given.at(-1) ?? '', 1));
    await panel.shown('It is not known whether it is on');
    sandbox.faults.clear();
    await panel.press('Ask Tripartie');
    await panel.shown('Two-factor sign-in is on');
    assert.equal(toggles(setting).length - before, 2);
    await panel.press('Done');
  });

  it('offers to look again before turning off, and says after Escape too that an answer was lost', async () => {
    const { sandbox, vscode } = setting;
    sandbox.faults.add({ path: '/me', kind: 'status', status: 503, times: 'always' });
    await vscode.runCommand('Tripartie: Turn Off Two-Factor Sign-In…');
    const failed = await vscode.notifications.shown(/Nothing was turned off/);
    sandbox.faults.clear();
    await failed.button('Try Again');
    await vscode.inputBox.shown(/Turn off/);
    const letGo = await holdToggle(setting, async () => {
      await vscode.inputBox.type('000003');
      await vscode.inputBox.accept();
    });
    sandbox.faults.add({ path: TOGGLE, kind: 'status', status: 500 });
    sandbox.faults.add({ path: '/me', kind: 'replace', status: 404, body: ownWords(404), times: 'always' });
    await vscode.inputBox.cancel();
    letGo();
    await (await vscode.notifications.shown(/answer to your code was lost, so two-factor sign-in may be on/)).dismiss();
  });

  it('turns off although the answer was lost, when the account says so', async () => {
    const { sandbox, vscode } = setting;
    await vscode.runCommand('Tripartie: Turn Off Two-Factor Sign-In…');
    sandbox.faults.add({ path: TOGGLE, kind: 'truncate', bytes: 1 });
    await vscode.inputBox.shown(/Turn off/);
    await vscode.inputBox.type(codeOf(given.at(-1) ?? ''));
    await vscode.inputBox.accept();
    await (await vscode.notifications.shown(/Two-factor sign-in is off/)).dismiss();
    await vscode.runCommand('Tripartie: Turn Off Two-Factor Sign-In…');
    await (await vscode.notifications.shown(/is off already/)).dismiss();
  });

  it('mentions a clock that is far off, before a code is wasted', async () => {
    const { sandbox, vscode } = setting;
    const date = new Date(Date.now() - 5 * 60_000).toUTCString();
    const totpUri = `otpauth://totp/Tripartie%3Ajane?issuer=Tripartie&secret=${'SANDBOX2'.repeat(4)}`;
    const body = JSON.stringify({ totpUri });
    sandbox.faults.add({ path: SETUP, kind: 'replace', status: 200, body, headers: { date } });
    const panel = await new TwoFactorPanel(vscode).open();
    await panel.press('Show QR code');
    await panel.shown(/Scan this/);
    assert.match(await panel.text(), /clock of this computer is 5 minutes ahead of Tripartie’s/);
    await vscode.screenshot('two-factor/clock');
  });

  it('draws an unusual key in the spelling of all apps, names what is unusual, and helps after two wrong codes', async () => {
    const { sandbox, vscode } = setting;
    const totpUri = 'OTPAUTH://totp/Acme:jane?secret=sand-boxx-2345-67ab&digits=8&period=60&algorithm=sha256';
    sandbox.faults.add({ path: SETUP, kind: 'replace', status: 200, body: JSON.stringify({ totpUri }) });
    const panel = await new TwoFactorPanel(vscode).open();
    await panel.press('Show QR code');
    assert.equal(
      await panel.readQr(),
      'otpauth://totp/Acme%3Ajane?algorithm=SHA256&digits=8&issuer=Acme&period=60&secret=SANDBOXX234567AB',
    );
    assert.match(await panel.text(), /8 digits, a new code every 60 seconds, SHA-256.*key is short: 80 bits/s);
    for (const [code, told] of [
      ['12345678', /not right. Wait/],
      ['8765 4321', /date and time by itself/],
    ] as const) {
      sandbox.faults.add({ path: TOGGLE, kind: 'replace', status: 422, body: ownWords(422) });
      await panel.enter(code);
      await eventually(async () => assert.match(await panel.complaint(), told));
    }
    await vscode.screenshot('two-factor/unusual');
  });

  it('says why the account cannot be looked at, and tries again', async () => {
    const { sandbox, vscode } = setting;
    sandbox.faults.add({ path: '/me', kind: 'replace', status: 404, body: ownWords(404), times: 'always' });
    await vscode.runCommand('Tripartie: Set Up Two-Factor Sign-In');
    const panel = new TwoFactorPanel(vscode);
    await panel.shown('Your account could not be looked at');
    sandbox.faults.clear();
    await panel.press('Try again');
    await panel.shown('Two-factor sign-in');
    await panel.press('Not now');
  });

  it('says what each refusal of a key means, and that nothing has changed', async () => {
    const { sandbox, vscode } = setting;
    const panel = await new TwoFactorPanel(vscode).open();
    for (const [status, words] of [
      [400, /did not accept it/],
      [404, /no longer exists/],
      [422, /did not accept it/],
      [429, /Too many requests/],
      [500, /may or may not have been done/],
    ] as const) {
      sandbox.faults.add({ path: SETUP, kind: 'replace', status, body: ownWords(status) });
      await panel.press('Show QR code');
      await eventually(async () => assert.match(await panel.text(), words));
      assert.match(await panel.text(), /There is no key yet, and nothing has changed/);
    }
  });

  it('says what each refusal to tell of the account means', async () => {
    const { sandbox, vscode } = setting;
    const panel = new TwoFactorPanel(vscode);
    for (const [status, words] of [
      [429, /Too many requests/],
      [500, /error 500|cannot be reached/],
    ] as const) {
      const fault = sandbox.faults.add({
        path: '/me',
        kind: 'replace',
        status,
        body: ownWords(status),
        times: 'always',
      });
      await vscode.runCommand('Tripartie: Set Up Two-Factor Sign-In');
      await panel.shown('Your account could not be looked at');
      assert.match(await panel.text(), words);
      fault.remove();
      await panel.close();
    }
  });

  it('copies the key, and shows it again when it comes back into sight', async () => {
    const { vscode } = setting;
    const panel = await openToCode(setting);
    const key = await panel.key();
    await panel.press('Copy key');
    await eventually(async () => assert.match(await panel.status(), /on the clipboard, for 60 seconds/));
    await eventually(async () => assert.equal(await vscode.clipboard(), key));
    await vscode.runCommand('File: New Untitled Text File');
    await vscode.page.locator('iframe.webview.ready').waitFor({ state: 'hidden' });
    await vscode.runCommand('Tripartie: Set Up Two-Factor Sign-In');
    await panel.shown(/Scan this/);
    assert.equal(await panel.key(), key);
  });

  it('can be used with the keyboard alone', async () => {
    const { vscode } = setting;
    const { keyboard } = vscode.page;
    const panel = await new TwoFactorPanel(vscode).open();
    const focused = async () => {
      const frame = await panel.frame();
      return frame.evaluate(() => document.activeElement?.textContent || document.activeElement?.id || '');
    };
    const isFocused = (wanted: string, why?: string) =>
      eventually(async () => assert.equal(await focused(), wanted, why));
    const tab = async () => {
      const before = await focused();
      await keyboard.press('Tab');
      await eventually(async () => assert.notEqual(await focused(), before));
    };
    const tabTo = async (wanted: string) => {
      for (let presses = 0; (await focused()) !== wanted; presses++) {
        assert.ok(presses < 6, `"${wanted}" is not within six presses of Tab`);
        await tab();
      }
    };
    await tabTo('Show QR code');
    await keyboard.press('Enter');
    await panel.shown(/Scan this/);
    await eventually(async () => assert.match(await focused(), /Scan this/));
    for (const next of ['Copy key', 'Open in authenticator app', 'code']) {
      await tab();
      await isFocused(next);
    }
    await keyboard.type('000000');
    await keyboard.press('Enter');
    assert.match(await panel.complaint(), /not right/);
    await isFocused('code', 'the field keeps the focus, with the wrong code selected');
    await keyboard.type(codeOf(given.at(-1) ?? '', 1));
    await tab();
    await isFocused('Turn on');
    await keyboard.press('Space');
    await panel.shown('Two-factor sign-in is on');
    await isFocused('Two-factor sign-in is on');
    await tabTo('Done');
    await keyboard.press('Enter');
    await vscode.page.locator('iframe.webview').waitFor({ state: 'detached' });
    await vscode.runCommand('Tripartie: Turn Off Two-Factor Sign-In…');
    await vscode.inputBox.shown(/Turn off/);
    await vscode.inputBox.type(codeOf(given.at(-1) ?? ''));
    await vscode.inputBox.accept();
    await vscode.notifications.shown(/is off\./);
  });

  it('starts over with another key after it was closed half way, and the one before turns nothing on', async () => {
    const { vscode } = setting;
    const first = await (await openToCode(setting)).key();
    const before = given.at(-1) ?? '';
    await new TwoFactorPanel(vscode).close();
    assert.deepEqual(await findSecrets(vscode, { 'the key of before': first }), []);
    const panel = await openToCode(setting);
    assert.notEqual(await panel.key(), first);
    await panel.enter(codeOf(before));
    assert.match(await panel.complaint(), /not right/);
    await isOff(setting);
  });

  it('throws the key away when the person signs out', async () => {
    const { vscode } = setting;
    const panel = await openToCode(setting);
    const key = await panel.key();
    await vscode.runCommand('Tripartie: Sign Out');
    await panel.shown('The account changed');
    assert.ok(!(await (await panel.frame()).content()).includes(key.slice(0, 8)));
    await panel.press('Close');
    assert.deepEqual(vscode.pageErrors, []);
  });

  everyAnswerIsMet('totpPanel', () => setting.sandbox);
});
