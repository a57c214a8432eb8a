import * as vscode from 'vscode';
import { commandOf } from './commands.ts';
import { DISABLED, SCHEME } from './stale.ts';

/** Marks a row as from before the key was refused: greyed, and in words for screen readers. */
export function stale(item: vscode.TreeItem): vscode.TreeItem {
  const label = typeof item.label === 'object' ? item.label.label : (item.label ?? '');
  // Shown nowhere: the row has a label and a tooltip of its own.
  item.resourceUri = vscode.Uri.from({ scheme: SCHEME, path: '/row' });
  if (item.iconPath instanceof vscode.ThemeIcon) item.iconPath = new vscode.ThemeIcon(item.iconPath.id, DISABLED);
  const spoken = item.accessibilityInformation?.label ?? [label, item.description].filter((part) => part).join(', ');
  item.accessibilityInformation = { ...item.accessibilityInformation, label: `${spoken}, from before the key ended` };
  return item;
}

/** The row that says why the others are greyed, with what helps. */
export function signedOutRow(): vscode.TreeItem {
  const item = new vscode.TreeItem('Signed out – replace key');
  item.description = 'Tripartie no longer accepts it';
  item.tooltip =
    'Tripartie no longer accepts the key of this profile. Your API clients are unharmed. Select to replace the key; what waits for it goes on.';
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.accessibilityInformation = {
    label: 'Signed out: Tripartie no longer accepts the key. Select to replace it.',
    role: 'button',
  };
  item.command = commandOf('tripartie.replaceKey', 'Replace Key');
  return item;
}
