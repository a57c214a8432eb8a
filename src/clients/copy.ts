import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import { type HandOverAs, handOver } from '../session/secrets/handOver.ts';
import { StoreError } from '../session/secrets/vault.ts';
import type { Account } from '../session/session.ts';
import { TRY_AGAIN } from '../ui/buttons.ts';
import { clientName } from '../ui/clientName.ts';
import { CLIPBOARD_LIFETIME_MS, type SecretClipboard } from '../ui/clipboard.ts';
import { runCommand } from '../ui/commands.ts';
import { fail, inform, showDone, warn } from '../ui/notify.ts';

const SECONDS = CLIPBOARD_LIFETIME_MS / 1000;

const COPIED: Readonly<Record<HandOverAs, string>> = { secret: 'The secret', envLines: 'Identifier and secret' };

/** `Tripartie: Copy API Client Secret`, and `Copy API Client as .env Lines`. */
export async function copySecret(
  account: Account,
  client: ApiClient,
  clipboard: SecretClipboard,
  as: HandOverAs = 'secret',
): Promise<void> {
  const secret = await secretOf(account, client);
  if (secret === undefined || !(await handOver(account, clipboard, { ...client, secret }, as))) return;
  const are = as === 'secret' ? 'is' : 'are';
  void inform(`${COPIED[as]} of “${clientName(client)}” ${are} on the clipboard, for ${SECONDS} seconds.`);
}

/** The secret of a client, to hand it over; where there is none, the person was told, and may have imported it. */
export async function secretOf(
  account: Account,
  client: Pick<ApiClient, 'identifier' | 'name'>,
): Promise<string | undefined> {
  const name = clientName(client);
  try {
    const secret = await account.secrets.read(client.identifier);
    if (secret === undefined) await notHere(account, client, name);
    return secret;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const words = `The editor’s secret store does not answer, so the secret of “${name}” could not be read. The key itself is unharmed.`;
    return (await fail(words, account, TRY_AGAIN)) && secretOf(account, client);
  }
}

async function notHere(account: Account, client: Pick<ApiClient, 'identifier'>, name: string): Promise<void> {
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
