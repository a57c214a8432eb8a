import * as vscode from 'vscode';
import { type ApiClient, isApiError, NotFoundError } from '../api/index.ts';
import { accountName, titleName } from '../session/profiles/profile.ts';
import { StoreError } from '../session/secrets/vault.ts';
import type { Account } from '../session/session.ts';
import { runCommand } from '../ui/commands.ts';
import { confirmName } from '../ui/confirmName.ts';
import { explain } from '../ui/explain.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { plain, withoutIcons, withoutLinks } from '../ui/plainText.ts';
import { longDate, since } from '../ui/time.ts';
import { clientName } from './view.ts';

/**
 * `Tripartie: Delete API Client…`: asks, in production twice, deletes, forgets the secret.
 * @returns whether the client is known to be gone
 */
export async function deleteClient(account: Account, client: ApiClient): Promise<boolean> {
  const choice = await vscode.window.showWarningMessage(
    `Delete the API client “${withoutLinks(clientName(client))}” of ${withoutLinks(accountName(account))}?`,
    { modal: true, detail: consequences(client) },
    'Delete',
  );
  return choice === 'Delete' && eraseNamed(account, client);
}

/**
 * Deletes for a person who already said so; in production the name has to be typed first.
 * @returns whether the client is known to be gone
 */
export async function eraseNamed(account: Account, client: { identifier: string; name?: string }): Promise<boolean> {
  const name = clientName(client);
  const sure = await confirmName(account, {
    title: `Delete “${withoutIcons(name, 40)}” – ${titleName(account)}`,
    name,
    doing: 'delete this API client',
  });
  return sure && erase(account, client);
}

/** A client that takes part in a rotation is not deleted beside it: the rotation knows when that breaks nobody. */
export async function refuseMidRotation(client: ApiClient): Promise<void> {
  const choice = await vscode.window.showWarningMessage(
    `“${withoutLinks(clientName(client))}” is being rotated, so it is not deleted now. Finish or undo the rotation first.`,
    'Go On With the Rotation',
  );
  if (choice) await runCommand('tripartie.continueRotation');
}

async function erase(account: Account, client: { identifier: string; name?: string }): Promise<boolean> {
  const name = withoutLinks(clientName(client));
  let failure: unknown;
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Deleting “${name}”…`, cancellable: true },
    async (_, token) => {
      const cancelling = new AbortController();
      token.onCancellationRequested(() => cancelling.abort());
      try {
        await account.client.deleteApiClient(client.identifier, { signal: cancelling.signal });
      } catch (error) {
        // Gone is gone, whoever did it.
        if (!(error instanceof NotFoundError)) failure = error;
      }
    },
  );
  if (failure !== undefined && !(isApiError(failure) && (await isGone(account, client.identifier)))) {
    return notDeleted(account, client, failure);
  }
  account.note('deleted', client);
  await forgetSecret(account, client.identifier, name);
  return true;
}

/** A delete whose answer was lost may have worked: asks. Unknown counts as still there. */
async function isGone({ client }: Account, identifier: string): Promise<boolean> {
  return client.getApiClient(identifier).then(
    () => false,
    (error) => error instanceof NotFoundError,
  );
}

async function notDeleted(
  account: Account,
  client: { identifier: string; name?: string },
  failure: unknown,
): Promise<boolean> {
  account.note('deleted', client, explain(failure).message);
  const name = withoutLinks(clientName(client));
  const say = (reason: string) =>
    `“${name}” was not deleted, as far as is known, and its secret is still here. ${reason}`;
  return (await offerRemedy(say, failure)) !== undefined && erase(account, client);
}

async function forgetSecret(account: Account, identifier: string, name: string): Promise<void> {
  try {
    await account.secrets.forget(identifier);
    vscode.window.setStatusBarMessage(`$(check) ${withoutIcons(name)} deleted`, 4_000);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    void vscode.window.showWarningMessage(
      `“${name}” was deleted at Tripartie. The editor’s secret store did not delete its secret, which no longer opens anything.`,
    );
  }
}

function consequences(client: ApiClient): string {
  const scopes = client.scopes.map((scope) => plain(scope, 40)).join(', ');
  return [
    'Every program that uses this key stops working: it gets no new tokens, and the tokens it has end at once. This cannot be undone.',
    `Identifier: ${plain(client.identifier)}`,
    `Scopes: ${scopes || 'none'}`,
    `Created: ${longDate(client.createdAt)} (${since(client.createdAt)})`,
  ].join('\n');
}
