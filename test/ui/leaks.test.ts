import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TOTP, URI } from 'otpauth';
import { eventually } from '../host/eventually.ts';
import type { Workbench } from '../host/workbench.ts';
import { answer } from './forms.ts';
import { saveCopy } from './rotating.ts';
import { findSecrets, type Secrets } from './secretSearch.ts';
import { chooseForNew, fillInClient, openSetting, type Setting, signInWithKey } from './support.ts';
import { TwoFactorPanel } from './twoFactorPanel.ts';

const PASSWORDS = {
  'the old password': 'sandbox-password',
  'a wrong password': 'sandbox-password-canary-wrong',
  'the new password': 'sandbox-password-canary-new',
  'the password typed twice': 'sandbox-password-canary-refused',
  'a wrong persona key': 'sandbox-persona-canary-wrong',
};

/** The password of the sandbox's people is told in the extension's own code, and they are made up. */
const SHIPPED_CODE =
  /^(the old password in .*\/dist\/(sandbox|c-\w+)\.js|a field that the API should not send in .*\/dist\/sandbox\.js)$/;

/** The secrets that the API's answers have given out so far. */
function noteSecrets({ sandbox }: Setting): Record<string, string> {
  const given: Record<string, string> = {};
  const fetch = sandbox.fetch;
  sandbox.fetch = async (request) => {
    const response = await fetch(request);
    if (!response.ok || response.status === 204) return response;
    const body: Record<string, unknown> = await response.clone().json();
    for (const name of ['secret', 'access_token', 'token', 'totpUri', 'authUrl']) {
      const value = body[name];
      if (typeof value !== 'string') continue;
      // Of a rotated key both secrets are somewhere at the same time.
      given[name === 'secret' && given.secret !== undefined ? 'the new secret' : name] = value;
    }
    return response;
  };
  return given;
}

const run = ({ vscode }: Setting, title: string) => vscode.runCommand(`Tripartie: ${title}`);

async function useApiClient(setting: Setting): Promise<void> {
  const { vscode } = setting;
  await fillInClient(vscode, 'leak-test', ['OFFER_READ']);
  await chooseForNew(vscode, 'leak-test', 'Copy the secret');
  await eventually(async () => assert.match(await vscode.clipboard(), /^sandbox_secret_/));
  await vscode.quickPick.cancel();
  const row = await vscode.view('API Clients').item('leak-test');
  await row.contextMenu('Test API Client Credentials');
  await vscode.notifications.shown(/The credentials of “leak-test” work/);
  await row.expand();
  await (await vscode.view('Users').item('Camille Lefèvre')).expand();
  await vscode.clearNotifications();
}

/** As far as both keys work, which is where a rotation keeps most: its record, its breadcrumb, the lock, two secrets. */
async function rotateApiClient(setting: Setting): Promise<void> {
  const { vscode } = setting;
  await (await vscode.view('API Clients').item('leak-test')).inlineAction(/Rotate API Client/);
  await saveCopy({ setting, name: 'leak-test' });
  await vscode.quickPick.shown(/The new key of “leak-test” works/);
  await vscode.quickPick.pick('Copy as .env lines');
  await eventually(async () => assert.match(await vscode.clipboard(), /TRIPARTIE_CLIENT_SECRET=sandbox_secret_/));
  await vscode.quickPick.pick('I will say when');
  await vscode.notifications.shown(/both keys work until you delete the old one/);
  await vscode.view('Account').item('Rotating “leak-test”');
  await vscode.clearNotifications();
}

/** Wrong, refused, lost in the middle, and changed; the address too, which wants the password and then a code. */
async function usePasswords(setting: Setting): Promise<string> {
  const { vscode, sandbox } = setting;
  const { inputBox } = vscode;
  const old = PASSWORDS['the old password'];
  const next = PASSWORDS['the new password'];
  await run(setting, 'Change Password…');
  await answer(setting, [PASSWORDS['a wrong password'], next, next], 3);
  await inputBox.shown(/\(1\/3\)/);
  await inputBox.validationMessage();
  await inputBox.cancel();
  sandbox.faults.add({ kind: 'status', status: 500, path: '*/password' });
  const refused = PASSWORDS['the password typed twice'];
  await run(setting, 'Change Password…');
  await answer(setting, [old, refused, refused]);
  await (await vscode.notifications.shown(/may or may not have been done/)).dismiss();
  await run(setting, 'Change Password…');
  await answer(setting, [old, next, next]);
  await vscode.notifications.shown(/Your password was changed/);
  await run(setting, 'Change Email Address…');
  await answer(setting, ['camille@sandbox.example', next]);
  await (await vscode.notifications.shown(/address was changed/)).button('Validate It');
  const code = sandbox.emailVerificationCode(1) ?? '';
  await answer(setting, ['1', code, '', sandbox.credentials.captcha]);
  await vscode.notifications.shown(/is validated/);
  await vscode.clearNotifications();
  return code;
}

