import * as vscode from 'vscode';
import type { Account } from '../session/session.ts';
import { answerOf } from '../ui/answer.ts';
import { inform } from '../ui/notify.ts';
import { pickOne } from '../ui/pick.ts';
import type { RotationList, UnderWay } from './rotationList.ts';
import { nextWords, rotationName } from './words.ts';

/** The rotation behind what a command was called with: its id, or its row in the Account view. */
export function findRotation(list: RotationList, which: unknown): UnderWay | undefined {
  const id = which instanceof vscode.TreeItem ? which.id?.replace(/^rotation /, '') : which;
  return list.entries.find((entry): entry is UnderWay => entry.kind === 'underWay' && entry.rotation.id === id);
}

/** The one that the person picks among those that a command is for. @param none said when there is none */
export async function pickRotation(
  account: Account,
  list: RotationList,
  none: string,
  isFor: (entry: UnderWay) => boolean,
): Promise<UnderWay | undefined> {
  const entries = list.entries.filter(
    (entry): entry is UnderWay => entry.kind === 'underWay' && entry.next.kind !== 'otherAccount' && isFor(entry),
  );
  if (entries.length === 0) {
    void inform(none);
    return undefined;
  }
  const picked = await pickOne({
    title: 'Rotations under way',
    about: account,
    items: entries.map((entry) => ({
      label: rotationName(entry.rotation),
      description: nextWords(entry.next),
      value: entry,
    })),
  });
  return answerOf(picked);
}
