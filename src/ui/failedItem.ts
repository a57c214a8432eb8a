import * as vscode from 'vscode';
import { commandOf } from './commands.ts';
import { explain } from './explain.ts';
import { shortReason } from './shortReason.ts';

/**
 * A failure as a row: why, in short, and behind it what selecting it does about that. All of it is in the tooltip.
 * @param what could not be loaded: "your account"
 */
export function failedItem(error: unknown, what: string, retry: vscode.Command): vscode.TreeItem {
  const { message, remedy } = explain(error);
  const command = remedy === 'signIn' ? commandOf('tripartie.signIn', 'Sign In Again') : retry;
  const item = new vscode.TreeItem(shortReason(error));
  // In the place of “Load more”, whatever the reason: who pressed Enter there stays there.
  item.id = 'more';
  item.description = command.title;
  item.tooltip = `Could not load ${what}. ${message}\nSelect: ${command.title}`;
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.accessibilityInformation = { label: `Could not load ${what}. ${message} ${command.title}`, role: 'button' };
  item.command = command;
  return item;
}
