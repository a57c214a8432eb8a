import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import type { RowContext } from '../contributes/rows.ts';
import { systemClock } from '../platform/clock.ts';
import { isDue } from '../rotation/machine/due.ts';
import type { SecretPlace } from '../session/secrets/clientSecrets.ts';
import type { Account, Session } from '../session/session.ts';
import { PagedTree } from '../ui/pagedTree.ts';
import { plain } from '../ui/plainText.ts';
import type { Reconnect } from '../ui/reconnect.ts';
import { maxAgeDays } from '../ui/settings.ts';
import { ageWords, createdWords } from '../ui/time.ts';

/** What a person calls a client: its name, or its identifier where it has none. Plain text. */
export function clientName(client: { name?: string; identifier: string }): string {
  return plain(client.name ?? '', 64) || plain(client.identifier, 32);
}

const PLACES: Readonly<Record<SecretPlace | 'unknown', { icon: string; color?: string; words: string }>> = {
  stored: { icon: 'key', words: 'stored in this editor' },
  memory: {
    icon: 'warning',
    color: 'list.warningForeground',
    words: 'not stored – copy it before you close the window',
  },
  absent: { icon: 'circle-outline', words: 'not in this editor' },
  unknown: { icon: 'question', words: 'the editor’s secret store does not answer' },
};

/** What this view shows of the rotations that a client takes part in. */
export interface RotationMarks {
  readonly onDidChange: vscode.Event<void>;
  markOf(identifier: string): string | undefined;
}

/** The API Clients view, and what counts again how many of its keys are due. */
export function createClientsTree(
  session: Session,
  marks: RotationMarks,
  reconnect: Reconnect,
): { tree: PagedTree<ApiClient>; countDue: () => void } {
  let loaded: readonly ApiClient[] = [];
  const countDue = () => {
    const due = loaded.filter((client) => isDueNow(client, marks.markOf(client.identifier))).length;
    const tooltip = due === 1 ? '1 API client is due for rotation' : `${due} API clients are due for rotation`;
    tree.view.badge = due > 0 ? { value: due, tooltip } : undefined;
  };
  const tree = new PagedTree<ApiClient>({
    viewId: 'tripartie.apiClients',
    reconnect,
    noun: 'API clients',
    loadMoreCommand: 'tripartie.loadMoreApiClients',
    emptyMessage: 'This organization has no API clients yet.',
    keyOf: ({ identifier }) => identifier,
    fetchPage: async (page, options) => (await session.person())?.client.listApiClients({ ...options, page }),
    treeItem: async (client) =>
      clientItem(client, await placeOf(client, await session.account()), marks.markOf(client.identifier)),
    fields: (client) => [
      ['Identifier', plain(client.identifier)],
      ['Created', createdWords(client.createdAt)],
      ['Scopes', plain(client.scopes.join(', '), 300) || 'none'],
    ],
    onDidLoad: (clients) => {
      loaded = clients;
      countDue();
    },
  });
  return { tree, countDue };
}

/** What is being rotated is not due any more. */
function isDueNow(client: ApiClient, mark: string | undefined): boolean {
  return mark === undefined && isDue(client, maxAgeDays(), systemClock.now());
}

async function placeOf(client: ApiClient, account: Account | undefined): Promise<SecretPlace | 'unknown'> {
  return (await account?.secrets.place(client.identifier).catch(() => 'unknown' as const)) ?? 'absent';
}

function clientItem(client: ApiClient, place: SecretPlace | 'unknown', mark: string | undefined): vscode.TreeItem {
  const { icon, color, words } = PLACES[place];
  const due = isDueNow(client, mark);
  const name = clientName(client);
  const age = ageWords(client.createdAt);
  const scopes = client.scopes.map((scope) => plain(scope, 40));
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = client.identifier;
  item.description = [mark ?? (due ? `due, ${age}` : age), summary(scopes)].join(' · ');
  item.tooltip = [
    name,
    `Identifier: ${plain(client.identifier)}`,
    `Created: ${createdWords(client.createdAt)}`,
    `Scopes: ${scopes.join(', ') || 'none'}`,
    `Secret: ${words}`,
    ...(mark ? [`Rotation: ${mark}`] : []),
    ...(due ? [`Due: older than ${maxAgeDays()} days`] : []),
  ].join('\n');
  const [shown, tint] = mark
    ? ['sync', undefined]
    : due && place !== 'memory'
      ? ['history', 'list.warningForeground']
      : [icon, color];
  item.iconPath = new vscode.ThemeIcon(shown, tint ? new vscode.ThemeColor(tint) : undefined);
  item.contextValue = `apiClient.${place}` satisfies RowContext;
  item.accessibilityInformation = {
    label: `${name}, ${mark ?? (due ? 'due for rotation' : 'not due')}, ${client.createdAt ? `created ${age}` : age}, secret ${words}, scopes ${scopes.join(', ')}`,
  };
  return item;
}

function summary(scopes: readonly string[]): string {
  const [first, second] = scopes;
  if (first === undefined) return 'no scopes';
  return scopes.length > 2 ? `${scopes.length} scopes` : [first, ...(second ? [second] : [])].join(', ');
}