/** A key that is handed to an application in another window and given up. */
async function openInApplication({ vscode }: Setting): Promise<string> {
  // The browser asks what to do with such a link, in a dialog of its own that takes the keyboard from that window.
  const other = await vscode.secondWindow();
  const panel = await new TwoFactorPanel(other).open();
  await panel.press('Show QR code');
  await panel.readQr();
  const key = await panel.key();
  const link = other.page.waitForRequest((request) => request.url().startsWith('otpauth:'));
  await panel.press('Open in authenticator app');
  await link;
  await other.close();
  await vscode.page.bringToFront();
  return key;
}

/** Copied, tried with a wrong code, and turned on. */
async function turnSecondFactorOn({ vscode }: Setting): Promise<TOTP> {
  const panel = await new TwoFactorPanel(vscode).open();
  await panel.press('Show QR code');
  const totp = URI.parse(await panel.readQr()) as TOTP;
  await panel.press('Copy key');
  await eventually(async () => assert.equal(await vscode.clipboard(), totp.secret.base32));
  await panel.enter('000000');
  await panel.complaint();
  await panel.enter(totp.generate());
  await panel.shown('Two-factor sign-in is on');
  await panel.press('Done');
  return totp;
}

async function usePersona(setting: Setting): Promise<void> {
  const { vscode, sandbox } = setting;
  const { inputBox, quickPick } = vscode;
  await run(setting, 'Create Persona Sign-In Link…');
  await answer(setting, ['ines.moreau@personas-sandbox.example', '', '']);
  await eventually(async () => assert.match(await inputBox.message(), /works until/));
  await inputBox.accept();
  await vscode.notifications.shown(/sign-in link is on the clipboard/);
  await run(setting, 'Show Persona Behind a Key…');
  await inputBox.shown(/Show persona/);
  await inputBox.type(PASSWORDS['a wrong persona key']);
  await inputBox.accept();
  await eventually(async () => assert.match(await inputBox.message(), /does not accept this key/));
  await inputBox.type(sandbox.credentials.personaKey);
  await inputBox.accept();
  await quickPick.shown(/Inès Moreau/);
  await quickPick.cancel();
  await vscode.clearNotifications();
}

/** With the new password and the second factor, which gives a key that lasts an hour. */
async function signInWithPassword(setting: Setting, totp: TOTP): Promise<void> {
  const { vscode, sandbox } = setting;
  await run(setting, 'Sign In…');
  await vscode.quickPick.pick('Email and password');
  await vscode.quickPick.shown('Sign in with email and password');
  await vscode.quickPick.pick('Custom address');
  await vscode.dialog.button('Go On');
  const { captcha } = sandbox.credentials;
  await answer(setting, ['camille@sandbox.example', PASSWORDS['the new password'], captcha, totp.generate()]);
  await eventually(async () => {
    const row = await vscode.view('Account').item('Personal key');
    assert.match(await row.description(), /in \d+ minutes/);
  });
}

/** Failures are where secrets like to be printed. */
async function failEverywhere({ vscode, sandbox }: Setting): Promise<void> {
  const clients = vscode.view('API Clients');
  sandbox.faults.add({ kind: 'status', status: 500, times: 'always' });
  await vscode.runCommand('Tripartie: Refresh');
  await clients.item(/error 500/);
  sandbox.faults.clear();
  await vscode.runCommand('Tripartie: Refresh');
  await clients.item('Storefront staging');
}

