import * as vscode from 'vscode';
import { type AccessToken, type ApiClient, NotSignedInError } from '../api/index.ts';
import { StoreError } from '../session/secrets/vault.ts';
import type { Account } from '../session/session.ts';
import { explain } from '../ui/explain.ts';
import { plain, withoutLinks } from '../ui/plainText.ts';
import { until } from '../ui/time.ts';
import { clientName } from './view.ts';

/** `Tripartie: Test API Client Credentials`: fetches a token, says what it carries, and throws it away. */
export async function testCredentials(account: Account, client: ApiClient): Promise<void> {
  const name = `“${withoutLinks(clientName(client))}”`;
  try {
    const secret = await account.secrets.read(client.identifier);
    if (secret === undefined) return await offerImport(account, client, name);
    const token = await account.client.fetchToken({ identifier: client.identifier, secret });
    account.note('credentials tested', client, 'they work');
    void vscode.window.showInformationMessage(`The credentials of ${name} work. ${describe(token)}`);
  } catch (error) {
    const words =
      error instanceof StoreError
        ? 'The editor’s secret store does not answer.'
        : error instanceof NotSignedInError
          ? 'Tripartie does not accept the secret that is stored here.'
          : explain(error).message;
    account.note('credentials tested', client, words);
    const remedy = error instanceof NotSignedInError ? 'Import Another Secret…' : 'Try Again';
    const choice = await vscode.window.showErrorMessage(`The credentials of ${name} were not proven. ${words}`, remedy);
    if (choice === 'Try Again') await testCredentials(account, client);
    else if (choice)
      await (await import('../session/secrets/importSecret.ts')).importSecret(account, client, clientName(client));
  }
}

/** What a token may do and until when. Plain text. */
export function describe(token: AccessToken): string {
  const scopes = token.scopes?.map((scope) => plain(scope, 40)).join(', ');
  return `A token ${scopes ? `with ${scopes}` : 'of unknown scopes'} was issued; such a token ends ${until(token.expiresAt)}.`;
}

async function offerImport(account: Account, client: ApiClient, name: string): Promise<void> {
  const choice = await vscode.window.showWarningMessage(
    `The secret of ${name} is not in this editor, so it cannot be tried.`,
    'Import It…',
  );
  if (choice)
    await (await import('../session/secrets/importSecret.ts')).importSecret(account, client, clientName(client));
}
