import { type ApiClient, UnreachableError } from '../api/index.ts';
import { findClient, isIdentifier, type Reference } from '../reference/index.ts';
import { hindranceOf } from '../session/hindrance.ts';
import { type ClientList, listClients } from '../session/listClients.ts';
import { accountName, titleName } from '../session/profiles/profile.ts';
import { importSecret } from '../session/secrets/importSecret.ts';
import { StoreError } from '../session/secrets/vault.ts';
import type { Account, Session } from '../session/session.ts';
import { answerOf } from '../ui/answer.ts';
import { type Button, SWITCH_PROFILE, TRY_AGAIN } from '../ui/buttons.ts';
import { clientName } from '../ui/clientName.ts';
import { runCommand, runEditorCommand } from '../ui/commands.ts';
import { explain } from '../ui/explain.ts';
import { pickOne } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { inStatusBar } from '../ui/progress.ts';
import type { Subject } from '../ui/subject.ts';
import { ageWords } from '../ui/time.ts';
import type { Permissions } from './permissions.ts';

/** What this room needs of the one that rotates, as of its last look. */
export interface Rotating {
  /** How a client takes part in one: as the key that it has made, and whether that is known to work and is to stay. */
  markOf(identifier: string): { readonly isNew: boolean; readonly isProven: boolean } | undefined;
  /** The rotation that a client takes part in. */
  idOf(identifier: string): string | undefined;
}

/** What keys are looked for with. */
export interface Sources {
  readonly session: Session;
  readonly permissions: Permissions;
  readonly rotations: Rotating;
}

/** A client that a reference means. */
export interface Key {
  readonly what: string;
  readonly client: Pick<ApiClient, 'identifier' | 'name'>;
  /** Only where a reference asks for it. */
  readonly secret: string | undefined;
}

/** Why there is no value, and the one thing that helps. */
export interface Hurdle {
  readonly kind: 'hurdle';
  readonly about: Subject | undefined;
  readonly text: string;
  readonly detail: string;
  readonly button: Button;
  mend(): Promise<unknown>;
}

/** What was found: all of one account's, or the first that is in the way. `left`: the person does not go on. */
export type Found =
  | { readonly kind: 'keys'; readonly account: Account; readonly keys: readonly Key[] }
  | Hurdle
  | { readonly kind: 'left' };

const LEFT = { kind: 'left' } as const;

/** Where a reference is mended. */
export const OPEN_FILE = { id: 'open', label: 'Open launch.json' } as const;

/** Shows it. */
export function openFile(): Promise<void> {
  return runEditorCommand('workbench.action.debug.configure');
}

/**
 * The keys that references mean to the account that is signed in. A stored secret counts only for a client that this
 * account has: another one at the same address may have stored it.
 * @param chosen whom the person has picked among several of one name, by that name; added to
 */
export async function findKeys(
  { session, permissions, rotations }: Sources,
  references: readonly Reference[],
  chosen: Map<string, string>,
  signal: AbortSignal,
): Promise<Found> {
  const hindrance = await hindranceOf(session, {});
  if (hindrance) {
    const { message, button, command } = hindrance;
    return { kind: 'hurdle', about: undefined, text: message, detail: '', button, mend: () => runCommand(command) };
  }
  const account = await session.account();
  if (!account) return LEFT;
  const whats = [...new Set(references.map(({ what }) => what))];
  const list = await listed(account, permissions, whats, signal);
  if ('kind' in list) return list;
  const keys: Key[] = [];
  for (const what of whats) {
    const match = findClient(chosen.get(what) ?? what, list.clients);
    if (match.kind === 'absent') return absent(account, permissions, what, list.isComplete, match.near[0]);
    const client = match.kind === 'found' ? match.client : await oneOf(account, rotations, what, match.clients);
    if (!client) return LEFT;
    if (match.kind === 'several') chosen.set(what, client.identifier);
    const isSecret = references.some((each) => each.what === what && each.part === 'secret');
    const secret = isSecret ? await secretOf(account, client) : undefined;
    if (typeof secret === 'object') return secret;
    keys.push({ what, client, secret });
  }
  return account.ended.aborted ? LEFT : { kind: 'keys', account, keys };
}

/** All clients; where Tripartie cannot be reached, those that were found here before. */
async function listed(
  account: Account,
  permissions: Permissions,
  whats: readonly string[],
  signal: AbortSignal,
): Promise<ClientList | Hurdle | typeof LEFT> {
  try {
    return await inStatusBar('Looking for API clients…', () => listClients(account, signal));
  } catch (error) {
    if (signal.aborted || account.ended.aborted) return LEFT;
    if (error instanceof UnreachableError) {
      const known = whats.flatMap((what) => permissions.of(account.profileId, what) ?? []);
      const clients = known.map(({ what, identifier }) => ({ identifier, name: what, scopes: [] }));
      if (clients.length === whats.length) return { clients, isComplete: true };
    }
    const text = `The API clients of ${accountName(account)} could not be listed`;
    return { ...retry(account), text, detail: explain(error).message };
  }
}

