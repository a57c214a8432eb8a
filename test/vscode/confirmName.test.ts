import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ApiClient } from '../../src/api/index.ts';
import { deleteClient } from '../../src/clients/delete.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { confirmDecision } from '../../src/rotation/confirm.ts';
import { createPorts } from '../../src/rotation/createPorts.ts';
import { resume, type Watched } from '../../src/rotation/drive.ts';
import {
  continueRotation,
  type Decision,
  type Outcome,
  type Ports,
  type Rotation,
  startRotation,
} from '../../src/rotation/machine/index.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { Account, Session } from '../../src/session/session.ts';
import { clientName } from '../../src/ui/clientName.ts';
import { SecretClipboard } from '../../src/ui/clipboard.ts';
import { confirmName, notNamed } from '../../src/ui/confirmName.ts';
import { removeUser } from '../../src/users/remove.ts';
import { openSandboxSession } from '../helpers/sandboxSession.ts';
import { eventually } from '../host/eventually.ts';

/** The input boxes that were made, newest last: a person types into them, a test sets their value and accepts. */
const inputs: vscode.InputBox[] = [];

/** Waits for the nth input, puts a text in, and presses Enter. */
async function type(nth: number, text: string): Promise<vscode.InputBox> {
  const input = await eventually(() => {
    const found = inputs[nth - 1];
    assert.ok(found, 'an input is shown');
    return found;
  });
  input.value = text;
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  return input;
}

async function pressEscape(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
}

