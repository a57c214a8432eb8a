import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { everyAnswerIsMet } from './documented.ts';
import { answer, expectRefusals } from './forms.ts';
import { ownWords } from './refusal.ts';
import { findSecrets } from './secretSearch.ts';
import { openSetting, putAway, type Setting, signInWithKey } from './support.ts';

describe('Personas, in the workbench', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting({ personaKeyPrefix: 'required' });
    await signInWithKey(setting);
    await setting.vscode.view('Account').item('Two-factor sign-in');
  });
  after(() => setting.close());
  afterEach(() => putAway(setting));

  const run = (title: string) => setting.vscode.runCommand(`Tripartie: ${title}`);
  const persona = (email: string) => ['Ada', 'Lovelace', { pick: 'Female' }, email, '', 'en', '1990-12-31'];

  it('are registered; what is wrong is said at its field, with the rest kept', async () => {
    const { vscode, sandbox } = setting;
    await run('Register Persona…');
    await answer(setting, persona('ines.moreau@personas-sandbox.example'));
    await vscode.inputBox.shown(/\(4\/7\)/);
    await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /already used/));
    await vscode.inputBox.type('ada');
    await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /such as jane@example.com/));
    await vscode.inputBox.type('ada@personas-sandbox.example');
    await vscode.inputBox.accept();
    await vscode.notifications.shown(/Ada Lovelace is registered as number 4/);
    assert.equal(sandbox.state.createdPersonas[0]?.email, 'ada@personas-sandbox.example');
  });

  it('are not registered when the API refuses, and says why', async () => {
    const submit = async () => {
      await run('Register Persona…');
      await answer(setting, persona('other@personas-sandbox.example'));
    };
    await expectRefusals(setting, { path: '/personas/register', statuses: [400, 429, 500], submit });
    assert.equal(setting.sandbox.state.createdPersonas.length, 1);
  });

  it('get a link that signs them in, shown with its end, copied, and nowhere else', async () => {
    const { vscode } = setting;
    await run('Create Persona Sign-In Link…');
    await answer(setting, ['nobody@personas-sandbox.example', '', '']);
    await vscode.inputBox.shown(/\(1\/3\)/);
    await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /not valid/));
    await vscode.inputBox.type('');
    await vscode.inputBox.accept();
    await vscode.inputBox.cancel();
    await run('Create Persona Sign-In Link…');
    await answer(setting, ['', ''], 3);
    await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /has to know who/));
    await vscode.inputBox.back();
    await answer(setting, ['ines.moreau@personas-sandbox.example', '', 'https://shop.sandbox.example/orders']);
    await eventually(async () => assert.match(await vscode.inputBox.message(), /works until .* \(in \d+ minutes\)/));
    const link = await vscode.inputBox.value();
    assert.match(link, /^https:\/\/shop\.sandbox\.example\/orders\?personaKey=/);
    await vscode.inputBox.accept();
    await vscode.notifications.shown(/sign-in link is on the clipboard, for 60 seconds/);
    await eventually(async () => assert.equal(await vscode.clipboard(), link));
    await vscode.inputBox.closed();
    const key = new URL(link).searchParams.get('personaKey') ?? '';
    assert.ok(key.length > 20);
    assert.deepEqual(await findSecrets(vscode, { link, key }), []);
  });

  it('leave neither a link nor a key behind when they are left by Escape', async () => {
    const { vscode } = setting;
    await run('Create Persona Sign-In Link…');
    await answer(setting, ['ines.moreau@personas-sandbox.example', '', '']);
    await eventually(async () => assert.match(await vscode.inputBox.message(), /works until/));
    const link = await vscode.inputBox.value();
    await vscode.inputBox.cancel();
    await eventually(async () => assert.deepEqual(await findSecrets(vscode, { link }), []));
    const key = 'sandbox-persona-key-that-is-left';
    await run('Show Persona Behind a Key…');
    await vscode.inputBox.shown(/Show persona/);
    await vscode.inputBox.type(key);
    await vscode.inputBox.cancel();
    await eventually(async () => assert.deepEqual(await findSecrets(vscode, { key }), []));
  });

  it('get no link when the API refuses, and says why', async () => {
    const submit = async () => {
      await run('Create Persona Sign-In Link…');
      await answer(setting, ['ines.moreau@personas-sandbox.example', '', '']);
    };
    await expectRefusals(setting, { path: '/personas/authentication', statuses: [400, 429, 500], submit });
  });

  it('are shown by their key, which is masked, checked, and asked for once', async () => {
    const { vscode, sandbox } = setting;
    const { inputBox, quickPick } = vscode;
    await run('Show Persona Behind a Key…');
    await inputBox.shown(/Show persona – Acme Sandbox/);
    assert.ok(await inputBox.isMasked());
    await inputBox.type('not a key');
    await eventually(async () => assert.match(await inputBox.validationMessage(), /not a key/));
    await inputBox.type('sandbox-wrong-key');
    await inputBox.accept();
    await eventually(async () => assert.match(await inputBox.message(), /does not accept this key/));
    await inputBox.type(sandbox.credentials.personaKey);
    await inputBox.accept();
    await quickPick.shown(/Inès Moreau – Acme Sandbox/);
    await eventually(async () =>
      assert.deepEqual(
        (await quickPick.items()).slice(0, 3).map(({ label, description }) => `${description}: ${label}`),
        ['Email: ines.moreau@personas-sandbox.example', 'Telephone: +33199000101', 'Language: fr'],
      ),
    );
    await quickPick.cancel();
    await run('Show Persona Behind a Key…');
    await quickPick.shown(/Inès Moreau/);
    await quickPick.pick('ines.moreau@personas-sandbox.example');
    await eventually(async () => assert.equal(await vscode.clipboard(), 'ines.moreau@personas-sandbox.example'));
  });

  it('are shown by another key, which takes the place of the one that is kept', async () => {
    const { vscode, sandbox } = setting;
    await run('Show Persona Behind a Key…');
    await vscode.quickPick.pick('Use another key…');
    await vscode.inputBox.shown(/Show persona – Acme Sandbox/);
    await vscode.inputBox.type(sandbox.credentials.personaKey);
    await vscode.inputBox.accept();
    await vscode.quickPick.shown(/Inès Moreau/);
    await vscode.quickPick.cancel();
  });

  it('are not shown when the API refuses, and says why', async () => {
    const { vscode, sandbox } = setting;
    for (const [status, words] of [
      [401, /does not accept the persona’s key any more/],
      [403, /role does not allow/],
      [404, /no longer exists/],
      [429, /Too many requests/],
      [500, /cannot answer at the moment/],
    ] as const) {
      const times = status === 403 || status === 404 ? 1 : 'always';
      const fault = sandbox.faults.add({
        path: '/personas/me',
        kind: 'replace',
        status,
        body: ownWords(status),
        times,
      });
      await run('Show Persona Behind a Key…');
      const told = await vscode.notifications.shown(words);
      await told.dismiss();
      fault.remove();
    }
  }).timeout(180_000);

  it('are forgotten with their key', async () => {
    const { vscode } = setting;
    await run('Show Persona Behind a Key…');
    await vscode.quickPick.pick('Forget this key');
    await run('Show Persona Behind a Key…');
    await vscode.inputBox.shown(/Show persona/);
    await vscode.inputBox.cancel();
    assert.deepEqual(vscode.pageErrors, []);
  });

  everyAnswerIsMet('personas', () => setting.sandbox);
});
