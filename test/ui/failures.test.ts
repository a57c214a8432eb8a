import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { FaultEffect } from '../../src/sandbox/faults/faults.ts';
import { serveSandbox } from '../../src/sandbox/index.ts';
import { eventually } from '../host/eventually.ts';
import { ownWords } from './refusal.ts';
import { chooseForNew, fillInClient, openSetting, type Setting, signInWithKey } from './support.ts';

const PAGE = '<!DOCTYPE html><html><body>Sign in to the network</body></html>';

interface ListFailure {
  readonly what: string;
  readonly fault: FaultEffect;
  /** What the row shows. */
  readonly label: string;
  /** What it says at length. */
  readonly told: RegExp;
}

/** What a person is told when a list cannot be loaded, by what goes wrong. */
const LIST_FAILURES: readonly ListFailure[] = [
  {
    what: '500',
    fault: { kind: 'status', status: 500 },
    label: 'Unavailable (error 500)',
    told: /cannot answer at the moment \(error 500\)/,
  },
  {
    what: 'a page of a proxy',
    fault: { kind: 'html', status: 502 },
    label: 'Unavailable (error 502)',
    told: /cannot answer at the moment/,
  },
  {
    what: 'HTML with 200',
    fault: { kind: 'html', status: 200 },
    label: 'Not Tripartie’s answer',
    told: /none of Tripartie’s/,
  },
  {
    what: '401',
    fault: { kind: 'replace', status: 401, body: '{"code":401,"message":"Expired JWT Token"}' },
    label: 'Key not accepted',
    told: /key has expired/,
  },
  {
    what: 'a gateway’s 401',
    fault: { kind: 'replace', status: 401, body: PAGE },
    label: 'A gateway’s error 401',
    told: /not Tripartie’s own \(error 401\).*not refused/,
  },
  {
    what: 'a gateway’s 404',
    fault: { kind: 'replace', status: 404, body: PAGE },
    label: 'A gateway’s error 404',
    told: /not Tripartie’s own \(error 404\)/,
  },
  {
    what: '403',
    fault: { kind: 'replace', status: 403, body: ownWords(403) },
    label: 'Your role may not see it',
    told: /role does not/,
  },
  {
    what: 'a reset connection',
    fault: { kind: 'reset', when: 'before' },
    label: 'Tripartie unreachable',
    told: /cannot be reached. Check the network/,
  },
  {
    what: 'a redirect',
    fault: { kind: 'redirect', status: 302, to: 'https://elsewhere.example/' },
    label: 'Not Tripartie’s answer',
    told: /none of Tripartie’s/,
  },
];

