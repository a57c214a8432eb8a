import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import type { CommandId } from '../contributes/commands.ts';
import { FOCUSED_ROW } from '../contributes/focusedRow.ts';
import { type Needs, requireAccount, STORES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { registerCommand, runEditorCommand } from '../ui/commands.ts';
import { perAccount } from '../ui/perAccount.ts';
import type { Reconnect } from '../ui/reconnect.ts';
import { onDidChangeSetting } from '../ui/settings.ts';
import type { ClientDraft } from './create.ts';
import { clientName, createClientsTree, type RotationMarks } from './view.ts';

/** What this room needs of the one that rotates. */
interface Rotating extends RotationMarks {
  isRotating(account: Account, identifier: string): Promise<boolean | 'unknown'>;
  /** The keys that rotations under way have made. */
  newIdentifiers(): readonly string[];
  rotate(client: ApiClient, name: string): Promise<unknown>;
}

/** The API Clients view and its commands. */
export function registerClients(
  session: Session,
  clipboard: SecretClipboard,
  rotations: Rotating,
  reconnect: Reconnect,
) {
  const { tree, countDue } = createClientsTree(session, rotations, reconnect);
  const draftOf = perAccount((): ClientDraft => ({ name: '', scopes: [] }));

  /** The client behind what a command was called with. A keybinding says no more than that a row has the focus. */
  const clientOf = async (row: unknown): Promise<ApiClient | undefined> => {
    if (row !== FOCUSED_ROW) return tree.itemOf(row);
    // The arrow keys move the focus only, and VS Code tells what is selected.
    await runEditorCommand('list.selectAndPreserveFocus');
    return tree.itemOf(tree.view.selection[0]);
  };

  /** A command on one client: the row it was called on, or one that the person picks. */
  const onClient = (
    id: CommandId,
    purpose: string,
    act: (account: Account, client: ApiClient) => Promise<unknown>,
    needs?: Needs,
  ) =>
    registerCommand(id, async (row?: unknown) => {
      const account = await requireAccount(session, needs);
      if (!account) return;
      const client = (await clientOf(row)) ?? (await (await import('./pick.ts')).pickClient(account, purpose));
      if (client) await act(account, client);
    });

  /** Keys that a rotation made, for which the list was loaded anew. */
  const newKeys = new Set<string>();
  let secretsListener: vscode.Disposable | undefined;
  const follow = (account: Account | undefined) => {
    secretsListener?.dispose();
    secretsListener = account?.secrets.onDidChange(() => tree.redraw());
  };

  const disposables = vscode.Disposable.from(
    tree,
    session.onDidChange((state) => {
      follow(state.kind === 'signedIn' ? state.account : undefined);
      tree.reset(true);
    }),
    session.onDidChangeKey(({ refused }) => tree.setStale(refused)),
    { dispose: () => secretsListener?.dispose() },
    rotations.onDidChange(() => {
      const unseen = rotations.newIdentifiers().filter((identifier) => !newKeys.has(identifier));
      for (const identifier of unseen) newKeys.add(identifier);
      if (unseen.length > 0) tree.reset(false);
      else tree.redraw();
      countDue();
    }),
    onDidChangeSetting('tripartie.rotation.maxAgeDays', () => tree.reset(false)),
    registerCommand('tripartie.createApiClient', async () => {
      const account = await requireAccount(session, STORES);
      if (!account) return;
      const { createClientFlow } = await import('./create.ts');
      await createClientFlow({
        account,
        draft: draftOf(account),
        clipboard,
        onChanged: () => tree.reset(false),
      });
    }),
    onClient(
      'tripartie.deleteApiClient',
      'Delete an API client',
      async (account, client) => {
        const { deleteClient, refuseMidRotation } = await import('./delete.ts');
        const isRotating = await rotations.isRotating(account, client.identifier);
        if (isRotating) return refuseMidRotation(account, client, isRotating);
        const { refuseOwnCredential } = await import('../session/profiles/ownCredential.ts');
        if (await refuseOwnCredential(session, account, client)) return;
        if (await deleteClient(account, client)) tree.remove(client.identifier);
      },
      STORES,
    ),
    onClient('tripartie.copyApiClientSecret', 'Copy a secret', async (account, client) =>
      (await import('./copy.ts')).copySecret(account, client, clipboard),
    ),
    onClient(
      'tripartie.rotateApiClient',
      'Rotate an API client',
      (_, client) => rotations.rotate(client, clientName(client)),
      STORES,
    ),
    registerCommand('tripartie.rotateDueApiClients', async () => {
      const account = await requireAccount(session, STORES);
      if (!account) return;
      const { rotateDue } = await import('./rotateDue.ts');
      await rotateDue(account, {
        markOf: rotations.markOf,
        rotate: (client) => rotations.rotate(client, clientName(client)),
      });
    }),
    onClient('tripartie.testApiClient', 'Test credentials', async (account, client) =>
      (await import('./test.ts')).testCredentials(account, client),
    ),
    onClient(
      'tripartie.importApiClientSecret',
      'Import a secret',
      async (account, client) =>
        (await import('../session/secrets/importSecret.ts')).importSecret(account, client, clientName(client)),
      { stores: true },
    ),
    onClient('tripartie.copyApiClientIdentifier', 'Copy an identifier', async (_, client) =>
      (await import('./copy.ts')).copyIdentifier(client),
    ),
  );
  return {
    view: tree.view,
    clearing: tree.clearing,
    refresh: () => tree.reset(false),
    dispose: () => disposables.dispose(),
  };
}
