import * as vscode from 'vscode';
import { commandOf } from './commands.ts';
import { explain } from './explain.ts';

/** A failure as a row; selecting it does what helps. */
export function failedItem(error: unknown, retry: vscode.Command): vscode.TreeItem {
  const { message, remedy } = explain(error);
  const command = remedy === 'signIn' ? commandOf('tripartie.signIn', 'Sign In Again') : retry;
  const item = new vscode.TreeItem(command.title);
  item.description = message;
  item.tooltip = message;
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.accessibilityInformation = { label: `${message} ${command.title}`, role: 'button' };
  item.command = command;
  return item;
}