describe('When the API fails, in the workbench', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting();
    await signInWithKey(setting);
    await setting.vscode.view('Users').item(/Load more|Camille/);
  });
  after(() => setting.close());
  afterEach(() => setting.sandbox.faults.clear());

  for (const { what, fault, label, told } of LIST_FAILURES) {
    it(`one failing list says so and leaves the others standing: ${what}`, async () => {
      const { vscode, sandbox } = setting;
      sandbox.faults.add({ ...fault, path: '/api-clients', times: 'always' });
      await vscode.runCommand('Tripartie: Refresh');
      const clients = vscode.view('API Clients');
      await eventually(async () => {
        const row = (await clients.items()).find((each) => each.label === label);
        assert.match(row?.description ?? '', /^(Try Again|Sign In Again)$/);
        assert.match(row?.spoken ?? '', told);
      });
      await eventually(async () => assert.equal(await vscode.view('Users').size(), 51));
      await vscode.view('Account').item('Acme Sandbox');
      sandbox.faults.clear();
      await vscode.runCommand('Tripartie: Refresh');
      await eventually(async () => assert.equal(await clients.size(), 6));
    });
  }

  it('a list with odd entries is shown, and says that one of them could not be read', async () => {
    const { vscode, sandbox } = setting;
    const scopes = { '0': 'OFFER_READ', '2': 'OFFER_WRITE' };
    const odd = { identifier: 'sandbox-odd', name: 'odd', createdAt: '0000-00-00', scopes };
    const list = { kind: 'replace', status: 200, path: '/api-clients', times: 'always' } as const;
    const clients = vscode.view('API Clients');
    for (const [lost, words] of [
      [[{ name: 'of nobody' }], '1 entry could not be read'],
      [[{ name: 'of nobody' }, 7], '2 entries could not be read'],
    ] as const) {
      const entries = [...lost, odd];
      const headers = { 'Content-Range': `0-${entries.length}/${entries.length}` };
      const fault = sandbox.faults.add({ ...list, body: JSON.stringify(entries), headers });
      await vscode.runCommand('Tripartie: Refresh');
      await clients.item(words);
      assert.equal(await (await clients.item('odd')).description(), 'age unknown');
      assert.equal(await clients.size(), 2);
      fault.remove();
    }
    await vscode.runCommand('Tripartie: Refresh');
    await eventually(async () => assert.equal(await clients.size(), 6));
  });

  it('what a gateway kept away comes back by itself', async () => {
    const { vscode, sandbox } = setting;
    const page = sandbox.faults.add({ kind: 'replace', status: 401, body: PAGE, times: 'always' });
    await vscode.runCommand('Tripartie: Refresh');
    for (const view of ['Account', 'API Clients', 'Users']) {
      const row = await vscode.view(view).item('A gateway’s error 401');
      await eventually(async () => assert.equal(await row.description(), 'Try Again'));
    }
    page.remove();
    await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 6), 30_000);
    await vscode.view('Account').item('Acme Sandbox');
    await eventually(async () => assert.equal(await vscode.view('Users').size(), 51));
  });

  it('"Try Again" tries again', async () => {
    const { vscode, sandbox } = setting;
    // Tripartie's own, so nothing is asked again by itself, but not as the contract says.
    sandbox.faults.add({ kind: 'replace', status: 200, body: '{}', path: '/me' });
    await vscode.runCommand('Tripartie: Refresh');
    const account = vscode.view('Account');
    await (await account.item('Not Tripartie’s answer')).click();
    await eventually(async () => {
      const rows = (await account.items()).map(({ label }) => label);
      assert.ok(rows.includes('Acme Sandbox') && !rows.includes('Not Tripartie’s answer'), rows.join());
    });
  });

  it('a create whose answer was lost is found, and deleted on the person’s word', async () => {
    const { vscode, sandbox } = setting;
    sandbox.faults.add({ kind: 'reset', when: 'after', method: 'POST', path: '/api-clients' });
    await fillInClient(vscode, 'lost-answer', ['OFFER_READ']);
    await vscode.dialog.shown(/“lost-answer” was made whose secret nobody has/);
    const clients = vscode.view('API Clients');
    await vscode.dialog.button('Delete It');
    await eventually(() => assert.ok(sandbox.requests.lines.some(({ method }) => method === 'DELETE')));
    await eventually(async () => {
      assert.equal(await clients.size(), 6);
      assert.ok(!(await clients.items()).some(({ label }) => label === 'lost-answer'));
    });
    const creates = sandbox.requests.lines.filter(({ method, path }) => method === 'POST' && path === '/api-clients');
    assert.equal(creates.length, 1, 'never a second create by itself');
  });

  it('a create that never arrived can be done again without typing again', async () => {
    const { vscode, sandbox } = setting;
    sandbox.faults.add({ kind: 'reset', when: 'before', method: 'POST', path: '/api-clients' });
    await fillInClient(vscode, 'never-arrived', ['OFFER_READ']);
    const told = await vscode.notifications.shown(/no such key is there now/);
    await told.button('Create It Again');
    await vscode.inputBox.shown(/Create API client.*\(1\/2\)/);
    assert.equal(await vscode.inputBox.value(), 'never-arrived');
    await vscode.inputBox.accept();
    await vscode.quickPick.shown(/\(2\/2\)/);
    await vscode.quickPick.accept();
    await chooseForNew(vscode, 'never-arrived');
  });

  it('a create that hangs is left by Escape, and nothing is lost sight of', async () => {
    const { vscode, sandbox } = setting;
    const hanging = sandbox.faults.add({ kind: 'hang', when: 'after', method: 'POST', path: '/api-clients' });
    await fillInClient(vscode, 'hanging', ['OFFER_READ']);
    await vscode.quickPick.shown(/Creating “hanging”… Press Escape to cancel/);
    await eventually(() => assert.equal(hanging.fired, 1));
    await vscode.page.keyboard.press('Escape');
    await vscode.dialog.shown(/“hanging” was made whose secret nobody has/);
    await vscode.dialog.button('Delete It');
    await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 7));
  });

  it('a refused create says why at the field, and keeps what was typed and chosen', async () => {
    const { vscode, sandbox } = setting;
    const refuse = (propertyPath: string, message: string) => {
      const body = JSON.stringify({
        title: 'An error occurred',
        detail: `${propertyPath}: ${message}`,
        violations: [{ propertyPath, message }],
      });
      sandbox.faults.add({ kind: 'replace', status: 422, body, method: 'POST', path: '/api-clients' });
    };
    refuse('referenceName', 'is taken [click](command:workbench.action.closeWindow)');
    await fillInClient(vscode, 'taken', ['OFFER_READ']);
    await vscode.inputBox.shown(/\(1\/2\)/);
    assert.match(
      await vscode.inputBox.validationMessage(),
      /is taken \[click\]\(command:/,
      'the server’s words are shown as they are',
    );
    assert.equal(await vscode.inputBox.value(), 'taken');
    refuse('desiredScopes[0]', 'is not for you');
    await vscode.inputBox.accept();
    await vscode.quickPick.shown(/^Create API client – [^–]* \(2\/2\)$/);
    await vscode.quickPick.accept();
    await vscode.quickPick.shown(/ – is not for you \(2\/2\)$/);
    const [first, second] = await vscode.quickPick.items();
    assert.deepEqual([first?.checked, second?.checked], [true, false]);
    await vscode.quickPick.cancel();
  });

  it('a client that somebody else deleted counts as deleted', async () => {
    const { vscode, sandbox } = setting;
    const clients = vscode.view('API Clients');
    sandbox.faults.add({ kind: 'replace', status: 404, body: ownWords(404), method: 'DELETE' });
    await (await clients.item('never-arrived')).inlineAction(/Delete API Client/);
    await vscode.dialog.button('Delete');
    await eventually(async () => assert.ok(!(await clients.items()).some(({ label }) => label === 'never-arrived')));
  });

  it('a delete that fails keeps the row and offers to try again', async () => {
    const { vscode, sandbox } = setting;
    const clients = vscode.view('API Clients');
    const [first] = await clients.items();
    assert.ok(first);
    sandbox.faults.add({ kind: 'status', status: 500, method: 'DELETE', times: 'always' });
    await (await clients.item(first.label)).inlineAction(/Delete API Client/);
    await vscode.dialog.button('Delete');
    const told = await vscode.notifications.shown(/was not deleted, as far as is known/);
    sandbox.faults.clear();
    await told.button('Try Again');
    await eventually(async () => assert.ok(!(await clients.items()).some(({ label }) => label === first.label)));
  });

  it('names that try to be something else are shown as text', async () => {
    const { vscode } = setting;
    const name = '$(error)[x](command:quit)<b>';
    await fillInClient(vscode, name, ['OFFER_READ']);
    await chooseForNew(vscode, name);
    const clients = vscode.view('API Clients');
    await clients.item(name);
    await vscode.runCommand('Tripartie: Copy API Client Identifier');
    await vscode.quickPick.shown(/Copy an identifier/);
    await eventually(async () => {
      const item = (await vscode.quickPick.items()).find(({ label }) => label.includes('command:quit'));
      assert.equal(item?.label, name);
      assert.ok(!item.icons.includes('error'), 'the icon is that of its secret, and none of its name');
    });
    await vscode.quickPick.cancel();
  });

  it('the person is told when to come back where the API asks for patience', async () => {
    const { vscode, sandbox } = setting;
    await signInWithKey(setting);
    await vscode.view('Users').item(/Load more|Camille/);
    sandbox.faults.add({ kind: 'rateLimit', retryAfter: '3600', path: '/users' });
    await vscode.runCommand('Tripartie: Refresh');
    await vscode.view('Users').item(/^Wait until/);
  });

  it('threw nothing that nobody caught', () => {
    assert.deepEqual(setting.vscode.pageErrors, []);
  });
});

