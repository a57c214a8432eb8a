import * as vscode from 'vscode';
import type { CommandId } from '../contributes/commands.ts';
import type { RowContext } from '../contributes/rows.ts';
import { commandOf } from './commands.ts';
import { failedItem } from './failedItem.ts';
import { signedOutRow } from './staleRows.ts';
import { unreadableWords } from './unreadable.ts';

/** A row of a list that is none of its items, or is under one. */
type ListRow =
  | { readonly kind: 'field'; readonly label: string; readonly value: string }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'more' | 'unreadable' | 'filtered' | 'none' | 'signedOut' };

/** How far the list is loaded. */
interface Loaded {
  readonly size: number;
  readonly total: number | undefined;
  readonly unreadable: number;
}

/** See `PagedTreeOptions`. */
interface Named {
  readonly noun: string;
  readonly loadMoreCommand: CommandId;
  readonly clearFilterCommand?: CommandId;
  readonly createCommand?: CommandId | undefined;
}

/** A row as it is shown. */
export function rowItem(
  row: ListRow,
  list: Loaded,
  { noun, loadMoreCommand, clearFilterCommand, createCommand }: Named,
): vscode.TreeItem {
  switch (row.kind) {
    case 'field':
      return fieldItem(row.label, row.value);
    case 'failed':
      return failedItem(row.error, noun, commandOf(loadMoreCommand, 'Try Again'));
    case 'more':
      return moreItem(list.size, list.total, noun, loadMoreCommand);
    case 'unreadable':
      return unreadableItem(list.unreadable, noun);
    case 'filtered':
      return onlyItem(row.kind, 'Clear filter', 'clear-all', 'Nothing matches.', clearFilterCommand);
    case 'none':
      return onlyItem(row.kind, 'Create the first one', 'add', `There are no ${noun} yet.`, createCommand);
    case 'signedOut':
      return signedOutRow();
  }
}

/** Says under the rows of a list that there are more, of which nothing can be shown. */
function unreadableItem(count: number, noun: string): vscode.TreeItem {
  const item = new vscode.TreeItem(unreadableWords(count));
  // VS Code knows a row again by its label otherwise, which changes with the count.
  item.id = 'unreadable';
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  const words = `Tripartie’s answer does not say what ${count === 1 ? 'it is' : 'they are'}. The other ${noun} are not affected.`;
  item.tooltip = words;
  item.accessibilityInformation = { label: `${unreadableWords(count)}. ${words}` };
  return item;
}

/** The row that loads the next page. @param total how many there are, where that is known */
function moreItem(size: number, total: number | undefined, noun: string, command: CommandId): vscode.TreeItem {
  const seen = size.toLocaleString('en');
  const count = total === undefined ? seen : `${seen} of ${total.toLocaleString('en')}`;
  const item = new vscode.TreeItem(`Load more (${count})`);
  // Without one its text is what VS Code knows a row by, and this text changes.
  item.id = 'more';
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.tooltip = `${count} ${noun} are shown. Select to load the next page.`;
  item.accessibilityInformation = { label: `Load more ${noun}, ${count} shown`, role: 'button' };
  item.command = commandOf(command, 'Load More');
  return item;
}

/** The row of a list that has no other. @param why said before it to who does not see that */
function onlyItem(
  id: string,
  label: string,
  icon: string,
  why: string,
  command: CommandId | undefined,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.accessibilityInformation = { label: `${why} ${label}`, role: 'button' };
  if (command) item.command = commandOf(command, label);
  return item;
}

/** A field and its value as a row. Both are plain text by the time they come here. */
function fieldItem(label: string, value: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = value;
  item.tooltip = `${label}: ${value}`;
  item.contextValue = 'field' satisfies RowContext;
  return item;
}
