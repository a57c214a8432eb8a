import * as vscode from 'vscode';
import { unreadableWords } from './unreadable.ts';

/** Says under the rows of a list that there are more, of which nothing can be shown. */
export function unreadableItem(count: number, noun: string): vscode.TreeItem {
  const item = new vscode.TreeItem(unreadableWords(count));
  // VS Code knows a row again by its label otherwise, which changes with the count.
  item.id = 'unreadable';
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  const words = `Tripartie’s answer does not say what ${count === 1 ? 'it is' : 'they are'}. The other ${noun} are not affected.`;
  item.tooltip = words;
  item.accessibilityInformation = { label: `${unreadableWords(count)}. ${words}` };
  return item;
}