function retry(about: Account) {
  return { kind: 'hurdle', about, button: TRY_AGAIN, mend: async () => undefined } as const;
}

/** Whether clients of one name are the keys of one rotation: then nobody is asked which is meant. */
export function areOfOneRotation({ idOf }: Pick<Rotating, 'idOf'>, clients: readonly ApiClient[]): boolean {
  const [rotation, ...more] = new Set(clients.map(({ identifier }) => idOf(identifier)));
  return rotation !== undefined && more.length === 0;
}

/** The one that is meant among several of one name. @returns `undefined` when the person picks none */
async function oneOf(
  account: Account,
  rotations: Rotating,
  what: string,
  clients: readonly ApiClient[],
): Promise<ApiClient | undefined> {
  const isHere = await Promise.all(
    clients.map(
      async ({ identifier }) => (await account.secrets.read(identifier).catch(() => undefined)) !== undefined,
    ),
  );
  // Both keys of a rotation work: the new one is used as soon as it is proven. Before, and while that is undone, the old one.
  if (areOfOneRotation(rotations, clients)) {
    const markOf = ({ identifier }: ApiClient) => rotations.markOf(identifier);
    const next = clients.find((each, index) => markOf(each)?.isProven && isHere[index]);
    const client = next ?? clients.find((each) => !markOf(each)?.isNew);
    if (client) return client;
  }
  const picked = await pickOne<ApiClient>({
    title: `Debug with “${plain(what, 40)}” – ${titleName(account)}`,
    about: account,
    placeholder: `${clients.length} API clients have this name. Which one, this time? Write its identifier instead, and you are not asked again.`,
    items: clients.map((client, index) => ({
      icon: isHere[index] ? 'key' : 'circle-outline',
      label: plain(client.identifier, 64),
      description: `${ageWords(client.createdAt, account.client.now())} · secret ${isHere[index] ? '' : 'not '}in this editor`,
      detail: plain(client.scopes.join(', '), 300),
      value: client,
    })),
  });
  return answerOf(picked);
}

function absent(
  account: Account,
  permissions: Permissions,
  what: string,
  isComplete: boolean,
  near: ApiClient | undefined,
): Hurdle {
  const text = `“${plain(what, 64)}” is no API client of ${accountName(account)}`;
  const others = permissions.all.filter((each) => each.what === what && each.profile !== account.profileId);
  const [other] = others;
  if (other) {
    const detail = `This workspace was given it from ${plain(other.who, 80)}, which is not the profile that is active.`;
    const mend = () => runCommand('tripartie.switchProfile');
    return { kind: 'hurdle', about: account, text, detail, button: SWITCH_PROFILE, mend };
  }
  if (!isComplete) {
    const detail = 'That is not certain: the list could not be read to its end, or changed while it was read.';
    return { ...retry(account), text, detail };
  }
  if (near) {
    const detail = `Did you mean “${clientName(near)}”? Names count letter by letter.`;
    return { kind: 'hurdle', about: account, text, detail, button: OPEN_FILE, mend: openFile };
  }
  return {
    kind: 'hurdle',
    about: account,
    text,
    detail: 'A reference is the name of an API client, letter by letter, or its identifier.',
    button: { id: 'create', label: 'Create API Client…' },
    mend: () => created(account, what),
  };
}

/** Ends as soon as a new secret is kept: the command itself goes on until the message about it is answered. */
async function created(account: Account, what: string): Promise<void> {
  let listener: { dispose(): void } | undefined;
  const kept = new Promise<void>((resolve) => {
    listener = account.secrets.onDidChange(() => resolve());
  });
  await Promise.race([
    kept,
    runCommand('tripartie.createApiClient', ...(isIdentifier(what) ? [] : ([{ name: what }] as const))),
  ]);
  listener?.dispose();
}

/** The secret of a client, or why it cannot be had. */
async function secretOf(account: Account, client: Pick<ApiClient, 'identifier' | 'name'>): Promise<string | Hurdle> {
  const name = clientName(client);
  try {
    const secret = await account.secrets.read(client.identifier);
    if (secret !== undefined) return secret;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const text = `The editor’s secret store does not answer, so the secret of “${name}” could not be read`;
    return { ...retry(account), text, detail: 'The key itself is unharmed.' };
  }
  return {
    kind: 'hurdle',
    about: account,
    text: `The secret of “${name}” is not in this editor`,
    detail: 'Tripartie shows a secret only once, when the key is created. If you have it elsewhere, import it.',
    button: { id: 'import', label: 'Import It…' },
    mend: () => importSecret(account, client, name),
  };
}
