import * as vscode from 'vscode';
import type { CallOptions, Page, UserSummary } from '../api/index.ts';
import type { RowContext } from '../contributes/rows.ts';
import type { Session } from '../session/session.ts';
import { PagedTree } from '../ui/pagedTree.ts';
import { plain } from '../ui/plainText.ts';
import type { Reconnect } from '../ui/reconnect.ts';
import { userName } from '../ui/userName.ts';
import { LONGEST, lastSignIn, mainRole, twoFactorWords, userFields } from './words.ts';

/** Which users the view is limited to. */
export interface ViewFilter {
  page(page: number, options: CallOptions): Promise<Page<UserSummary>>;
  label(user: UserSummary): vscode.TreeItemLabel;
  note(): string;
}

/** What the view is told. */
export interface UsersTreeOptions {
  readonly reconnect: Reconnect;
  /** The filter that is set. */
  filter(): ViewFilter | undefined;
  /** Called with all rows that are loaded, unless a filter is set. */
  onDidLoad(users: readonly UserSummary[]): void;
}

/** The Users view. */
export function createUsersTree(
  session: Session,
  { reconnect, filter, onDidLoad }: UsersTreeOptions,
): PagedTree<UserSummary> {
  return new PagedTree<UserSummary>({
    viewId: 'tripartie.users',
    reconnect,
    noun: 'users',
    loadMoreCommand: 'tripartie.loadMoreUsers',
    clearFilterCommand: 'tripartie.clearUsersFilter',
    emptyMessage: 'This organization has no users that you may see.',
    keyOf: ({ id }) => String(id),
    fetchPage: async (page, options) =>
      filter()?.page(page, options) ?? (await session.person())?.client.listUsers({ ...options, page }),
    isSelection: () => filter() !== undefined,
    copyOf: ({ email }) => (email ? { label: 'Email', text: plain(email, LONGEST) } : undefined),
    treeItem: (user) => userItem(user, filter()?.label(user)),
    fields: userFields,
    note: () => filter()?.note(),
    onDidLoad: (users) => {
      if (!filter()) onDidLoad(users);
    },
  });
}

function userItem(user: UserSummary, label?: vscode.TreeItemLabel): vscode.TreeItem {
  const email = plain(user.email ?? '');
  const name = userName(user);
  const role = mainRole(user);
  const twoFactor = `two-factor sign-in ${twoFactorWords(user.twoFactor)}`;
  const seen = `last sign-in ${lastSignIn(user)}`;
  const item = new vscode.TreeItem(label ?? name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = String(user.id);
  item.description = [email === name ? '' : email, role].filter((part) => part).join(' · ');
  item.tooltip = [name, email, role, capital(twoFactor), capital(seen)].filter((part) => part).join('\n');
  item.iconPath = new vscode.ThemeIcon(user.twoFactor ? 'verified' : 'person');
  item.contextValue = 'user' satisfies RowContext;
  item.accessibilityInformation = {
    label: [name, email, role, twoFactor, seen].filter((part) => part).join(', '),
  };
  return item;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