describe('The name of what is deleted', () => {
  const doomed = { title: 'Delete', name: 'Shop Backend', doing: 'delete this API client' };
  const { createInputBox, showWarningMessage } = vscode.window;
  let sandbox: Sandbox;
  let session: Session;
  let account: Account;
  let platform: Platform;
  let close: () => Promise<void>;

  before(() => {
    const watched = () => {
      const input = createInputBox();
      inputs.push(input);
      return input;
    };
    // The host of extension tests refuses modal messages: this presses the button that goes on.
    const pressed = (_message: string, _options: unknown, ...buttons: object[]) => Promise.resolve(buttons[0]);
    Object.assign(vscode.window, { createInputBox: watched, showWarningMessage: pressed });
  });
  after(() => void Object.assign(vscode.window, { createInputBox, showWarningMessage }));

  beforeEach(async () => {
    inputs.length = 0;
    const opened = await openSandboxSession();
    ({ sandbox, session, platform, close } = opened);
    account = { ...(await opened.signIn()), environment: 'production' };
  });
  afterEach(() => close());

  const firstClient = async (): Promise<ApiClient> => {
    const [client] = (await account.client.listApiClients()).items;
    assert.ok(client?.name);
    return client;
  };
  const identifiers = async () => (await account.client.listApiClients()).items.map(({ identifier }) => identifier);
  const sentDeletions = () => sandbox.requests.lines.filter(({ method }) => method === 'DELETE').length;

  for (const typed of ['Shop Backend', 'shop backend', ' SHOP  Backend\n']) {
    it(`fits: ${JSON.stringify(typed)}`, () => assert.equal(notNamed('Shop Backend', typed), undefined));
  }
  for (const typed of ['', ' ', 'Shop', 'Shop Backend 2', 'xShop Backend', 'Shop\u2011Backend', 'ShopBackend']) {
    it(`does not fit: ${JSON.stringify(typed)}`, () => {
      assert.equal(notNamed('Shop Backend', typed), 'Type Shop Backend, or press Escape to leave everything as it is.');
    });
  }
  it('fits as it is shown, and with an accent made of two characters', () => {
    assert.equal(notNamed('[a](command:b)', '[a]\u2060(command:b)'), undefined);
    assert.equal(notNamed('[a](command:b)', '[a](command:b)'), undefined);
    assert.equal(notNamed('Café', 'cafe\u0301'), undefined);
    assert.notEqual(notNamed('Café', 'cafe'), undefined);
  });
  it('fits as a keyboard has it: dashes, quotes, dots, wide and joined letters', () => {
    assert.equal(notNamed('Réclamations – résolution', 'réclamations - résolution'), undefined);
    assert.equal(notNamed('“Shop” of O’Brien…', `"shop" of o'brien...`), undefined);
    assert.equal(notNamed('ＡＢ ﬁle', 'ab file'), undefined);
    assert.notEqual(notNamed('a–b', 'ab'), undefined);
  });
  it('fits pasted whole where it is shown cut, and with or without the dots', () => {
    const whole = `${'long-'.repeat(25)}end`;
    const cut = clientName({ name: whole, identifier: 'sandbox' });
    const shown = cut.slice(0, -1);
    for (const typed of [whole, cut, shown, `${shown}...`]) assert.equal(notNamed(cut, typed), undefined, typed);
    for (const typed of ['', 'long-', shown.slice(0, -1)]) assert.notEqual(notNamed(cut, typed), undefined, typed);
    assert.equal(notNamed('y'.repeat(300), 'y'.repeat(300)), undefined);
  });
  it('is never nothing, whatever it is made of', () => {
    // Signs that are seen, although Unicode calls them format characters, and a name that is nothing but dots.
    for (const name of ['\u0600', '\u06dd', '…', '...', '–']) {
      assert.notEqual(notNamed(name, ''), undefined, name);
      assert.equal(notNamed(name, name), undefined, name);
    }
  });

  for (const environment of ['sandbox', 'staging', 'custom'] as const) {
    it(`is not asked for in ${environment}`, async () => {
      assert.equal(await confirmName({ environment, ended: account.ended }, doomed), true);
      assert.equal(inputs.length, 0);
    });
  }

  it('is asked for in production until it fits', async () => {
    const sure = confirmName(account, doomed);
    const input = await type(1, 'Shop Frontend');
    await eventually(() => assert.match(input.validationMessage?.toString() ?? '', /^Type Shop Backend/));
    assert.equal(input.prompt, 'This is production. Type Shop Backend to delete this API client.');
    await type(1, 'shop backend');
    assert.equal(await sure, true);
  });

  it('is not held against whoever presses Escape', async () => {
    const sure = confirmName(account, doomed);
    await eventually(() => assert.equal(inputs.length, 1));
    await pressEscape();
    assert.equal(await sure, false);
  });

  it('of an API client has to be typed before it is deleted', async () => {
    const client = await firstClient();
    const left = deleteClient(account, client);
    await type(1, client.identifier);
    await pressEscape();
    assert.equal(await left, false);
    assert.equal(sentDeletions(), 0);
    const gone = deleteClient(account, client);
    await type(2, client.name ?? '');
    assert.equal(await gone, true);
    assert.ok(!(await identifiers()).includes(client.identifier));
  });

  it('of a user has to be typed before they are removed', async () => {
    const [, user] = (await account.client.listUsers()).items;
    assert.ok(user?.email);
    const left = removeUser(account, user);
    await type(1, 'somebody else');
    await pressEscape();
    assert.equal(await left, false);
    assert.equal(sentDeletions(), 0);
    const gone = removeUser(account, user);
    await type(2, user.email.toUpperCase());
    assert.equal(await gone, true);
    await assert.rejects(account.client.getUser(user.id), { name: 'NotFoundError' });
  });

  describe('of a client whose key is rotated', () => {
    const ROTATION: Rotation = {
      version: 2,
      id: 'sandbox',
      state: 'DURABLE',
      profile: 'sandbox',
      origin: 'sandbox',
      oldIdentifier: 'sandbox-old',
      newIdentifier: 'sandbox-new',
      name: 'Shop Backend',
      scopes: ['OFFER_READ'],
      before: ['sandbox-old'],
      newestBefore: 0,
      startedAt: 0,
    };
    let ports: Ports;
    let watched: Watched;

    /** A rotation whose two keys both work, waiting for the person to say when the old one may go. */
    const bothKeys = async () => {
      const client = await firstClient();
      ports = createPorts(account, {
        profile: 'sandbox owner',
        platform,
        memory: { records: new Map(), seen: new Map() },
        signsInWith: async () => false,
        isUsedHere: async () => false,
        isActive: async () => true,
      });
      const name = client.name ?? '';
      const closing = new AbortController().signal;
      const clipboard = new SecretClipboard();
      const alone = <T>(work: () => Promise<T>) => work();
      watched = {
        account,
        session,
        ports,
        clipboard,
        name,
        closing,
        alone,
        copied: new Set(),
        onStep: async () => undefined,
      };
      const last = async (steps: AsyncGenerator<Outcome, void, undefined>) => {
        let outcome: Outcome | undefined;
        for await (const each of steps) outcome = each;
        return outcome;
      };
      const copy = await last(startRotation(ports, client.identifier, { overlap: { kind: 'whenTold' } }));
      assert.ok(copy?.kind === 'needs' && copy.need.kind === 'savedCopy', copy?.kind);
      const { id, newIdentifier } = copy.rotation;
      const retire = await last(continueRotation(ports, id, { decision: { kind: 'savedCopy' } }));
      assert.ok(retire?.kind === 'needs' && retire.need.kind === 'retireNow', retire?.kind);
      assert.ok(newIdentifier);
      return { rotation: retire.rotation, name, old: client.identifier, made: newIdentifier };
    };

    for (const [kind, victim] of [
      ['retireNow', 'old'],
      ['undo', 'made'],
    ] as const) {
      it(`has to be typed before ${kind}`, async () => {
        const { rotation, name, old, made } = await bothKeys();
        const left = resume(watched, rotation, { kind });
        await type(1, old);
        await pressEscape();
        assert.equal(await left, undefined);
        assert.equal(sentDeletions(), 0);
        const done = resume(watched, rotation, { kind });
        await type(2, name);
        assert.equal((await done)?.outcome.kind, 'finished');
        const rest = await identifiers();
        assert.deepEqual([rest.includes(old), rest.includes(made)], [victim !== 'old', victim !== 'made']);
      });
    }

    it('has to be typed by who is asked on the way, too', async () => {
      const { rotation } = await bothKeys();
      const left = resume(watched, rotation, { kind: 'goOn' });
      await type(1, 'no');
      await pressEscape();
      assert.equal((await left)?.outcome.kind, 'needs');
      assert.equal(sentDeletions(), 0);
    });

    for (const [decision, asks] of [
      [{ kind: 'retireNow' }, true],
      [{ kind: 'undo' }, true],
      [{ kind: 'deleteOrphan', identifier: 'sandbox' }, true],
      [{ kind: 'overlap', overlap: { kind: 'for', ms: 0, deleteAutomatically: true } }, true],
      [{ kind: 'overlap', overlap: { kind: 'for', ms: 3_600_000, deleteAutomatically: true } }, false],
      [{ kind: 'overlap', overlap: { kind: 'whenTold' } }, false],
      [{ kind: 'savedCopy' }, false],
      [{ kind: 'leave' }, false],
      [{ kind: 'goOn' }, false],
    ] as const satisfies readonly (readonly [Decision, boolean])[]) {
      it(`${asks ? 'has to' : 'need not'} be typed for ${JSON.stringify(decision)}`, async () => {
        const sure = confirmDecision({ account, name: 'Shop Backend' }, ROTATION, decision);
        if (asks) await type(1, 'Shop Backend');
        assert.equal(await sure, true);
        assert.equal(inputs.length, asks ? 1 : 0);
      });
    }
  });
});
