import assert from 'node:assert/strict';
import type { Fault } from '../../src/sandbox/faults/faults.ts';
import { eventually } from '../host/eventually.ts';
import { everyAnswerIsMet } from './documented.ts';
import { answer } from './forms.ts';
import { ownWords } from './refusal.ts';
import { chooseForNew, fillInClient, openSetting, putAway, type Setting, signInWithKey } from './support.ts';

/** An answer that the contract documents, in the API's own words. */
function refusal(status: number): Fault {
  if (status === 429) return { kind: 'rateLimit', retryAfter: '1' };
  return { kind: 'replace', status, body: ownWords(status), times: 'always' };
}

/** A deletion whose answer is lost, after which it is sent again: one that is refused then leaves open what the first has done. */
const LOST: Fault = { kind: 'status', status: 503, method: 'DELETE' };

const WORDS: Readonly<Record<number, RegExp>> = {
  400: /did not accept it|may be down/,
  401: /does not accept this key/,
  403: /role does not allow/,
  404: /no longer exists/,
  422: /did not accept it/,
  429: /Too many requests/,
  500: /cannot answer at the moment/,
};

describe('Every documented refusal is said in words, in the workbench', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting();
    await signInWithKey(setting);
    await setting.vscode.view('Users').item(/Camille/);
  });
  after(() => setting.close());
  afterEach(() => putAway(setting));

  for (const [view, path, statuses] of [
    ['Account', '/me', [404, 500]],
    ['API Clients', '/api-clients', [401, 403, 500]],
    ['Users', '/users', [401, 403, 500]],
  ] as const) {
    for (const status of statuses) {
      it(`${view}: ${status}`, async () => {
        const { vscode, sandbox } = setting;
        sandbox.faults.add({ ...refusal(status), path });
        await vscode.runCommand('Tripartie: Refresh');
        await eventually(async () => {
          const rows = await vscode.view(view).items();
          const row = rows.find(({ description }) => /^(Try Again|Sign In Again)$/.test(description));
          assert.match(row?.spoken ?? '', WORDS[status] ?? /never/);
        });
        sandbox.faults.clear();
        await vscode.runCommand('Tripartie: Refresh');
        await eventually(async () => {
          const rows = await vscode.view(view).items();
          assert.ok(rows.length > 0 && !rows.some(({ description }) => /Again$/.test(description)));
        });
      });
    }

    it(`${view}: 429 is waited out`, async () => {
      const { vscode, sandbox } = setting;
      const fault = sandbox.faults.add({ ...refusal(429), path });
      await vscode.runCommand('Tripartie: Refresh');
      await eventually(() => assert.equal(fault.fired, 1));
      await eventually(async () => {
        const rows = await vscode.view(view).items();
        assert.ok(rows.length > 0 && !rows.some(({ label }) => /Again$/.test(label)));
      });
    });
  }

  for (const status of [400, 401, 403, 422, 429]) {
    it(`creating an API client: ${status}`, async () => {
      const { vscode, sandbox } = setting;
      sandbox.faults.add({ ...refusal(status), method: 'POST', path: '/api-clients' });
      await fillInClient(vscode, `refused ${status}`, ['OFFER_READ']);
      const told = await vscode.notifications.shown(/The API client was not created/);
      assert.match(await told.message(), WORDS[status] ?? /never/);
      await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 6));
    });
  }

  it('creating an API client: 500 is not taken for "not made"', async () => {
    const { vscode, sandbox } = setting;
    sandbox.faults.add({ kind: 'status', status: 500, method: 'POST', path: '/api-clients' });
    await fillInClient(vscode, 'server error', ['OFFER_READ']);
    await vscode.notifications.shown(/The answer to creating “server error” was lost/);
  });

  for (const status of [401, 403, 500]) {
    it(`deleting an API client, and asking whether it is gone: ${status}`, async () => {
      const { vscode, sandbox } = setting;
      sandbox.faults.add(LOST);
      sandbox.faults.add({ ...refusal(status), path: '/api-clients/*' });
      await (await vscode.view('API Clients').item('Persona portal')).inlineAction(/Delete API Client/);
      await vscode.dialog.button('Delete');
      const told = await vscode.notifications.shown(/“Persona portal” was not deleted, as far as is known/);
      assert.match(await told.message(), WORDS[status] ?? /never/);
      await vscode.view('API Clients').item('Persona portal');
    });
  }

  it('deleting an API client: 429 is waited out, also while asking whether it is gone', async () => {
    const { vscode, sandbox } = setting;
    sandbox.faults.add(LOST);
    sandbox.faults.add({ ...refusal(403), method: 'DELETE', path: '/api-clients/*' });
    sandbox.faults.add({ ...refusal(429), method: 'GET', path: '/api-clients/*' });
    await (await vscode.view('API Clients').item('Persona portal')).inlineAction(/Delete API Client/);
    await vscode.dialog.button('Delete');
    await vscode.notifications.shown(/“Persona portal” was not deleted/);
    sandbox.faults.clear();
    await vscode.clearNotifications();
    const fault = sandbox.faults.add({ ...refusal(429), method: 'DELETE', path: '/api-clients/*' });
    await (await vscode.view('API Clients').item('Persona portal')).inlineAction(/Delete API Client/);
    await vscode.dialog.button('Delete');
    await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 5));
    assert.equal(fault.fired, 1);
  });

  it('deleting an API client: it is gone all the same when the answer was lost and 404 says so', async () => {
    const { vscode, sandbox } = setting;
    sandbox.faults.add({ ...refusal(500), method: 'DELETE', path: '/api-clients/*' });
    sandbox.faults.add({ ...refusal(404), method: 'GET', path: '/api-clients/*' });
    await (await vscode.view('API Clients').item('Warehouse bridge')).inlineAction(/Delete API Client/);
    await vscode.dialog.button('Delete');
    await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 4));
  });

  it('deleting an API client: 404 means that it is gone', async () => {
    const { vscode, sandbox } = setting;
    const fault = sandbox.faults.add({ ...refusal(404), method: 'DELETE', path: '/api-clients/*' });
    await (await vscode.view('API Clients').item('Storefront staging')).inlineAction(/Delete API Client/);
    await vscode.dialog.button('Delete');
    await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 3));
    assert.equal(fault.fired, 1);
  });

  for (const status of [401, 403, 500]) {
    it(`removing a user, and asking whether they are gone: ${status}`, async () => {
      const { vscode, sandbox } = setting;
      sandbox.faults.add({ ...refusal(status), path: '/users/*' });
      await (await vscode.view('Users').item('Tuğba Tekin')).contextMenu('Remove User…');
      await vscode.dialog.button('Remove');
      const told = await vscode.notifications.shown(/Tuğba Tekin was not removed, as far as is known/);
      assert.match(await told.message(), WORDS[status] ?? /never/);
      await vscode.view('Users').item('Tuğba Tekin');
    });
  }

  it('removing a user: 429 is waited out, and 404 means that they are gone', async () => {
    const { vscode, sandbox } = setting;
    const rows = async () => (await vscode.view('Users').items()).map(({ label }) => label);
    for (const [name, status] of [
      ['Tuğba Tekin', 429],
      ['Nils Sjögren', 404],
    ] as const) {
      const fault = sandbox.faults.add({ ...refusal(status), method: 'DELETE', path: '/users/*' });
      await (await vscode.view('Users').item(name)).contextMenu('Remove User…');
      await vscode.dialog.button('Remove');
      await eventually(async () => assert.ok(!(await rows()).includes(name)));
      assert.equal(fault.fired, 1);
      sandbox.faults.clear();
    }
  });

  it('testing credentials: 400 and 401', async () => {
    const { vscode, sandbox } = setting;
    await fillInClient(vscode, 'to be tested', ['OFFER_READ']);
    await chooseForNew(vscode, 'to be tested');
    for (const [status, error, words] of [
      [400, 'invalid_scope', /were not proven/],
      [401, 'invalid_client', /does not accept the secret that is stored here/],
    ] as const) {
      const body = JSON.stringify({ error, error_description: 'refused', message: 'refused' });
      sandbox.faults.add({ kind: 'replace', status, body, path: '/token' });
      await (await vscode.view('API Clients').item('to be tested')).contextMenu('Test API Client Credentials');
      const told = await vscode.notifications.shown(/were not proven/);
      assert.match(await told.message(), words);
      await vscode.clearNotifications();
    }
    await (await vscode.view('API Clients').item('to be tested')).contextMenu('Test API Client Credentials');
    await vscode.notifications.shown(/The credentials of “to be tested” work/);
  });

  for (const [status, words, button] of [
    [400, /Nobody was invited\. Tripartie did not accept it/, 'Change It'],
    [422, /Nobody was invited\. Tripartie did not accept it/, 'Change It'],
    [429, /Nobody was invited\. Too many requests/, 'Try Again'],
    [500, /may or may not have been done\. Look for the address in the Users view/, 'Try Again'],
  ] as const) {
    it(`inviting a user: ${status}, and what was typed is sent without typing it again`, async () => {
      const { vscode, sandbox } = setting;
      const email = `grace.${status}@sandbox.example`;
      const invited = () => Object.values(sandbox.state.changedUsers).filter((user) => user.email === email);
      sandbox.faults.add({ ...refusal(status), times: 1, method: 'POST', path: '/invite' });
      await vscode.runCommand('Tripartie: Invite User…');
      await answer(setting, [email, 'Grace', `Hopper ${status}`], 4);
      await vscode.quickPick.shown(/\(4\/4\)/);
      await vscode.quickPick.pick('Consultant');
      await vscode.quickPick.accept();
      const told = await vscode.notifications.shown(words);
      assert.deepEqual(invited(), []);
      await told.button(button);
      if (button === 'Change It') {
        for (const [step, typed] of [email, 'Grace', `Hopper ${status}`].entries()) {
          await vscode.inputBox.shown(new RegExp(`\\(${step + 1}/4\\)`));
          assert.equal(await vscode.inputBox.value(), typed);
          await vscode.inputBox.accept();
        }
        await vscode.quickPick.shown(/\(4\/4\)/);
        await vscode.quickPick.accept();
      }
      await vscode.notifications.shown(`${email} is invited as Consultant.`);
      assert.deepEqual(
        invited().map(({ firstName, lastName }) => [firstName, lastName]),
        [['Grace', `Hopper ${status}`]],
      );
    });
  }

  for (const status of [401, 403, 429, 500]) {
    it(`showing a user: ${status}, with what was known, and all of it the next time`, async () => {
      const { vscode, sandbox } = setting;
      const show = async () => {
        await (await vscode.view('Users').item(/^Camille Lefèvre/)).contextMenu('Show User Details');
        await vscode.quickPick.shown(/^Camille Lefèvre – /);
      };
      const rows = async () =>
        new Map((await vscode.quickPick.items()).map(({ label, description }) => [label, description]));
      sandbox.faults.add({ ...refusal(status), times: 'always', method: 'GET', path: '/users/*' });
      await show();
      await eventually(async () => {
        // The reason comes last: scrolled to, it is in sight.
        await vscode.quickPick.type('missing');
        assert.match((await rows()).get('The rest is missing') ?? '', WORDS[status] ?? /never/);
      });
      await vscode.quickPick.type('');
      await eventually(async () => assert.equal((await rows()).get('First name'), 'Camille'));
      await vscode.quickPick.cancel();
      sandbox.faults.clear();
      await show();
      await eventually(async () => assert.equal((await rows()).get('Country'), 'FR'));
      await vscode.quickPick.cancel();
    });

    it(`looking an id up: ${status}, and again with what was typed`, async () => {
      const { vscode, sandbox } = setting;
      sandbox.faults.add({ ...refusal(status), times: 'always', method: 'GET', path: '/users/*' });
      await vscode.runCommand('Tripartie: Find User…');
      await vscode.quickPick.shown(/Find user/);
      await vscode.quickPick.type('9999');
      await eventually(async () => {
        const [row] = await vscode.quickPick.items();
        assert.equal(row?.label, 'Look the id up again');
        assert.match(row?.description ?? '', WORDS[status] ?? /never/);
      });
      sandbox.faults.clear();
      await vscode.quickPick.pick('Look the id up again');
      await eventually(async () => {
        assert.equal((await vscode.quickPick.items())[0]?.label, 'No user has the id 9999');
      });
      assert.equal(await vscode.quickPick.value(), '9999');
      await vscode.quickPick.cancel();
    });
  }

  everyAnswerIsMet('refusals', () => setting.sandbox);
});
