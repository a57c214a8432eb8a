import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { everyAnswerIsMet } from './documented.ts';
import { answer, expectRefusals } from './forms.ts';
import { findSecrets } from './secretSearch.ts';
import { askAsAnother, openSetting, putAway, type Setting, signInWithKey } from './support.ts';
import { TwoFactorPanel } from './twoFactorPanel.ts';

const PASSWORD = 'sandbox-password';
const OWNER = 1;

/** The answers that register an organization. */
const registration = (email: string, captcha: string) => [
  ...['Nile Sandbox', 'RCS 123', '', 'https://nile.sandbox.example'],
  ...['Nefertari', 'Amon', email, '', 'EG', 'ar', 'sandbox-secret', 'sandbox-secret', captcha],
];

describe('One’s own account, in the workbench', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting();
    await signInWithKey(setting);
    await setting.vscode.view('Account').item('Two-factor sign-in');
  });
  after(() => setting.close());
  afterEach(() => putAway(setting));

  const ask = (method: string, path: string, body?: object) => askAsAnother(setting, method, path, body);
  const run = (title: string) => setting.vscode.runCommand(`Tripartie: ${title}`);

  it('warns in the Account view while two-factor sign-in is off, and that row leads to the set-up', async () => {
    const view = setting.vscode.view('Account');
    await eventually(async () => {
      const row = (await view.items()).find(({ label }) => label === 'Two-factor sign-in');
      assert.deepEqual([row?.description, row?.icon], ['off', 'warning']);
    });
    await (await view.item('Two-factor sign-in')).click();
    const panel = new TwoFactorPanel(setting.vscode);
    await panel.shown('Two-factor sign-in');
    await panel.close();
  });

  describe('the password', () => {
    const submit = (now: string, next: string, again = next) => answer(setting, [now, next, again], 3);

    it('is masked, checked for its length, and typed twice', async () => {
      const { inputBox } = setting.vscode;
      await run('Change Password…');
      await inputBox.shown(/Change password – Acme Sandbox · Custom address.*\(1\/3\)/);
      assert.ok(await inputBox.isMasked());
      await inputBox.type(PASSWORD);
      await inputBox.accept();
      await inputBox.shown(/\(2\/3\)/);
      await inputBox.type('short');
      await eventually(async () => assert.match(await inputBox.validationMessage(), /6 to 64 characters; this has 5/));
      await inputBox.type('x'.repeat(65));
      await eventually(async () => assert.match(await inputBox.validationMessage(), /this has 65/));
      await inputBox.type('sandbox-next');
      await inputBox.accept();
      await inputBox.shown(/\(3\/3\)/);
      await inputBox.type('sandbox-nxet');
      await eventually(async () => assert.match(await inputBox.validationMessage(), /not the same/));
      await inputBox.back();
      await inputBox.shown(/\(2\/3\)/);
      assert.equal(await inputBox.value(), 'sandbox-next');
      await inputBox.cancel();
      await run('Change Password…');
      await inputBox.shown(/\(1\/3\)/);
      assert.equal(await inputBox.value(), '', 'a password is forgotten when its form is left');
      await inputBox.cancel();
    });

    it('is refused at the field that is wrong, and changed once that is right', async () => {
      const { vscode, sandbox } = setting;
      await run('Change Password…');
      await submit('sandbox-wrong', 'sandbox-next');
      await vscode.inputBox.shown(/\(1\/3\)/);
      await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /current password/));
      await vscode.inputBox.type(PASSWORD);
      await vscode.inputBox.accept();
      await vscode.notifications.shown(/Your password was changed/);
      const { email, captcha } = sandbox.credentials;
      const signIn = await ask('POST', '/authentication', { email, captcha, password: 'sandbox-next' });
      assert.equal(signIn.status, 200);
      await run('Change Password…');
      await submit('sandbox-next', PASSWORD);
      await vscode.notifications.shown(/Your password was changed/);
    });

    it('stays as it was when the API refuses, and says why', async () => {
      await expectRefusals(setting, {
        path: '*/password',
        statuses: [400, 404, 429, 500],
        submit: async () => {
          await run('Change Password…');
          await submit(PASSWORD, 'sandbox-next');
        },
      });
    });
  });

  describe('the email address', () => {
    const code = (owner = OWNER) => setting.sandbox.emailVerificationCode(owner) ?? '';

    it('shows that it looks up whose code it is, which Escape ends', async () => {
      const { vscode, sandbox } = setting;
      sandbox.faults.add({ path: '/me', kind: 'hang', when: 'before', times: 'always' });
      await run('Validate Email Address…');
      await vscode.inputBox.shown(/Looking up your number/);
      await vscode.inputBox.cancel();
      await vscode.inputBox.closed();
    });

    it('is changed, and validated with the code that was mailed', async () => {
      const { vscode } = setting;
      await run('Change Email Address…');
      await answer(setting, ['camille@sandbox.example', PASSWORD]);
      const told = await vscode.notifications.shown(/address was changed/);
      await told.button('Validate It');
      await vscode.inputBox.shown(/\(1\/4\)/);
      assert.equal(await vscode.inputBox.value(), String(OWNER));
      await vscode.inputBox.accept();
      await vscode.inputBox.shown(/\(2\/4\)/);
      await vscode.inputBox.type('abc');
      await eventually(async () =>
        assert.match(await vscode.inputBox.validationMessage(), /128 characters; this has 3/),
      );
      await vscode.inputBox.type('x'.repeat(128));
      await vscode.inputBox.accept();
      await vscode.inputBox.shown(/\(3\/4\)/);
      assert.ok(await vscode.inputBox.isMasked());
      await vscode.inputBox.accept();
      await vscode.inputBox.shown(/\(4\/4\)/);
      await vscode.inputBox.type('wrong');
      await vscode.inputBox.accept();
      await vscode.inputBox.shown(/\(2\/4\)/);
      await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /not valid/));
      await vscode.inputBox.type(code());
      await vscode.inputBox.accept();
      await vscode.inputBox.shown(/\(4\/4\)/);
      await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /not valid/));
      assert.equal(await vscode.inputBox.value(), 'wrong');
      await vscode.inputBox.type('sandbox-captcha');
      await vscode.inputBox.accept();
      await vscode.notifications.shown(/is validated/);
      assert.equal(code(), '');
    });

    it('is refused where somebody has it already', async () => {
      const { vscode } = setting;
      await run('Change Email Address…');
      await answer(setting, ['tugba.tekin.2@acme-sandbox.example', PASSWORD]);
      await vscode.inputBox.shown(/\(1\/2\)/);
      await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /already used/));
      await vscode.inputBox.cancel();
    });

    it('stays as it was, and not validated, when the API refuses, and says why', async () => {
      const change = async () => {
        await run('Change Email Address…');
        await answer(setting, ['camille@sandbox.example', PASSWORD]);
      };
      await expectRefusals(setting, { path: '/users/*/email', statuses: [400, 404, 429, 500], submit: change });
      const submit = async () => {
        await run('Validate Email Address…');
        await answer(setting, [String(OWNER), 'x'.repeat(128), '', 'sandbox-captcha']);
      };
      await expectRefusals(setting, { path: '*/email-validation', statuses: [400, 404, 429, 500], submit });
    });
  });

  describe('the profile', () => {
    it('is edited field by field; the rest, the consents among it, stays as it is', async () => {
      const { vscode } = setting;
      await ask('PATCH', '/users/1', { consentMailAds: true, consentMailNotification: false });
      const before = (await (await ask('GET', '/me')).json()) as Record<string, unknown>;
      await run('Edit My Details…');
      await vscode.quickPick.shown(/Edit my details – Acme Sandbox/);
      await eventually(async () => {
        const items = await vscode.quickPick.items();
        assert.equal(items.find(({ label }) => label === 'First name')?.description, 'Camille');
      });
      await vscode.quickPick.pick('First name');
      await vscode.quickPick.pick('Public name');
      await vscode.quickPick.accept();
      await vscode.inputBox.shown(/\(1\/2\)/);
      assert.equal(await vscode.inputBox.value(), 'Camille');
      await vscode.inputBox.type('');
      await vscode.inputBox.accept();
      await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /Type something/));
      await answer(setting, ['Camilla', 'Cam']);
      await vscode.view('Account').item(/Camilla Lefèvre/);
      const after = (await (await ask('GET', '/me')).json()) as Record<string, unknown>;
      assert.deepEqual(
        { ...after, updatedAt: '' },
        { ...before, firstName: 'Camilla', publicName: 'Cam', updatedAt: '' },
      );
      assert.deepEqual([after.consentMailAds, after.consentMailNotification], [true, false]);
    });

    it('takes what the API finds wrong back to its field', async () => {
      const { vscode, sandbox } = setting;
      const violations = [{ propertyPath: 'roleInCompany', message: 'Not a [role](command:x).' }];
      sandbox.faults.add({
        method: 'PATCH',
        path: '/users/1',
        kind: 'replace',
        status: 422,
        body: JSON.stringify({ title: 'x', detail: 'x', violations }),
      });
      await run('Edit My Details…');
      await vscode.quickPick.pick('Role in the company');
      await vscode.quickPick.pick('Telephone');
      await vscode.quickPick.accept();
      await answer(setting, ['Chief', '+33199000101']);
      await vscode.inputBox.shown(/\(1\/2\)/);
      await eventually(async () =>
        assert.match(await vscode.inputBox.validationMessage(), /Not a \[role\]\(command:x\)\./),
      );
      assert.equal(await vscode.inputBox.value(), 'Chief');
      await vscode.inputBox.type('Chief of staff');
      await vscode.inputBox.accept();
      await vscode.inputBox.closed();
      await eventually(() => assert.equal(sandbox.state.changedUsers[OWNER]?.roleInCompany, 'Chief of staff'));
    });

    it('stays as it was when the API refuses, and says why', async () => {
      const { vscode } = setting;
      await expectRefusals(setting, {
        path: '/users/1',
        statuses: [400, 404, 429, 500],
        submit: async () => {
          await run('Edit My Details…');
          await vscode.quickPick.shown(/Edit my details/);
          // What was chosen for the refused one is still ticked.
          await vscode.quickPick.tick(['Last name', 'Public name']);
          await vscode.quickPick.accept();
          await answer(setting, ['Lefort', 'Cam']);
        },
      });
    });
  });

  describe('the organization', () => {
    it('is shown, and edited field by field; the rest stays as it is', async () => {
      const { vscode } = setting;
      const { organization } = (await (await ask('GET', '/me')).json()) as { organization: { id: number } };
      const read = async () => {
        const answer = await ask('GET', `/organizations/${organization.id}`);
        return (await answer.json()) as Record<string, unknown>;
      };
      const before = await read();
      await run('Show Organization');
      await vscode.quickPick.shown(/^Organization – Acme Sandbox/);
      await eventually(async () => {
        const rows = new Map((await vscode.quickPick.items()).map(({ label, description }) => [label, description]));
        assert.equal(rows.get('Name'), 'Acme Sandbox');
      });
      await vscode.quickPick.pick('Edit organization…');
      await vscode.quickPick.shown(/^Edit organization – Acme Sandbox/);
      await vscode.quickPick.tick(['Website', 'Internal messages']);
      await vscode.quickPick.accept();
      await answer(setting, ['https://shop.sandbox.example', { pick: before.internalMessagingToggle ? 'No' : 'Yes' }]);
      await eventually(async () =>
        assert.deepEqual(await read(), {
          ...before,
          websiteUrl: 'https://shop.sandbox.example',
          internalMessagingToggle: !before.internalMessagingToggle,
        }),
      );
    });
  });

  describe('a new organization', () => {
    it('is registered with its owner, who can then sign in', async () => {
      const { vscode, sandbox } = setting;
      await run('Register Organization…');
      await answer(setting, registration('nefertari@nile.sandbox.example', 'wrong'));
      await vscode.inputBox.shown(/\(13\/13\)/);
      await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /not valid/));
      await vscode.inputBox.type('sandbox-captcha');
      await vscode.inputBox.accept();
      await vscode.notifications.shown(/“Nile Sandbox” is registered/);
      const owner = Object.values(sandbox.state.changedUsers).find(({ email }) => email.startsWith('nefertari'));
      assert.deepEqual(owner?.roles, ['ROLE_ORGANIZATION_OWNER', 'ROLE_USER']);
    });

    it('is not registered when the API refuses, and says why', async () => {
      await expectRefusals(setting, {
        path: '/register',
        statuses: [400, 429, 500],
        submit: async () => {
          await run('Register Organization…');
          await answer(setting, registration('other@nile.sandbox.example', 'sandbox-captcha'));
        },
      });
    }).timeout(120_000);
  });

  describe('what is left', () => {
    it('holds no password that was typed', async () => {
      const { vscode } = setting;
      assert.deepEqual(await findSecrets(vscode, { next: 'sandbox-next', owner: 'sandbox-secret' }), []);
      assert.deepEqual(vscode.pageErrors, []);
    });
  });

  everyAnswerIsMet('account', () => setting.sandbox);
});

