import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import type { RowContext } from '../contributes/rows.ts';
import { systemClock } from '../platform/clock.ts';
import { isDue } from '../rotation/machine/due.ts';
import type { SecretPlace } from '../session/secrets/clientSecrets.ts';
import type { Account, Session } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import { PagedTree } from '../ui/pagedTree.ts';
import { plain } from '../ui/plainText.ts';
import type { Reconnect } from '../ui/reconnect.ts';
import { maxAgeDays } from '../ui/settings.ts';
import { ageWords, createdWords, shortAge } from '../ui/time.ts';
import type { Shown } from './arrange.ts';

const DOUBTFUL = { icon: 'warning', color: 'list.warningForeground' } as const;

const PLACES: Readonly<Record<SecretPlace | 'unknown', { icon: string; color?: string; words: string }>> = {
  stored: { icon: 'key', words: 'stored in this editor' },
  unproven: { ...DOUBTFUL, words: 'stored in this editor, which may forget it when it restarts – save a copy' },
  memory: { ...DOUBTFUL, words: 'in this window’s memory – copy it before you close the window' },
  extension: { ...DOUBTFUL, words: 'not stored, in this extension’s memory only – copy it now' },
  absent: { icon: 'circle-outline', words: 'not in this editor' },
  unknown: { icon: 'question', words: 'the editor’s secret store does not answer' },
};

/** How a client takes part in a rotation under way. */
export interface RotationMark {
  readonly words: string;
  /** The same where there is little room. */
  readonly short: string;
  /** Whether it is the key that the rotation has made. */
  readonly isNew: boolean;
  readonly oldIdentifier: string;
}

/** What this view shows of the rotations that a client takes part in. */
export interface RotationMarks {
  readonly onDidChange: vscode.Event<void>;
  markOf(identifier: string): RotationMark | undefined;
}

/** The API Clients view, what counts again how many of its keys are due, and the clients that it has loaded, unless they may be others by now. */
export function createClientsTree(
  session: Session,
  marks: RotationMarks,
  reconnect: Reconnect,
  shown: () => Shown | undefined,
  rowsUnder: (client: ApiClient) => Promise<readonly vscode.TreeItem[]>,
): {
  tree: PagedTree<ApiClient>;
  countDue: () => void;
  known: () => readonly ApiClient[] | undefined;
  onDidLoad: vscode.Event<void>;
} {
  let loaded: readonly ApiClient[] = [];
  const didLoad = new vscode.EventEmitter<void>();
  /** Whose clients these are, once they were asked for. */
  let owner: Account | undefined;
  /** By the clock of the API, once it is known. */
  const now = () => (owner?.client ?? systemClock).now();
  const countDue = () => {
    const due = loaded.filter((client) => isDueNow(client, marks.markOf(client.identifier), now())).length;
    const count = `${tree.hasMore ? 'At least ' : ''}${due}`;
    const tooltip = `${count} ${due === 1 ? 'API client is' : 'API clients are'} due for rotation`;
    tree.view.badge = due > 0 ? { value: due, tooltip } : undefined;
  };
  const tree = new PagedTree<ApiClient>({
    viewId: 'tripartie.apiClients',
    reconnect,
    noun: 'API clients',
    loadMoreCommand: 'tripartie.loadMoreApiClients',
    clearFilterCommand: 'tripartie.clearApiClientsFilter',
    // What a read-only profile would refuse is not offered.
    get createCommand() {
      return owner?.readOnly ? undefined : 'tripartie.createApiClient';
    },
    emptyMessage: 'This organization has no API clients yet.',
    keyOf: ({ identifier }) => identifier,
    canSelectMany: true,
    copyOf: ({ identifier }) => ({ label: 'Identifier', text: plain(identifier) }),
    arrange: (clients) => shown()?.arrange(clients) ?? clients,
    note: () => shown()?.note(loaded),
    fetchPage: async (page, options) => {
      const person = await session.person();
      owner = person ?? owner;
      return person?.client.listApiClients({ ...options, page });
    },
    treeItem: async (client) => {
      const place = await placeOf(client, await session.account());
      return clientItem(client, place, marks.markOf(client.identifier), now());
    },
    fields: (client) => [
      ['Identifier', plain(client.identifier)],
      ['Created', createdWords(client.createdAt)],
      ['Scopes', plain(client.scopes.join(', '), 300) || 'none'],
    ],
    rowsUnder,
    onDidLoad: (clients) => {
      loaded = clients;
      countDue();
      didLoad.fire();
    },
  });
  return { tree, countDue, known: () => (tree.isAtStart ? undefined : loaded), onDidLoad: didLoad.event };
}