describe('When the API goes away and comes back, in the workbench', () => {
  let setting: Setting;
  let server: Awaited<ReturnType<typeof serveSandbox>>;
  const serve = (port = 0) => serveSandbox({ fetch: (request) => setting.sandbox.fetch(request) }, { port });
  before(async () => {
    await server?.close();
    server = await serve();
    setting = await openSetting({}, { settings: { 'tripartie.apiUrl': server.url } });
    await signInWithKey(setting);
  });
  after(async () => {
    await setting.close();
    await server.close();
  });

  it('the views say so, and are back without a click once the person is', async () => {
    const { vscode } = setting;
    await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 6));
    await vscode.view('Account').item('Two-factor sign-in');
    const { port } = new URL(server.url);
    await server.close();
    await leaveWindow(vscode.page);
    await vscode.runCommand('Tripartie: Refresh');
    for (const name of ['Account', 'API Clients', 'Users']) {
      await vscode.view(name).item('Tripartie does not answer');
    }
    server = await serve(Number(port));
    await comeBack(vscode.page);
    await vscode.view('Account').item('Two-factor sign-in');
    for (const [name, rows] of [
      ['API Clients', 6],
      ['Users', 51],
    ] as const) {
      await eventually(async () => {
        assert.equal(await vscode.view(name).size(), rows);
        assert.ok((await vscode.view(name).items()).every(({ description }) => description !== 'Try Again'));
      });
    }
    assert.equal(await vscode.page.locator('.notification-toast').count(), 0, 'and nothing was said');
  });
});

/** A browser that is driven keeps the focus of every page, so the page is told. */
function leaveWindow(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.hasFocus = () => false;
    window.dispatchEvent(new Event('blur'));
  });
}

function comeBack(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.hasFocus = () => true;
    window.dispatchEvent(new Event('focus'));
  });
}
