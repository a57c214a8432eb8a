import { type ApiClient, CancelledError } from '../api/index.ts';
import { accountName } from '../session/profiles/profile.ts';
import { requireAccount, STORES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import { ask, sayLate } from '../ui/notify.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { plain } from '../ui/plainText.ts';
import { whileBusy } from '../ui/whileBusy.ts';

/** A key that is to be rotated, and of which account it is. */
interface NamedKey {
  readonly identifier: string;
  readonly scope: string;
}

/** Of an argument that anybody may have made. */
export function keyToRotate(argument: unknown): NamedKey | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  if (!('identifier' in argument && 'scope' in argument)) return undefined;
  const { identifier, scope } = argument;
  return typeof identifier === 'string' && typeof scope === 'string' ? { identifier, scope } : undefined;
}

/**
 * Rotates a key that a file led to. Any extension and any link can name one, so the person is asked before anything is made.
 */
export async function rotateNamed(
  session: Session,
  { rotate }: { rotate(client: ApiClient, name: string): Promise<unknown> },
  known: readonly ApiClient[],
  { identifier, scope }: NamedKey,
): Promise<void> {
  const account = await requireAccount(session, STORES);
  if (!account) return;
  // It was offered while another account was signed in.
  if (account.scope !== scope) return sayLate();
  const client = await clientNamed(account, known, identifier);
  if (!client) return;
  const name = clientName(client);
  const pressed = await ask({
    about: account,
    text: `Rotate “${name}”?`,
    detail: [
      'A second key is made and tried. The old one goes on working until you say that it may go.',
      `Account: ${accountName(account)}`,
      `Identifier: ${plain(identifier)}`,
    ],
    buttons: [{ id: 'rotate', label: 'Rotate' }],
  });
  if (pressed) await rotate(client, name);
}

async function clientNamed(
  account: Account,
  known: readonly ApiClient[],
  identifier: string,
): Promise<ApiClient | undefined> {
  const found = known.find((each) => each.identifier === identifier);
  if (found) return found;
  try {
    return await whileBusy('Looking at the API client', (call) => account.client.getApiClient(identifier, call));
  } catch (error) {
    if (error instanceof CancelledError) return undefined;
    const say = (reason: string) => `Nothing was rotated. ${reason}`;
    return (await offerRemedy(say, error, account)) && clientNamed(account, known, identifier);
  }
}
