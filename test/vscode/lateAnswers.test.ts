import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parseApiOrigin, UnreachableError } from '../../src/api/index.ts';
import { settleAmbiguousCreate } from '../../src/clients/ambiguousCreate.ts';
import { deleteClient } from '../../src/clients/delete.ts';
import { keepSecret } from '../../src/clients/keepSecret.ts';
import { sentNow } from '../../src/clients/orphans.ts';
import { testCredentials } from '../../src/clients/test.ts';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import { confirmDecision } from '../../src/rotation/confirm.ts';
import type { Outcome, Rotation } from '../../src/rotation/machine/index.ts';
import { Rotations } from '../../src/rotation/rotations.ts';
import { tell } from '../../src/rotation/tell.ts';
import { createSandbox, type Sandbox, serveSandbox } from '../../src/sandbox/index.ts';
import { requireAccount, WRITES } from '../../src/session/require.ts';
import { importSecret } from '../../src/session/secrets/importSecret.ts';
import type { Account, Session } from '../../src/session/session.ts';
import { leave } from '../../src/signIn/signOut.ts';
import { SecretClipboard } from '../../src/ui/clipboard.ts';
import { offerRemedy } from '../../src/ui/offerRemedy.ts';
import { Reconnect } from '../../src/ui/reconnect.ts';
import { useWindows } from '../helpers/windows.ts';

/** An API that keeps all that it is sent. */
async function serveListening(seed: number) {
  const sandbox: Sandbox = createSandbox({ users: 1, apiClients: 3, seed });
  const heard: string[] = [];
  const server = await serveSandbox({
    fetch: async (request: Request) => {
      const headers = [...request.headers].map((pair) => pair.join(': '));
      heard.push([request.method, request.url, ...headers, await request.clone().text()].join('\n'));
      return sandbox.fetch(request);
    },
  });
  return { sandbox, heard, url: server.url, close: () => server.close() };
}

/** A message that nobody has answered yet. */
interface Message {
  readonly text: string;
  readonly buttons: readonly vscode.MessageItem[];
  press(button: vscode.MessageItem | undefined): void;
}

describe('An answer that comes when another account is shown', () => {
  const windows = useWindows();
  const { showErrorMessage, showInformationMessage, showWarningMessage } = vscode.window;
  const { executeCommand } = vscode.commands;
  let session: Session;
  let account: Account;
  let first: Awaited<ReturnType<typeof serveListening>>;
  let second: Awaited<ReturnType<typeof serveListening>>;
  let messages: Message[];
  let commands: string[];

  beforeEach(async () => {
    [first, second] = await Promise.all([serveListening(1), serveListening(2)]);
    messages = [];
    commands = [];
    const hear = (text: string, ...rest: (vscode.MessageOptions | vscode.MessageItem)[]) =>
      new Promise<vscode.MessageItem | undefined>((press) => {
        messages.push({ text, buttons: rest.filter((each): each is vscode.MessageItem => 'title' in each), press });
      });
    Object.assign(vscode.window, {
      showErrorMessage: hear,
      showInformationMessage: hear,
      showWarningMessage: hear,
    });
    Object.assign(vscode.commands, { executeCommand: async (id: string) => void commands.push(id) });
    session = windows.open();
    await signIn(first, 'one');
    const signedIn = await session.account();
    assert.ok(signedIn);
    account = signedIn;
  });
  afterEach(async () => {
    Object.assign(vscode.window, { showErrorMessage, showInformationMessage, showWarningMessage });
    Object.assign(vscode.commands, { executeCommand });
    await Promise.all([first.close(), second.close()]);
  });

  const signIn = ({ sandbox, url }: typeof first, subject: string) =>
    session.signIn({
      environment: 'custom',
      origin: parseApiOrigin(url),
      kind: 'personalKey',
      subject,
      credential: { kind: 'personalKey', jwt: sandbox.personalKey },
    });
  const settled = async () => {
    for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2));
  };

  const rotation = (oldIdentifier: string): Rotation => ({
    version: 2,
    id: 'rotation-of-one',
    state: 'CURRENT',
    profile: `${account.scope} organization`,
    origin: account.scope,
    oldIdentifier,
    name: 'name-of-one',
    scopes: ['OFFER_READ'],
    before: [oldIdentifier],
    newestBefore: 0,
    startedAt: 0,
    newIdentifier: 'new-of-one',
  });

  it('sends nothing of the one to the other, whatever message it is to', async () => {
    const { items } = await account.client.listApiClients();
    const [client] = items;
    assert.ok(client);
    const created = await account.client.createApiClient({ name: 'made for one', scopes: ['OFFER_READ'] });
    await account.secrets.keep(client.identifier, created.secret);
    const clipboard = new SecretClipboard();
    const rotations = new Rotations(
      session,
      createNodePlatform(windows.folder),
      clipboard,
      new Reconnect(async () => undefined),
    );
    const its = rotation(client.identifier);
    const outcomes: Outcome[] = [
      { kind: 'busy' },
      { kind: 'cancelled', rotation: its },
      { kind: 'waits', rotation: its, because: 'network', inMs: 1 },
      { kind: 'waits', rotation: its, because: 'overlap', until: 0 },
      { kind: 'needs', rotation: its, need: { kind: 'retireNow', because: 'whenTold' } },
      { kind: 'failed', rotation: its, error: new UnreachableError({ operation: 'fetchToken' }) },
      ...(['secretLost', 'newKeyRefused', 'deleteRefused', 'oldKeyRefused'] as const).map(
        (reason): Outcome => ({ kind: 'parked', rotation: its, reason }),
      ),
    ];
    /** What each message's answer came to, where it is for this account alone. */
    const answers: unknown[] = [];
    const begin = (work: Promise<unknown>) => void work.then((answer) => answers.push(answer)).catch(() => undefined);
    for (const outcome of outcomes) begin(tell(account, 'name-of-one', outcome));
    begin(confirmDecision({ account, name: 'name-of-one' }, its, { kind: 'undo' }));
    begin(keepSecret(account, created, clipboard));
    begin(testCredentials(account, client));
    begin(deleteClient(account, { ...created, scopes: ['OFFER_READ'] }));
    begin(settleAmbiguousCreate(account, { name: 'made for one', scopes: ['OFFER_READ'] }, sentNow(account.client)));
    begin(importSecret(account, client, 'name-of-one'));
    begin(offerRemedy((reason) => reason, new UnreachableError({ operation: 'me' }), account));
    await session.setReadOnly(account.profileId, true);
    begin(requireAccount(session, WRITES));
    windows.store.fault = 'throws';
    begin(leave(session, account.profileId));
    await settled();
    windows.store.fault = 'none';
    assert.ok(messages.length >= outcomes.length + 4, `${messages.length} messages`);

    await signIn(second, 'two');
    const before = first.heard.length;
    for (let next = messages.shift(); next; next = messages.shift()) {
      next.press(next.buttons[0]);
      await settled();
    }
    rotations.dispose();
    await clipboard.clear();
    const canaries = [
      first.sandbox.personalKey,
      created.secret,
      created.identifier,
      client.identifier,
      'of-one',
      'for one',
    ];
    for (const canary of canaries) {
      assert.ok(!second.heard.some((request) => request.includes(canary)), `the second API heard ${canary}`);
    }
    assert.equal(first.heard.length, before, 'something was sent for an account that was left');
    assert.deepEqual(
      answers.filter((answer) => answer !== undefined && answer !== false),
      [],
    );
    assert.ok(!commands.includes('tripartie.allowChanges'), 'changes were allowed for the other');
  });
});
