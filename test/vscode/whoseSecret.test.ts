import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { importSecret } from '../../src/session/secrets/importSecret.ts';
import { whoseSecret } from '../../src/session/secrets/whoseSecret.ts';
import type { Account } from '../../src/session/session.ts';
import { openSandboxSession, type SandboxSession } from '../helpers/sandboxSession.ts';
import { eventually } from '../host/eventually.ts';

describe('The secret of another API client', () => {
  const { createInputBox } = vscode.window;
  let opened: SandboxSession;
  let account: Account;

  beforeEach(async () => {
    opened = await openSandboxSession({ apiClients: 3 });
    account = await opened.signIn();
  });
  afterEach(async () => {
    Object.assign(vscode.window, { createInputBox });
    await opened.close();
  });

  async function client(name: string, isHere: boolean) {
    const created = await account.client.createApiClient({ name, scopes: ['OFFER_READ'] });
    if (isHere) await account.secrets.keep(created.identifier, created.secret, { isSaved: true });
    return created;
  }

  it('is told by its client’s name, wherever in a text it is', async () => {
    const mail = await client('mail', true);
    const elsewhere = await client('elsewhere', false);
    const { signal } = new AbortController();
    assert.equal((await whoseSecret(account, `curl -u x:${mail.secret} y`, signal))?.name, 'mail');
    assert.equal(await whoseSecret(account, `curl ${elsewhere.secret}`, signal), undefined);
    assert.equal(await whoseSecret(account, '', signal), undefined);
    const stopped = AbortSignal.abort();
    assert.equal(await whoseSecret(account, mail.secret, stopped), undefined, 'where nobody can be listed');
  });

  it('is not imported, and whose it is, is said', async () => {
    const mail = await client('mail', true);
    const shop = await client('shop', false);
    let input: vscode.InputBox | undefined;
    Object.assign(vscode.window, {
      createInputBox: () => {
        input = createInputBox();
        return input;
      },
    });
    const importing = importSecret(account, shop, 'shop');
    assert.ok(input);
    const shown = input;
    shown.value = mail.secret;
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await eventually(
      () => assert.match(JSON.stringify([shown.busy, shown.validationMessage]), /This is the secret of “mail”/),
      8_000,
    );
    shown.hide();
    assert.equal(await importing, false);
    assert.equal(await account.secrets.place(shop.identifier), 'absent');
  });
});