/** What is being rotated is not due any more. */
function isDueNow(client: ApiClient, mark: RotationMark | undefined, now: number): boolean {
  return mark === undefined && isDue(client, maxAgeDays(), now);
}

/** Where the secret of a client is, as far as the store says. */
export async function placeOf(client: ApiClient, account: Account | undefined): Promise<SecretPlace | 'unknown'> {
  return (await account?.secrets.place(client.identifier).catch(() => 'unknown' as const)) ?? 'absent';
}

/** What rows of a client show of its state, wherever they are. */
export interface Look {
  readonly due: boolean;
  /** Name of a codicon, and the colour it has in a view. */
  readonly icon: string;
  readonly color: string | undefined;
  /** How old it is, or how it takes part in a rotation, in a few characters. */
  readonly short: string;
}

/** @param now by the API's clock, in milliseconds since 1970 */
export function lookOf(
  client: ApiClient,
  place: SecretPlace | 'unknown',
  mark: RotationMark | undefined,
  now: number,
): Look {
  const { icon, color } = PLACES[place];
  const due = isDueNow(client, mark, now);
  // That it is due is said by the icon, and to a screen reader in words: there is no room for more than the age.
  const short = mark?.short ?? shortAge(client.createdAt, now);
  // The new key of a rotation has the icon of where its secret is, and the old one that it is on its way out.
  if (mark && !mark.isNew) return { due, icon: 'sync', color: undefined, short };
  if (due && icon !== 'warning') return { due, icon: 'history', color: 'list.warningForeground', short };
  return { due, icon, color, short };
}

/** How much of an identifier stands in a row, in characters, where there is no name. */
const NAMELESS_MAX = 8;

function clientItem(
  client: ApiClient,
  place: SecretPlace | 'unknown',
  mark: RotationMark | undefined,
  now: number,
): vscode.TreeItem {
  const { words } = PLACES[place];
  const { due, icon, color, short } = lookOf(client, place, mark, now);
  const name = clientName(client);
  const age = ageWords(client.createdAt, now);
  const scopes = client.scopes.map((scope) => plain(scope, 40));
  const label = client.name ? name : `${name.slice(0, NAMELESS_MAX)}…`;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = client.identifier;
  item.description = short;
  item.tooltip = [
    name,
    `Identifier: ${plain(client.identifier)}`,
    `Created: ${createdWords(client.createdAt)}`,
    `Scopes: ${scopes.join(', ') || 'none'}`,
    `Secret: ${words}`,
    ...(mark ? [`Rotation: ${mark.words}`] : []),
    ...(due ? [`Due: older than ${maxAgeDays()} days`] : []),
  ].join('\n');
  item.iconPath = new vscode.ThemeIcon(icon, color ? new vscode.ThemeColor(color) : undefined);
  item.contextValue = `apiClient.${place}` satisfies RowContext;
  item.accessibilityInformation = {
    label: `${name}, ${mark?.words ?? (due ? 'due for rotation' : 'not due')}, ${client.createdAt ? `created ${age}` : age}, secret ${words}, scopes ${scopes.join(', ')}`,
  };
  return item;
}