for (const version of ['newest', 'oldest'] as const) {
  describe(`Secrets stay where they belong, in the ${version} VS Code`, function () {
    this.timeout(180_000);
    let setting: Setting;
    let secrets: Secrets;

    before(async () => {
      setting = await openSetting({}, { version });
      const { sandbox } = setting;
      const given = noteSecrets(setting);
      await signInWithKey(setting);
      const abandoned = await openInApplication(setting);
      await useApiClient(setting);
      await rotateApiClient(setting);
      const code = await usePasswords(setting);
      const totp = await turnSecondFactorOn(setting);
      await usePersona(setting);
      await signInWithPassword(setting, totp);
      await failEverywhere(setting);
      const kinds = ['access_token', 'authUrl', 'secret', 'the new secret', 'token', 'totpUri'];
      assert.deepEqual(Object.keys(given).toSorted(), kinds);
      const key = totp.secret.base32;
      secrets = {
        ...given,
        ...PASSWORDS,
        'the personal key': sandbox.personalKey,
        'the TOTP key': key,
        'the TOTP key that was given up': abandoned,
        'half of the TOTP key': key.slice(0, 24),
        'the TOTP key in groups': key.replaceAll(/.{4}(?=.)/g, '$& '),
        'the code of the mail': code,
        'the persona key': sandbox.credentials.personaKey,
        'the persona key of the link': new URL(given.authUrl ?? '').searchParams.get('personaKey') ?? '',
        'a field that the API should not send': 'sandbox-canary-',
      };
      assert.ok(Object.values(secrets).every(({ length }) => length >= 15));
    });
    after(() => setting.close());

    /** The sandbox's own code has the canaries that it serves, and the password of its made-up people. */
    const found = async (): Promise<string[]> =>
      (await findSecrets(setting.vscode, secrets)).filter((each) => !SHIPPED_CODE.test(each));

    it('the search finds what is there, in every form and place', async () => {
      const { vscode } = setting;
      const planted = 'sandbox-planted-canary/+?';
      const leftovers = path.join(vscode.server.dataDirectory, 'planted.log');
      await writeFile(leftovers, Buffer.from(`x${planted}`, 'utf16le'));
      await plant(vscode, planted);
      const places = [
        'planted.log',
        ...['a field', 'localStorage', 'sessionStorage', 'IndexedDB planted/planted'].map(
          (place) => `${place} of the window`,
        ),
      ];
      // Other frames of the same origin see the same storage.
      const found = (await findSecrets(vscode, { it: planted })).filter((each) => !each.endsWith(' of a webview'));
      assert.deepEqual(found.toSorted(), places.map((place) => `it in ${place}`).toSorted());
      await rm(leftovers);
    });

    it('not in a log, a state file, a setting, the console, on the screen, or readable in what the browser keeps', async () => {
      assert.deepEqual(await found(), []);
    });

    it('not after signing out and a reload either, when all that is remembered has been written', async () => {
      const { vscode } = setting;
      await vscode.runCommand('Tripartie: Sign Out');
      await eventually(async () => assert.match(await vscode.view('Account').welcome(), /Sign In/));
      await vscode.reload();
      await vscode.openContainer('Tripartie');
      await eventually(async () => assert.match(await vscode.view('Account').welcome(), /Sign In/));
      assert.deepEqual(await found(), []);
    });
  });
}

/** Writes a text to where a secret might be left, in the forms it might have there. */
async function plant({ page }: Workbench, text: string): Promise<void> {
  await page.evaluate(async (planted) => {
    const field = Object.assign(document.createElement('input'), { value: planted });
    document.body.append(field);
    localStorage.setItem('planted', `a secret: ${encodeURIComponent(planted)}`);
    sessionStorage.setItem('planted', btoa(`a secret: ${planted}`));
    await new Promise((resolve, reject) => {
      const opening = indexedDB.open('planted');
      opening.onupgradeneeded = () => opening.result.createObjectStore('planted');
      opening.onerror = reject;
      opening.onsuccess = () => {
        const writing = opening.result.transaction('planted', 'readwrite');
        writing.objectStore('planted').put({ log: [new TextEncoder().encode(planted)] }, 1);
        writing.oncomplete = resolve;
        opening.result.close();
      };
    });
  }, text);
}

describe('The sandbox account', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting({}, { env: { TRIPARTIE_SANDBOX: '1' } });
  });
  after(() => setting.close());

  it('keeps neither password nor TOTP key in what it writes down', async () => {
    const { vscode } = setting;
    const { 'the old password': old, 'the new password': next } = PASSWORDS;
    await vscode.openContainer('Tripartie');
    await vscode.view('Account').item('Two-factor sign-in');
    await run(setting, 'Change Password…');
    await answer(setting, [old, next, next]);
    await vscode.notifications.shown(/Your password was changed/);
    const totp = await turnSecondFactorOn(setting);
    await vscode.reload();
    await vscode.openContainer('Tripartie');
    const row = await vscode.view('Account').item('Two-factor sign-in');
    await eventually(async () => assert.equal(await row.description(), 'on'));
    const key = totp.secret.base32;
    assert.deepEqual(await findSecrets(vscode, { password: next, key, half: key.slice(0, 24) }), []);
  });
});
