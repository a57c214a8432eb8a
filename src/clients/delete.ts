import { type ApiClient, deletion } from '../api/index.ts';
import { refuseOwnCredential } from '../session/profiles/ownCredential.ts';
import { accountName, titleName } from '../session/profiles/profile.ts';
import { StoreError } from '../session/secrets/vault.ts';
import type { Account, Session } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import { runCommand } from '../ui/commands.ts';
import { confirmName } from '../ui/confirmName.ts';
import { explain } from '../ui/explain.ts';
import { ask, showDone, warn } from '../ui/notify.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { plain } from '../ui/plainText.ts';
import { inNotification } from '../ui/progress.ts';
import { createdWords } from '../ui/time.ts';

/** What of a client it takes to delete it. */
interface Named {
  readonly identifier: string;
  readonly name?: string;
}

/**
 * `Tripartie: Delete API Client…`: one, or several with one yes; without those that a rotation or a profile still needs.
 * @param gone told of each that is known to be gone
 */
export async function deleteUnlessUsed(
  session: Session,
  rotations: { isRotating(account: Account, identifier: string): Promise<boolean | 'unknown'> },
  account: Account,
  clients: readonly ApiClient[],
  gone: (client: ApiClient) => void,
): Promise<void> {
  const free: ApiClient[] = [];
  for (const client of clients) {
    const isRotating = await rotations.isRotating(account, client.identifier);
    if (isRotating) void refuseMidRotation(account, client, isRotating);
    else if (!(await refuseOwnCredential(session, account, client))) free.push(client);
  }
  const [only, ...others] = free;
  if (!only || (others.length > 0 && !(await askAboutAll(account, free)))) return;
  if (others.length === 0) {
    if (await deleteClient(account, only)) gone(only);
    return;
  }
  for (const client of free) {
    if (!(await eraseNamed(account, client))) return;
    gone(client);
  }
}

/** Most names that a question about several clients has. */
const NAMED_MAX = 10;

async function askAboutAll(account: Account, clients: readonly ApiClient[]): Promise<boolean> {
  const names = clients
    .slice(0, NAMED_MAX)
    .map((client) => `“${clientName(client)}” (${plain(client.identifier, 32)})`);
  const more = clients.length - names.length;
  const sure = await ask({
    about: account,
    text: `Delete ${clients.length} API clients of ${accountName(account)}?`,
    detail: [goodbye('one of these keys'), ...names, ...(more > 0 ? [`and ${more} more`] : [])],
    buttons: [{ id: 'delete', label: `Delete ${clients.length}` }],
  });
  return sure !== undefined;
}

/**
 * Asks, in production twice, deletes, forgets the secret.
 * @returns whether the client is known to be gone
 */
export async function deleteClient(account: Account, client: ApiClient): Promise<boolean> {
  const sure = await ask({
    about: account,
    text: `Delete the API client “${clientName(client)}” of ${accountName(account)}?`,
    detail: consequences(client),
    buttons: [{ id: 'delete', label: 'Delete' }],
  });
  return sure !== undefined && eraseNamed(account, client);
}

/**
 * Deletes for a person who already said so; in production the name has to be typed first.
 * @returns whether the client is known to be gone
 */
export async function eraseNamed(account: Account, client: Named): Promise<boolean> {
  const name = clientName(client);
  const sure = await confirmName(account, {
    title: `Delete “${plain(name, 40)}” – ${titleName(account)}`,
    name,
    doing: 'delete this API client',
  });
  return sure && erase(account, client);
}

/** A client that takes part in a rotation is not deleted beside it: the rotation knows when that breaks nobody. */
async function refuseMidRotation(account: Account, client: ApiClient, isRotating: true | 'unknown'): Promise<void> {
  if (isRotating === 'unknown') {
    void warn(
      `“${clientName(client)}” is not deleted now: whether it is being rotated cannot be told at the moment. Nothing was changed; try again shortly.`,
    );
    return;
  }
  const words = `“${clientName(client)}” is being rotated, so it is not deleted now. Finish or undo the rotation first.`;
  const goOn = { id: 'goOn', label: 'Go On With the Rotation' };
  if (await warn(words, account, goOn)) await runCommand('tripartie.continueRotation');
}

async function erase(account: Account, client: Named): Promise<boolean> {
  const { client: api } = account;
  const verdict = await inNotification(`Deleting “${clientName(client)}”…`, (signal) =>
    deletion(
      () => api.deleteApiClient(client.identifier, { signal }),
      () => api.getApiClient(client.identifier),
    ).catch((error: unknown) => ({ kind: 'failed' as const, error })),
  );
  if (verdict.kind !== 'gone') return notDeleted(account, client, verdict.error);
  account.note('deleted', client);
  await forgetSecret(account, client);
  return true;
}

async function notDeleted(account: Account, client: Named, failure: unknown): Promise<boolean> {
  account.note('deleted', client, explain(failure).message);
  const say = (reason: string) =>
    `“${clientName(client)}” was not deleted, as far as is known, and its secret is still here. ${reason}`;
  return (await offerRemedy(say, failure, account)) !== undefined && erase(account, client);
}

async function forgetSecret(account: Account, client: Named): Promise<void> {
  const name = clientName(client);
  try {
    await account.secrets.forget(client.identifier);
    showDone(`${name} deleted`);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    void warn(
      `“${name}” was deleted at Tripartie. The editor’s secret store did not delete its secret, which no longer opens anything.`,
    );
  }
}

function goodbye(key: string): string {
  return `Every program that uses ${key} stops working: it gets no new tokens, and the tokens it has end at once. This cannot be undone.`;
}

function consequences(client: ApiClient): string[] {
  const scopes = client.scopes.map((scope) => plain(scope, 40)).join(', ');
  return [
    goodbye('this key'),
    `Identifier: ${plain(client.identifier)}`,
    `Scopes: ${scopes || 'none'}`,
    `Created: ${createdWords(client.createdAt)}`,
  ];
}
