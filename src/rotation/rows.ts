import * as vscode from 'vscode';
import type { RowContext } from '../contributes/rows.ts';
import { commandOf } from '../ui/commands.ts';
import type { RotationEntry } from './machine/index.ts';
import type { UnderWay } from './rotationList.ts';
import { nextWords, rotationName, shortNext } from './words.ts';

/** The rotations under way as rows. Of those of other accounts, which are not named here, only how many. */
export function rotationRows(entries: readonly RotationEntry[], isDriven: (entry: UnderWay) => boolean) {
  const others = entries.filter((entry) => entry.kind === 'underWay' && entry.next.kind === 'otherAccount');
  const rows = entries.filter((entry) => !others.includes(entry));
  return [
    ...rows.map((entry) => rotationRow(entry, entry.kind === 'underWay' && isDriven(entry))),
    ...(others.length > 0 ? [othersRow(others.length)] : []),
  ];
}

function othersRow(count: number): vscode.TreeItem {
  const what = count === 1 ? '1 rotation of another account' : `${count} rotations of other accounts`;
  const item = row(what, 'waits until it is signed in', 'sync');
  item.command = commandOf('tripartie.switchProfile', 'Switch Profile');
  return item;
}

/**
 * A rotation under way as a row of the Account view. Selecting it goes on.
 * @param driven whether this window is at it now
 */
function rotationRow(entry: RotationEntry, driven: boolean): vscode.TreeItem {
  if (entry.kind !== 'underWay') {
    const words =
      entry.kind === 'unreadable'
        ? 'the editor’s storage does not answer; no key was touched'
        : 'begun by another version of the extension; left alone';
    return row('Rotation', words, 'question');
  }
  const { rotation, next, canUndo } = entry;
  const isUnderWay = driven && (next.kind === 'continue' || next.kind === 'lookForKey');
  const item = row(
    `Rotating “${rotationName(rotation)}”`,
    isUnderWay ? 'under way' : shortNext(next),
    next.kind === 'parked' ? 'warning' : 'sync',
    isUnderWay ? 'under way' : nextWords(next),
  );
  item.id = `rotation ${rotation.id}`;
  item.contextValue = (canUndo ? 'rotation.undoable' : 'rotation') satisfies RowContext;
  item.command = commandOf('tripartie.continueRotation', 'Go On', rotation.id);
  return item;
}

/** @param words all of the description, where that is cut short */
function row(label: string, description: string, icon: string, words = description): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = description;
  item.tooltip = `${label}: ${words}`;
  item.accessibilityInformation = { label: `${label}, ${words}` };
  item.iconPath = new vscode.ThemeIcon(icon);
  return item;
}
