import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TestTools } from '../helpers/testTools.ts';
import { eventually } from '../host/eventually.ts';

describe('Language-model tools that rotate', () => {
  let tools: TestTools;

  beforeEach(async () => {
    tools = await TestTools.open();
  });
  afterEach(() => tools.close());

  it('ask first, naming client, account and environment, and act on no link in a name', async () => {
    await tools.signIn();
    const { identifier, name } = await tools.firstClient();
    const prepared = await tools.prepare({ identifier: String(identifier) });
    assert.equal(prepared?.confirmationMessages?.title, 'Rotate this API client?');
    const message = prepared.confirmationMessages.message;
    assert.ok(message instanceof vscode.MarkdownString);
    assert.ok(!message.isTrusted);
    const shown = message.value.replaceAll('&nbsp;', ' ').replaceAll('\\', '');
    for (const part of [String(identifier), String(name), 'Acme', 'Custom address'])
      assert.ok(shown.includes(part), part);
    assert.ok(!message.value.includes('[x](command:'), 'the link is text');
  });

  it('start the rotation that was confirmed, and say how it ended', async () => {
    await tools.signIn();
    const { identifier } = await tools.firstClient();
    const input = { identifier: String(identifier) };
    await tools.prepare(input);
    assert.match(await tools.call('tripartie_rotate_api_client', input), /the rotation is not over\. No key was lost/);
    assert.deepEqual(tools.rotations.rotated, [identifier]);
    tools.rotations.ending = Promise.resolve({ kind: 'refused', reason: { kind: 'noScopes' } });
    await tools.prepare(input);
    assert.match(
      await tools.call('tripartie_rotate_api_client', input),
      /not rotated, and nothing was changed \(noScopes\)/,
    );
  });

  it('leave the rotation to the person when they are cancelled', async () => {
    await tools.signIn();
    const { identifier } = await tools.firstClient();
    const input = { identifier: String(identifier) };
    await tools.prepare(input);
    tools.rotations.ending = new Promise(() => undefined);
    const cancel = new vscode.CancellationTokenSource();
    const text = tools.call('tripartie_rotate_api_client', input, cancel);
    await eventually(() => assert.equal(tools.rotations.rotated.length, 1));
    cancel.cancel();
    assert.match(await text, /the rotation is not over/);
  });

  it('rotate nothing that nobody was asked about', async () => {
    await tools.signIn();
    const { identifier } = await tools.firstClient();
    const input = { identifier: String(identifier) };
    assert.match(await tools.call('tripartie_rotate_api_client', input), /nothing was changed \(notConfirmed\)/);
    await tools.prepare(input);
    await tools.call('tripartie_rotate_api_client', input);
    assert.match(await tools.call('tripartie_rotate_api_client', input), /\(notConfirmed\)/, 'a yes holds once');
    assert.equal(tools.rotations.rotated.length, 1);
  });

  it('refuse what is no client of the account', async () => {
    await tools.signIn();
    for (const identifier of ['f'.repeat(32), '../me', '', 'a?b']) {
      assert.deepEqual(await tools.prepare({ identifier }), {});
      assert.match(await tools.call('tripartie_rotate_api_client', { identifier }), /\(noSuchClient\)/);
    }
    assert.deepEqual(tools.rotations.rotated, []);
    assert.ok(!tools.sandbox.requests.lines.some(({ path }) => path.includes('..')));
  });

  it('refuse a read-only profile before the person is asked', async () => {
    await tools.signIn(true);
    const { identifier } = await tools.firstClient();
    const input = { identifier: String(identifier) };
    assert.deepEqual(await tools.prepare(input), {});
    assert.match(await tools.call('tripartie_rotate_api_client', input), /nothing was changed \(readOnly\)/);
    const writes = tools.sandbox.requests.lines.filter(({ method }) => method !== 'GET');
    assert.deepEqual([tools.rotations.rotated, writes], [[], []]);
  });
});
