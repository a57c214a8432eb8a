import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { answer } from './forms.ts';
import { findUser, type ListedUser, nameOf, run, userOf as userNow } from './people.ts';
import { openSetting, putAway, type Setting, signInWithKey } from './support.ts';

describe('Editing and inviting a user, in the workbench', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting();
    await signInWithKey(setting);
    await setting.vscode.view('Users').item(/Camille/);
  });
  after(() => setting.close());
  afterEach(() => putAway(setting));

  const userOf = (id: number) => userNow(setting, id);
  const find = (query: string, name: string) => findUser(setting, query, name);

  it('edits the fields that are chosen, sends the consents as they are, and shows the change everywhere', async () => {
    const { vscode } = setting;
    const before = await userOf(4);
    await (await vscode.view('Users').item(nameOf(before))).contextMenu('Edit User…');
    await vscode.quickPick.shown(/^Edit Nils Sjögren – Acme Sandbox/);
    await vscode.quickPick.pick('First name');
    await vscode.quickPick.pick('Role in the company');
    await vscode.quickPick.accept();
    await answer(setting, ['Niels', 'Captain']);
    await vscode.view('Users').item('Niels Sjögren');
    const after = await userOf(4);
    assert.deepEqual(
      { ...after, updatedAt: '' },
      { ...before, firstName: 'Niels', roleInCompany: 'Captain', updatedAt: '' },
    );
    await find('niels captain', 'Niels Sjögren');
  });

  it('takes a name whose script needs joiners, shows it whole, and does not complain of it when it is there', async () => {
    const { vscode } = setting;
    const before = await userOf(6);
    const edit = async (shown: string, typed: string | undefined) => {
      await (await vscode.view('Users').item(shown)).contextMenu('Edit User…');
      await vscode.quickPick.shown(/^Edit /);
      await vscode.quickPick.tick(['First name']);
      await vscode.quickPick.accept();
      await vscode.inputBox.shown(/^Edit /);
      if (typed !== undefined) await vscode.inputBox.type(typed);
      await vscode.inputBox.accept();
      await vscode.inputBox.closed();
    };
    await edit(nameOf(before), 'علی\u200cرضا');
    const name = `علی\u200cرضا ${before.lastName}`;
    await vscode.view('Users').item(name);
    assert.equal((await userOf(6)).firstName, 'علی\u200cرضا');
    await edit(name, undefined);
    assert.equal((await userOf(6)).firstName, 'علی\u200cرضا');
  });

  it('says in words why an edit is refused, and changes nothing', async () => {
    const { vscode } = setting;
    const user = await userOf(5);
    for (const [status, told] of [
      [403, /The profile is as it was\. Your role does not allow this/],
      [404, /The profile is as it was\. It no longer exists/],
    ] as const) {
      await (await vscode.view('Users').item(nameOf(user))).contextMenu('Edit User…');
      await vscode.quickPick.shown(/Edit Şule Yıldız/);
      await vscode.quickPick.tick(['Last name']);
      await vscode.quickPick.accept();
      await vscode.inputBox.shown(/Edit Şule Yıldız/);
      setting.sandbox.faults.add({
        method: 'PATCH',
        path: '/users/*',
        kind: 'replace',
        status,
        body: JSON.stringify({ title: 'An error occurred', detail: 'Access denied' }),
      });
      await vscode.inputBox.type('Other');
      await vscode.inputBox.accept();
      await (await vscode.notifications.shown(told)).dismiss();
    }
    assert.equal((await userOf(5)).lastName, user.lastName);
  });

  it('leads back from the first field to the choice of fields, and keeps what was typed for each user', async () => {
    const { vscode } = setting;
    const [user, other] = [await userOf(10), await userOf(12)];
    const edit = async (who: ListedUser) => {
      await (await vscode.view('Users').item(nameOf(who))).contextMenu('Edit User…');
      await vscode.quickPick.shown(new RegExp(`^Edit ${nameOf(who)}`));
    };
    const ticked = async () =>
      (await vscode.quickPick.items()).flatMap(({ label, checked }) => (checked ? [label] : []));
    const asked = async (step: string, value: unknown) => {
      await vscode.inputBox.shown(new RegExp(`\\(${step}\\)$`));
      await eventually(async () => assert.equal(await vscode.inputBox.value(), value));
    };
    await edit(user);
    await vscode.quickPick.tick(['First name', 'Last name']);
    await vscode.quickPick.accept();
    await asked('1/2', user.firstName);
    await vscode.inputBox.type('Thomas');
    await vscode.inputBox.accept();
    await asked('2/2', user.lastName);
    await vscode.inputBox.back();
    await asked('1/2', 'Thomas');
    await vscode.inputBox.back();
    await eventually(async () => assert.deepEqual(await ticked(), ['First name', 'Last name']));
    await vscode.quickPick.tick(['First name']);
    await vscode.quickPick.accept();
    await eventually(async () => assert.equal(await vscode.inputBox.value(), 'Thomas'));
    await vscode.inputBox.cancel();
    await edit(other);
    await eventually(async () => assert.deepEqual(await ticked(), []));
    await vscode.quickPick.cancel();
    await edit(user);
    await eventually(async () => assert.deepEqual(await ticked(), ['First name']));
    await vscode.quickPick.accept();
    await eventually(async () => assert.equal(await vscode.inputBox.value(), 'Thomas', 'it is there after Escape'));
    assert.equal((await userOf(10)).firstName, user.firstName, 'nothing was sent so far');
    await vscode.inputBox.accept();
    await eventually(async () => assert.equal((await userOf(10)).firstName, 'Thomas'));
    assert.equal((await userOf(10)).lastName, user.lastName);
  });

  it('invites: refused at the field that is wrong, nothing typed twice, then in the list', async () => {
    const { vscode } = setting;
    const taken = await userOf(9);
    await run(setting, 'Invite User…');
    await vscode.inputBox.shown(/Invite user – Acme Sandbox · Custom address.*\(1\/4\)/);
    await vscode.inputBox.type('nobody');
    await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /Type an address such as/));
    await vscode.inputBox.type(taken.email);
    await vscode.inputBox.accept();
    await vscode.inputBox.shown(/\(2\/4\)/);
    await vscode.inputBox.type('Ada');
    await vscode.inputBox.accept();
    await vscode.inputBox.shown(/\(3\/4\)/);
    await vscode.inputBox.type('x'.repeat(65));
    await eventually(async () =>
      assert.match(await vscode.inputBox.validationMessage(), /At most 64 characters; this has 65/),
    );
    await vscode.inputBox.type('Lovelace');
    await vscode.inputBox.cancel();
    await run(setting, 'Invite User…');
    for (const [step, typed] of [taken.email, 'Ada'].entries()) {
      await vscode.inputBox.shown(new RegExp(`\\(${step + 1}/4\\)`));
      assert.equal(await vscode.inputBox.value(), typed, 'what was typed is there after Escape');
      await vscode.inputBox.accept();
    }
    await vscode.inputBox.shown(/\(3\/4\)/);
    await vscode.inputBox.type('Lovelace');
    await vscode.inputBox.accept();
    await vscode.quickPick.shown(/\(4\/4\)/);
    await vscode.quickPick.pick('Billing manager');
    await vscode.quickPick.pick('Customer service');
    await vscode.screenshot('users-invite');
    await vscode.quickPick.accept();
    await vscode.inputBox.shown(/\(1\/4\)/);
    await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /already used/));
    assert.equal(await vscode.inputBox.value(), taken.email);
    await vscode.screenshot('users-invite-refused');
    await vscode.inputBox.type('ada@sandbox.example');
    await vscode.inputBox.accept();
    await vscode.notifications.shown('ada@sandbox.example is invited as Billing manager, Customer service.');
    await find('ada lovelace', 'Ada Lovelace');
    const invited = Object.values(setting.sandbox.state.changedUsers).find(
      ({ email }) => email === 'ada@sandbox.example',
    );
    assert.deepEqual(invited?.roles.toSorted(), ['ROLE_BILLING_MANAGER', 'ROLE_CUSTOMER_SERVICE', 'ROLE_USER']);
  });

  it('takes a refused role back to the roles, with what was ticked', async () => {
    const { vscode, sandbox } = setting;
    const violations = [{ propertyPath: 'invitedRole[0]', message: 'Not [this](command:x) one.' }];
    const body = JSON.stringify({ title: 'x', detail: 'x', violations });
    sandbox.faults.add({ method: 'POST', path: '/invite', kind: 'replace', status: 422, body });
    await run(setting, 'Invite User…');
    await answer(setting, ['grace@sandbox.example', 'Grace', 'Hopper'], 4);
    await vscode.quickPick.shown(/\(4\/4\)/);
    await vscode.quickPick.pick('Consultant');
    await vscode.quickPick.accept();
    await eventually(async () => {
      assert.equal(await vscode.quickPick.placeholder(), 'Not [this](command:x) one.');
      const ticked = (await vscode.quickPick.items()).flatMap(({ label, checked }) => (checked ? [label] : []));
      assert.deepEqual(ticked, ['Consultant']);
    });
  });

  it('invites somebody with the roles of another, from the row, the pick and the palette', async () => {
    const { vscode, sandbox } = setting;
    // Whoever has roles that an invitation can give.
    const like = await userOf(13);
    const roles = (like.roles as string[]).filter((role) => role !== 'ROLE_USER').toSorted();
    const ways = {
      row: async () => (await vscode.view('Users').item(nameOf(like))).contextMenu('Invite Similar User…'),
      pick: async () => {
        await find(like.email, nameOf(like));
        await vscode.quickPick.pick('Invite similar user…');
      },
      palette: async () => {
        await run(setting, 'Invite Similar User…');
        await vscode.quickPick.shown(/^Invite with the same roles as/);
        await vscode.quickPick.type(like.email);
        await eventually(async () => assert.equal((await vscode.quickPick.items()).length, 1));
        await vscode.quickPick.pick(nameOf(like));
      },
    };
    for (const [way, begin] of Object.entries(ways)) {
      const email = `like.${way}@sandbox.example`;
      await begin();
      await answer(setting, [email, 'Like', way], 4);
      await vscode.quickPick.shown(/\(4\/4\)/);
      await vscode.quickPick.accept();
      await (await vscode.notifications.shown(new RegExp(`^${email} is invited as`))).dismiss();
      const invited = Object.values(sandbox.state.changedUsers).find((user) => user.email === email);
      assert.deepEqual(invited?.roles.filter((role) => role !== 'ROLE_USER').toSorted(), roles, way);
    }
  });

  it('finds oneself by a name that was just edited, and lists nobody else anew for it', async () => {
    const { vscode, sandbox } = setting;
    await run(setting, 'Find User…');
    await vscode.quickPick.shown(/ – 12\d users$/);
    await vscode.quickPick.cancel();
    const before = sandbox.requests.lines.length;
    await run(setting, 'Edit My Details…');
    await vscode.quickPick.shown(/^Edit my details/);
    await vscode.quickPick.tick(['First name']);
    await vscode.quickPick.accept();
    await vscode.inputBox.shown(/^Edit my details[^(]+$/);
    await eventually(async () => assert.equal(await vscode.inputBox.value(), 'Camille'));
    await vscode.inputBox.type('Camilla');
    await vscode.inputBox.accept();
    await vscode.view('Users').item('Camilla Lefèvre');
    await find('camilla lefevre', 'Camilla Lefèvre');
    const listed = sandbox.requests.lines.slice(before).filter(({ path }) => path.startsWith('/users?'));
    assert.deepEqual(
      listed.filter(({ path }) => !/page=1(&|$)/.test(path)),
      [],
      'the view shows one page',
    );
  });

  it('threw nothing that nobody caught', () => {
    assert.deepEqual(setting.vscode.pageErrors, []);
  });
});
