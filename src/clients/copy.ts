import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import { handOver } from '../session/secrets/handOver.ts';
import { StoreError } from '../session/secrets/vault.ts';
import type { Account } from '../session/session.ts';
import { TRY_AGAIN } from '../ui/buttons.ts';
import { CLIPBOARD_LIFETIME_MS, type SecretClipboard } from '../ui/clipboard.ts';
import { runCommand } from '../ui/commands.ts';
import { fail, inform, showDone, warn } from '../ui/notify.ts';
import { clientName } from './view.ts';

const SECONDS = CLIPBOARD_LIFETIME_MS / 1000;

/** `Tripartie: Copy API Client Secret`. */
export async function copySecret(account: Account, client: ApiClient, clipboard: SecretClipboard): Promise<void> {
  const name = clientName(client);
  let secret: string | undefined;
  try {
    secret = await account.secrets.read(client.identifier);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const words = `The editor’s secret store does not answer, so the secret of “${name}” could not be read. The key itself is unharmed.`;
    if (await fail(words, account, TRY_AGAIN)) await copySecret(account, client, clipboard);
    return;
  }
  if (secret === undefined) return notHere(account, client, name);
  if (await handOver(account, clipboard, { ...client, secret })) {
    void inform(`The secret of “${name}” is on the clipboard, for ${SECONDS} seconds.`);
  }
}

async function notHere(account: Account, client: ApiClient, name: string): Promise<void> {
  const pressed = await warn(
    `The secret of “${name}” is not in this editor. Tripartie shows a secret only once, when the key is created.`,
    account,
    { id: 'import', label: 'Import It…' },
    { id: 'create', label: 'Create a New API Client' },
  );
  if (pressed === 'import') {
    await (await import('../session/secrets/importSecret.ts')).importSecret(account, client, name);
  } else if (pressed === 'create') await runCommand('tripartie.createApiClient');
}

/** `Tripartie: Copy API Client Identifier`. */
export async function copyIdentifier(client: ApiClient): Promise<void> {
  await vscode.env.clipboard.writeText(client.identifier);
  showDone(`Identifier of ${clientName(client)} copied`);
}
