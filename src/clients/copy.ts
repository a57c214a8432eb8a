import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import { StoreError } from '../session/secrets/vault.ts';
import type { Account } from '../session/session.ts';
import { CLIPBOARD_LIFETIME_MS, type SecretClipboard } from '../ui/clipboard.ts';
import { runCommand } from '../ui/commands.ts';
import { withoutIcons, withoutLinks } from '../ui/plainText.ts';
import { clientName } from './view.ts';

const SECONDS = CLIPBOARD_LIFETIME_MS / 1000;

/** `Tripartie: Copy API Client Secret`. */
export async function copySecret(account: Account, client: ApiClient, clipboard: SecretClipboard): Promise<void> {
  const name = withoutLinks(clientName(client));
  let secret: string | undefined;
  try {
    secret = await account.secrets.read(client.identifier);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const choice = await vscode.window.showErrorMessage(
      `The editor’s secret store does not answer, so the secret of “${name}” could not be read. The key itself is unharmed.`,
      'Try Again',
    );
    if (choice) await copySecret(account, client, clipboard);
    return;
  }
  if (secret === undefined) {
    const choice = await vscode.window.showWarningMessage(
      `The secret of “${name}” is not in this editor. Tripartie shows a secret only once, when the key is created.`,
      'Import It…',
      'Create a New API Client',
    );
    if (choice === 'Import It…')
      await (await import('../session/secrets/importSecret.ts')).importSecret(account, client, clientName(client));
    else if (choice) await runCommand('tripartie.createApiClient');
    return;
  }
  await clipboard.copy(secret);
  account.note('secret copied', client);
  void vscode.window.showInformationMessage(`The secret of “${name}” is on the clipboard, for ${SECONDS} seconds.`);
}

/** `Tripartie: Copy API Client Identifier`. */
export async function copyIdentifier(client: ApiClient): Promise<void> {
  await vscode.env.clipboard.writeText(client.identifier);
  vscode.window.setStatusBarMessage(`$(check) Identifier of ${withoutIcons(clientName(client))} copied`, 4_000);
}
