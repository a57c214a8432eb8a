import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CreatedApiClient } from '../../src/api/index.ts';
import type { VariableName } from '../../src/dotenv/index.ts';
import { listPlaces } from '../../src/tools/places.ts';
import { toPlainText } from '../../src/tools/results.ts';
import { CANARY, itemsOf, TestTools } from '../helpers/testTools.ts';
import { workspaceFolder } from '../helpers/workspaceFolder.ts';

describe('Language-model tools that say which places a key has', () => {
  let tools: TestTools;
  let file: vscode.Uri;
  let key: CreatedApiClient;
  const put = (text: string) => vscode.workspace.fs.writeFile(file, Buffer.from(text));
  beforeEach(async () => {
    tools = await TestTools.open();
    file = vscode.Uri.joinPath(workspaceFolder().uri, `tools-${Date.now()}`, '.env');
    await tools.signIn();
    const account = await tools.session.account();
    assert.ok(account);
    key = await account.client.createApiClient({ name: 'shop', scopes: ['OFFER_READ'] });
    await account.secrets.keep(key.identifier, key.secret);
    await account.places.remember({
      uri: `${file}`,
      identifier: key.identifier,
      names: { identifier: 'SHOP_ID' as VariableName, secret: 'SHOP_SECRET' as VariableName },
      replaces: 'the_old_one',
    });
  });
  afterEach(async () => {
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(file, '..'), { recursive: true });
    await tools.close();
  });

  it('name files and variables, and never what is in them', async () => {
    for (const [text, state] of [
      [`SHOP_ID=${key.identifier}\nSHOP_SECRET=${key.secret}\nOTHER=${CANARY}\n`, 'has this key'],
      [`SHOP_ID=the_old_one\nSHOP_SECRET=${CANARY}\n`, 'still has the key that this one replaced'],
      [`SHOP_ID=${CANARY}\nSHOP_SECRET=${CANARY}\n`, 'this key was put here, and something else is here now'],
      [`OTHER=${CANARY}\n`, 'this key was put here, and is here no more'],
      [`SHOP_ID="${CANARY}\n`, 'cannot be read'],
    ] as const) {
      await put(text);
      const told = await tools.call('tripartie_list_places', { identifier: key.identifier });
      assert.deepEqual(itemsOf(told), [
        {
          file: vscode.workspace.asRelativePath(file),
          identifierVariable: 'SHOP_ID',
          secretVariable: 'SHOP_SECRET',
          state,
        },
      ]);
      for (const secret of [key.secret, CANARY, tools.sandbox.personalKey]) assert.ok(!told.includes(secret));
    }
  });

  it('wait for no disk without end', async () => {
    const account = await tools.session.account();
    assert.ok(account);
    const cancel = new AbortController();
    const reach = {
      ...{ account: toPlainText('Acme'), readOnly: false, api: account.client, maxAgeDays: 0 },
      rotations: tools.rotations,
      places: () => {
        cancel.abort();
        return new Promise<never>(() => undefined);
      },
      people: () => Promise.reject(new Error('Nobody is asked for.')),
      health: () => Promise.reject(new Error('Nobody is asked for.')),
    };
    const told = listPlaces(reach, key, cancel.signal);
    assert.deepEqual(await told, { kind: 'unavailable', because: 'tooSlow' });
  });

  it('do not tell by a made-up identifier whether a file has a value', async () => {
    await put(`SHOP_ID=guessed\nSHOP_SECRET=${key.secret}\n`);
    for (const identifier of ['guessed', key.secret, '', '../me', 'a?b']) {
      const told = await tools.call('tripartie_list_places', { identifier });
      assert.match(told, /has no API client with this identifier/);
      assert.ok(!told.includes('.env'));
    }
  });
});