describe('Somebody who has no account yet, in the workbench', () => {
  it('registers an organization, validates the address, and is led to signing in', async () => {
    const setting = await openSetting();
    try {
      const { vscode, sandbox } = setting;
      await vscode.openContainer('Tripartie');
      await eventually(async () =>
        assert.match(await vscode.view('Account').welcome(), /New\? Register an organization/),
      );
      await vscode.runCommand('Tripartie: Register Organization…');
      await vscode.quickPick.shown('Register organization');
      await vscode.quickPick.pick('Custom address');
      await vscode.inputBox.shown(/Register organization – Custom address/);
      await answer(setting, registration('nefertari@nile.sandbox.example', sandbox.credentials.captcha));
      const told = await vscode.notifications.shown(/“Nile Sandbox” is registered.*Validate the address/);
      const users = Object.entries(sandbox.state.changedUsers);
      const id = users.find(([, { email }]) => email.startsWith('nefertari'))?.[0] ?? '';
      await told.button('Validate It');
      await vscode.inputBox.shown(/Validate email address – Custom address.*\(1\/4\)/);
      assert.equal(await vscode.inputBox.value(), id);
      await answer(setting, [id, sandbox.emailVerificationCode(Number(id)) ?? '', '', sandbox.credentials.captcha]);
      await (await vscode.notifications.shown(/The email address is validated/)).button('Sign In');
      await vscode.quickPick.shown('Sign in to Tripartie');
      await vscode.quickPick.cancel();
      assert.deepEqual(vscode.pageErrors, []);
    } finally {
      await setting.close();
    }
  });
});
