import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isApiError } from '../../src/api/index.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { Account, Session } from '../../src/session/session.ts';
import { LEFT } from '../../src/ui/answer.ts';
import { notNamed } from '../../src/ui/confirmName.ts';
import { userName } from '../../src/ui/userName.ts';
import { showUser } from '../../src/users/details.ts';
import { askFilter } from '../../src/users/filter.ts';
import { People } from '../../src/users/people.ts';
import { pickUser } from '../../src/users/pick.ts';
import { namedBy, removeUser } from '../../src/users/remove.ts';
import { Person } from '../helpers/person.ts';
import { openSandboxSession, type SandboxSession } from '../helpers/sandboxSession.ts';
import { eventually } from '../host/eventually.ts';

describe('Users', () => {
  let sandbox: Sandbox;
  let session: Session;
  let people: People;
  let account: Account;
  let close: () => Promise<void>;

  let signIn: SandboxSession['signIn'];

  beforeEach(async () => {
    const opened = await openSandboxSession({ users: 60, pageSize: 10 });
    ({ sandbox, session, signIn } = opened);
    people = new People(session);
    account = await signIn();
    close = async () => {
      people.dispose();
      await opened.close();
    };
  });
  afterEach(() => close());

  it('are forgotten on sign-out: what was loading ends, and the pick closes', async () => {
    const known = await people.of(account);
    const hanging = sandbox.faults.add({ kind: 'hang', when: 'before', path: '/users', nth: 3, times: 'always' });
    const picked = pickUser({ account, known, purpose: 'Find user' });
    const ended = known.directory.load().then(
      () => 'loaded',
      (error: unknown) => (isApiError(error) ? error.name : error),
    );
    await eventually(() => assert.ok(hanging.fired > 0));
    assert.ok(known.directory.progress.seen > 0, 'some are known already');
    await session.signOut(account.profileId);
    assert.equal(await picked, undefined);
    assert.equal(await ended, 'CancelledError');
    assert.equal(known.directory.progress.seen, 0);
    assert.ok(known.ended.aborted);
    assert.ok(account.ended.aborted, 'and so does every form of the account');
    assert.equal(await pickUser({ account, known: await people.of(account), purpose: 'Find user' }), undefined);
  });

  it('of one account are not found in another', async () => {
    const before = await people.of(account);
    await before.directory.load();
    assert.ok(before.directory.find('camille', 5).length > 0);
    const other = await people.of(await signIn({ subject: 'somebody else' }));
    assert.ok(before.ended.aborted);
    assert.ok(!other.ended.aborted);
    assert.deepEqual(other.directory.find('camille', 5), []);
    const late = { id: 4, firstName: 'Late', roles: [] };
    assert.equal(await people.apply(account, (directory) => directory.changed(late)), false);
    assert.deepEqual(other.directory.find('late', 5), [], 'nor what was done in the first one and ended later');
  });

  it('of the view are found before the first page of the directory is there', async () => {
    const first = (await account.client.listUsers()).items;
    people.listed(first);
    const { directory } = await people.of(account);
    assert.equal(directory.find('lefevre', 5)[0]?.user.id, 1);
    assert.deepEqual(directory.progress, { seen: 10, loading: false, listed: false });
    people.listed([...first, ...(await account.client.listUsers({ page: 2 })).items]);
    await eventually(() => assert.equal(directory.progress.seen, 20, 'and those of a page that the view loads later'));
    const consents = { consentMailNotification: false, consentMailAds: false };
    await account.client.updateUser(1, { firstName: 'Edited', ...consents });
    await directory.load();
    people.listed(first);
    await people.of(account);
    assert.equal(directory.find('edited', 5)[0]?.user.id, 1, 'old rows of the view change nobody back');
  });

  describe('in an input', () => {
    const { createInputBox, createQuickPick } = vscode.window;
    const inputs: (vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>)[] = [];
    const noted = <T extends (typeof inputs)[number]>(input: T): T => {
      inputs.push(input);
      return input;
    };
    beforeEach(() => {
      inputs.length = 0;
      Object.assign(vscode.window, {
        createInputBox: () => noted(createInputBox()),
        createQuickPick: () => noted(createQuickPick()),
      });
    });
    afterEach(() => Object.assign(vscode.window, { createInputBox, createQuickPick }));
    const close = () => vscode.commands.executeCommand('workbench.action.closeQuickOpen');

    it('go out of sight with the account', async () => {
      const known = await people.of(account);
      const details = showUser(account, known, { id: 2, roles: [] });
      await eventually(() => assert.equal(inputs.length, 1));
      await session.signOut(account.profileId);
      assert.deepEqual(await details, LEFT);
      assert.deepEqual(await showUser(account, known, { id: 2, roles: [] }), LEFT);
      assert.equal(inputs.length, 1, 'nothing is shown of an account that was left');
    });

    it('are copied uncut', async () => {
      const email = `${'x'.repeat(150)}@acme.example`;
      const body = JSON.stringify({ id: 2, email, roles: [] });
      sandbox.faults.add({ path: '/users/2', kind: 'replace', status: 200, body });
      const details = showUser(account, await people.of(account), { id: 2, email, roles: [] });
      const [pick] = await eventually(() => {
        assert.equal(inputs[0]?.busy, false);
        return inputs as vscode.QuickPick<vscode.QuickPickItem>[];
      });
      assert.ok(pick);
      pick.activeItems = pick.items.filter(({ label }) => label === 'Email');
      await eventually(async () => {
        // The window hears of the active row later than of the command, and the row before has nothing to copy.
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        assert.equal(await vscode.env.clipboard.readText(), email);
      });
      await details;
    });

    it('stay filtered once something was done with a row, and are as before after Escape', async () => {
      const known = await people.of(account);
      const shown: string[] = [];
      const escaped = askFilter(account, known, 'before', (query) => shown.push(query));
      await close();
      await escaped.closed;
      assert.deepEqual(shown, ['before']);
      const kept = askFilter(account, known, 'before', (query) => shown.push(query));
      assert.ok(
        inputs.every(({ ignoreFocusOut }) => ignoreFocusOut),
        'a click on a row leaves it open',
      );
      kept.keep();
      await kept.closed;
      assert.deepEqual(shown, ['before']);
    });

    it('lose their filter with the account, and nothing asks for one', async () => {
      const { closed } = askFilter(account, await people.of(account), '', () => assert.fail('it is no account’s'));
      await session.signOut(account.profileId);
      await closed;
    });

    it('are told apart from oneself, who would lose the account', async () => {
      const person = new Person();
      const rise = person.sit();
      const [me, other] = (await account.client.listUsers()).items;
      assert.ok(me && other);
      assert.equal(await removeUser(account, me), false);
      assert.equal(await removeUser(account, other), false);
      rise();
      assert.match(person.told[0] ?? '', /^Remove yourself from /);
      assert.match(person.details[0] ?? '', /^This is you: /);
      assert.match(person.told[1] ?? '', /^Remove Tuğba Tekin from /);
      assert.match(person.details[1] ?? '', /^The person can no longer sign in\. /);
      assert.deepEqual(person.buttons, [['Remove Myself'], ['Remove']]);
    });
  });

  it('of production are removed only when they are named exactly', () => {
    const jane = { id: 7, firstName: 'Jane', lastName: 'Doe', email: 'Jane@acme.example', roles: [] };
    for (const typed of ['jane@acme.example', ' Jane@ACME.example '])
      assert.equal(notNamed(namedBy(jane), typed), undefined);
    for (const typed of ['', 'jane', 'Jane Doe', 'jane@acme.exampl', 'xjane@acme.example']) {
      assert.match(notNamed(namedBy(jane), typed) ?? '', /^Type Jane@acme\.example/);
    }
    const { email: _, ...nameless } = jane;
    assert.equal(namedBy(nameless), 'Jane Doe');
    assert.equal(namedBy({ id: 8, roles: [] }), 'User 8');
    assert.equal(userName({ id: 9, firstName: '\u202e', email: '\u200b' }), 'User 9');
  });

  it('are found with a key that VS Code has no other use for', async () => {
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    for (const key of ['ctrl+alt+u', 'shift+alt+u']) {
      const lines = text.split('\n').filter((line) => line.includes(`"${key}"`) || line.includes(`"${key} `));
      assert.deepEqual(
        lines.filter((line) => !line.includes('tripartie.')),
        [],
      );
    }
    assert.ok(text.includes('"key"'), 'the defaults were read');
  });
});
