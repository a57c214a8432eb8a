import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { FaultEffect } from '../../src/sandbox/faults/faults.ts';
import { serveSandbox } from '../../src/sandbox/index.ts';
import { eventually } from '../host/eventually.ts';
import { ownWords } from './refusal.ts';
import { fillInClient, openSetting, type Setting, signInWithKey } from './support.ts';

const PAGE = '<!DOCTYPE html><html><body>Sign in to the network</body></html>';

/** What a person is told when a list cannot be loaded, by what goes wrong. */
const LIST_FAILURES: readonly [name: string, fault: FaultEffect & { times?: 'always' }, told: RegExp][] = [
  ['500', { kind: 'status', status: 500, times: 'always' }, /cannot answer at the moment \(error 500\)/],
  ['a page of a proxy', { kind: 'html', status: 502, times: 'always' }, /cannot answer at the moment/],
  ['HTML with 200', { kind: 'html', status: 200, times: 'always' }, /none of Tripartie’s/],
  ['401', { kind: 'replace', status: 401, body: '{"code":401,"message":"Expired JWT Token"}' }, /key has expired/],
  ['a gateway’s 401', { kind: 'replace', status: 401, body: PAGE }, /not Tripartie’s own \(error 401\).*not refused/],
  ['a gateway’s 404', { kind: 'replace', status: 404, body: PAGE }, /not Tripartie’s own \(error 404\)/],
  ['403', { kind: 'replace', status: 403, body: ownWords(403) }, /role does not/],
  ['a reset connection', { kind: 'reset', when: 'before', times: 'always' }, /cannot be reached/],
  ['a redirect', { kind: 'redirect', status: 302, to: 'https://elsewhere.example/' }, /none of Tripartie’s/],
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

  for (const [name, fault, told] of LIST_FAILURES) {
    it(`one failing list says so and leaves the others standing: ${name}`, async () => {
      const { vscode, sandbox } = setting;
      sandbox.faults.add({ ...fault, path: '/api-clients' });
      await vscode.runCommand('Tripartie: Refresh');
      const clients = vscode.view('API Clients');
      const row = await clients.item(/Try Again|Sign In Again/);
      await eventually(async () => assert.match(await row.description(), told));
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
      assert.equal(await (await clients.item('odd')).description(), 'age unknown · OFFER_READ, OFFER_WRITE');
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
      const row = await vscode.view(view).item('Try Again');
      await eventually(async () => assert.match(await row.description(), /not Tripartie’s own \(error 401\)/));
    }
    page.remove();
    await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 6), 30_000);
    await vscode.view('Account').item('Acme Sandbox');
    await eventually(async () => assert.equal(await vscode.view('Users').size(), 51));
  });

  it('"Try Again" tries again', async () => {
    const { vscode, sandbox } = setting;
    sandbox.faults.add({ kind: 'html', status: 200, path: '/users' });
    await vscode.runCommand('Tripartie: Refresh');
    const users = vscode.view('Users');
    await (await users.item('Try Again')).click();
    await eventually(async () => assert.equal(await users.size(), 51));
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
    await (await vscode.notifications.shown(/“never-arrived” was created/)).dismiss();
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

  it('a refused create says which field, and keeps what was typed', async () => {
    const { vscode, sandbox } = setting;
    const body = JSON.stringify({
      title: 'An error occurred',
      detail: 'referenceName: [click](command:workbench.action.closeWindow)',
      violations: [
        { propertyPath: 'referenceName', message: 'is taken [click](command:workbench.action.closeWindow)' },
      ],
    });
    sandbox.faults.add({ kind: 'replace', status: 422, body, method: 'POST', path: '/api-clients' });
    await fillInClient(vscode, 'taken', ['OFFER_READ']);
    const told = await vscode.notifications.shown(/was not created/);
    assert.match(await told.message(), /is taken \[click\]\(command:/, 'the server’s words are shown as they are');
    await told.button('Change It');
    await vscode.inputBox.shown(/\(1\/2\)/);
    assert.equal(await vscode.inputBox.value(), 'taken');
    await vscode.inputBox.cancel();
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
    const told = await vscode.notifications.shown(/was created/);
    assert.ok((await told.message()).includes(name), 'it is shown as it is');
    await told.dismiss();
    const clients = vscode.view('API Clients');
    await clients.item(name);
    await vscode.runCommand('Tripartie: Copy API Client Identifier');
    await vscode.quickPick.shown(/Copy an identifier/);
    await eventually(async () => {
      const item = (await vscode.quickPick.items()).find(({ label }) => label.includes('command:quit'));
      assert.equal(item?.label, name);
      assert.deepEqual(item.icons, []);
    });
    await vscode.quickPick.cancel();
  });

  it('threw nothing that nobody caught', () => {
    assert.deepEqual(setting.vscode.pageErrors, []);
  });
});

describe('When the API asks for patience, in the workbench', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting();
  });
  after(() => setting.close());

  it('the person is told when to come back', async () => {
    const { vscode, sandbox } = setting;
    await signInWithKey(setting);
    await vscode.view('Users').item(/Load more|Camille/);
    sandbox.faults.add({ kind: 'rateLimit', retryAfter: '3600', path: '/users' });
    await vscode.runCommand('Tripartie: Refresh');
    const row = await vscode.view('Users').item('Try Again');
    await eventually(async () =>
      assert.match(await row.description(), /Too many requests in a short time. Try again after/),
    );
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
      const row = await vscode.view(name).item('Try Again');
      await eventually(async () => assert.match(await row.description(), /cannot be reached/));
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
        assert.ok((await vscode.view(name).items()).every(({ label }) => label !== 'Try Again'));
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
