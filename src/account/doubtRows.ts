import type * as vscode from 'vscode';
import type { Account } from '../session/session.ts';
import { commandOf } from '../ui/commands.ts';
import { warning } from './row.ts';

/** The rows of an account whose secrets are not known to be safe. */
export function doubtRows({ secrets, durability }: Account): vscode.TreeItem[] {
  const rows: vscode.TreeItem[] = [];
  const count = secrets.unsaved.length;
  if (count > 0) {
    const item = warning(count === 1 ? '1 secret is not saved' : `${count} secrets are not saved`, 'select to save');
    item.tooltip =
      'This editor may forget secrets when it restarts. Save a copy of each; after a restart that kept them they count as safe.';
    item.command = commandOf('tripartie.saveSecrets', 'Save Unsaved Secrets');
    rows.push(item);
  }
  if (durability === 'memoryOnly') {
    const item = warning('Secrets are kept in memory only', 'save copies of them elsewhere');
    item.tooltip =
      'This editor forgot what an earlier start had stored. Secrets are gone when the window is reloaded: save them elsewhere, or use the desktop editor with a keyring.';
    rows.push(item);
  }
  return rows;
}
