import type * as vscode from 'vscode';
import type { UserSummary } from '../api/index.ts';
import { fullName, highlight, type Range } from '../directory/index.ts';
import { plain } from '../ui/plainText.ts';
import { userName } from '../ui/userName.ts';

/** The name as a row shows it, with what the query matches of it marked. What it matches elsewhere cannot be marked in a row. */
export function markedName(user: UserSummary, query: string): vscode.TreeItemLabel {
  const shown = {
    id: plain(String(user.id)),
    firstName: plain(user.firstName ?? ''),
    lastName: plain(user.lastName ?? ''),
    email: plain(user.email ?? ''),
  };
  const label = userName(user);
  const ranges = highlight(shown, query);
  const name = fullName(shown);
  const [text, marks, at] = name
    ? [name, ranges.name, 0]
    : shown.email
      ? [shown.email, ranges.email, 0]
      : [shown.id, ranges.id, label.length - shown.id.length];
  // A long name is cut off: nothing is marked from there on.
  const isShown = ([start, end]: Range) => label.slice(at + start, at + end) === text.slice(start, end);
  return { label, highlights: marks.filter(isShown).map(([start, end]) => [at + start, at + end]) };
}
