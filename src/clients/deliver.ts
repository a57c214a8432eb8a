import type * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import { requireAccount } from '../session/require.ts';
import type { HandedKey } from '../session/secrets/handOver.ts';
import type { Account, Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { secretOf } from './copy.ts';
import type { Purpose } from './pick.ts';

/** What the room that puts keys where programs look for them can do with one. */
export type DeliveryCommand = Extract<
  Purpose,
  'tripartie.writeToEnv' | 'tripartie.runWithKey' | 'tripartie.setCiSecret'
>;

/** That room. */
export interface Delivery {
  deliver(
    command: DeliveryCommand,
    account: Account,
    key: HandedKey,
    means: Means,
    replaces: string | undefined,
  ): Promise<void>;
}

/** What it needs besides. */
export interface Means {
  readonly clipboard: SecretClipboard;
  readonly context: Pick<vscode.ExtensionContext, 'workspaceState' | 'extension'>;
}

/** How a client is told: by the row that a command was called on, or by the person. */
export interface Choosing {
  clientOf(row: unknown): Promise<ApiClient | undefined>;
  choose(account: Account, purpose: Purpose): Promise<ApiClient | undefined>;
}

/**
 * `Tripartie: Write to .env…` and the like: the key that a message or a rotation names, the row it was called on, or one
 * that the person picks.
 */
export async function deliverKey(
  command: DeliveryCommand,
  session: Session,
  argument: unknown,
  { clientOf, choose }: Choosing,
  means: Means,
  loadDelivery: () => Promise<Delivery>,
): Promise<void> {
  const account = await requireAccount(session);
  if (!account) return;
  const named = keyNamedBy(argument);
  const client = named ?? (await clientOf(argument)) ?? (await choose(account, command));
  if (!client) return;
  const secret = await secretOf(account, client);
  if (secret === undefined) return;
  const { identifier, name } = client;
  await (await loadDelivery()).deliver(command, account, { identifier, name, secret }, means, named?.replaces);
}

/** Of an argument that anybody may have made. A secret is in no argument. */
function keyNamedBy(argument: unknown): (Pick<ApiClient, 'identifier' | 'name'> & { replaces?: string }) | undefined {
  if (typeof argument !== 'object' || argument === null || !('identifier' in argument)) return undefined;
  const { identifier } = argument;
  if (typeof identifier !== 'string') return undefined;
  const name = 'name' in argument && typeof argument.name === 'string' ? argument.name : undefined;
  const replaces = 'replaces' in argument && typeof argument.replaces === 'string' ? argument.replaces : undefined;
  return { identifier, ...(name !== undefined && { name }), ...(replaces !== undefined && { replaces }) };
}
