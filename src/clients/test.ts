import { type AccessToken, type ApiClient, NotSignedInError } from '../api/index.ts';
import { StoreError } from '../session/secrets/vault.ts';
import type { Account } from '../session/session.ts';
import { TRY_AGAIN } from '../ui/buttons.ts';
import { clientName } from '../ui/clientName.ts';
import { explain } from '../ui/explain.ts';
import { fail, inform, warn } from '../ui/notify.ts';
import { plain } from '../ui/plainText.ts';
import { until } from '../ui/time.ts';

/** `Tripartie: Test API Client Credentials`: fetches a token, says what it carries, and throws it away. */
export async function testCredentials(account: Account, client: ApiClient): Promise<void> {
  const name = clientName(client);
  try {
    const secret = await account.secrets.read(client.identifier);
    if (secret === undefined) return await offerImport(account, client, name);
    const token = await account.client.fetchToken({ identifier: client.identifier, secret });
    account.note('credentials tested', client, 'they work');
    void inform(`The credentials of “${name}” work. ${describe(token)}`);
  } catch (error) {
    const reason = reasonOf(error);
    account.note('credentials tested', client, reason);
    const remedy =
      error instanceof NotSignedInError ? ({ id: 'import', label: 'Import Another Secret…' } as const) : TRY_AGAIN;
    const pressed = await fail(`The credentials of “${name}” were not proven. ${reason}`, account, remedy);
    if (pressed === 'tryAgain') await testCredentials(account, client);
    if (pressed === 'import') await importSecret(account, client, name);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof StoreError) return 'The editor’s secret store does not answer.';
  if (error instanceof NotSignedInError) return 'Tripartie does not accept the secret that is stored here.';
  return explain(error).message;
}

/** What a token may do and until when. Plain text. */
export function describe(token: AccessToken): string {
  const scopes = token.scopes?.map((scope) => plain(scope, 40)).join(', ');
  return `A token ${scopes ? `with ${scopes}` : 'of unknown scopes'} was issued; such a token ends ${until(token.expiresAt)}.`;
}

async function offerImport(account: Account, client: ApiClient, name: string): Promise<void> {
  const words = `The secret of “${name}” is not in this editor, so it cannot be tried.`;
  if (await warn(words, account, { id: 'import', label: 'Import It…' })) await importSecret(account, client, name);
}

async function importSecret(account: Account, client: ApiClient, name: string): Promise<void> {
  await (await import('../session/secrets/importSecret.ts')).importSecret(account, client, name);
}
