import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import type { CommandId } from '../contributes/commands.ts';
import { inFolder, type Platform } from '../platform/platform.ts';
import { requireAccount, requireLatest, STORES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { registerCommand } from '../ui/commands.ts';
import type { Reconnect } from '../ui/reconnect.ts';
import { longDate } from '../ui/time.ts';
import type { Decision, Outcome } from './machine/index.ts';
import type { UnderWay } from './rotationList.ts';
import { Rotations } from './rotations.ts';

/** Rotations under way, with the commands that act on one. Beginning one is a command of the API Clients view. */
export function registerRotations(
  session: Session,
  platform: Platform,
  clipboard: SecretClipboard,
  reconnect: Reconnect,
) {
  const rotations = new Rotations(session, inFolder(platform, 'rotations'), clipboard, reconnect);
  const { list } = rotations;

  /** A command on one rotation: by its id or row, or the one that the person picks among those that it is for. */
  const onRotation = (id: CommandId, decision: Decision, none: string, isFor: (entry: UnderWay) => boolean) =>
    registerCommand(id, async (which?: unknown) => {
      const account = await requireAccount(session, STORES);
      if (!account) return;
      const entry = findEntry(rotations, which) ?? (await pickEntry(account, rotations, none, isFor));
      if (entry && !account.ended.aborted) await rotations.resume(account, entry.rotation, decision);
    });

  const disposables = vscode.Disposable.from(
    rotations,
    onRotation('tripartie.continueRotation', { kind: 'goOn' }, 'No rotation is under way.', () => true),
    onRotation(
      'tripartie.undoRotation',
      { kind: 'undo' },
      'No rotation is under way that can still be undone.',
      ({ canUndo }) => canUndo,
    ),
  );
  return {
    onDidChange: list.onDidChange,
    /** The rows of the Account view. */
    rows: async () => {
      if (list.entries.length === 0) return [];
      const { rotationRows } = await import('./rows.ts');
      return rotationRows(list.entries, (entry) => list.wasDriven(entry));
    },
    /** The keys that rotations under way have made. */
    newIdentifiers: () =>
      list.entries.flatMap((entry) => (entry.kind === 'underWay' ? (entry.rotation.newIdentifier ?? []) : [])),
    /** What the API Clients view says of a client that takes part in a rotation. */
    markOf: (identifier: string) => {
      const entry = list.of(identifier);
      if (!entry) return undefined;
      if (entry.rotation.newIdentifier === identifier) return 'new key of a rotation';
      return entry.next.kind === 'waitForOverlap'
        ? `overlap until ${longDate(new Date(entry.next.until))}`
        : 'rotating';
    },
    /** @returns how it stands at the end; `undefined` when nothing is known of it */
    rotate: async (client: ApiClient, name: string): Promise<Outcome | undefined> => {
      const account = await session.account();
      if (!account) return undefined;
      if (!(await requireLatest(session))) return { kind: 'refused', reason: { kind: 'storeFailed' } };
      const running = list.of(client.identifier);
      if (!running) {
        const { refuseOwnCredential } = await import('../session/profiles/ownCredential.ts');
        if (await refuseOwnCredential(session, account, client)) {
          return { kind: 'refused', reason: { kind: 'ownCredential' } };
        }
      }
      return running
        ? rotations.resume(account, running.rotation, { kind: 'goOn' })
        : rotations.rotate(account, client, name);
    },
    refresh: () => void rotations.takeUp(),
    dispose: () => disposables.dispose(),
  };
}

function findEntry({ list }: Rotations, which: unknown): UnderWay | undefined {
  const id = which instanceof vscode.TreeItem ? which.id?.replace(/^rotation /, '') : which;
  return list.entries.find((entry): entry is UnderWay => entry.kind === 'underWay' && entry.rotation.id === id);
}

async function pickEntry(
  account: Account,
  { list }: Rotations,
  none: string,
  isFor: (entry: UnderWay) => boolean,
): Promise<UnderWay | undefined> {
  const [{ answerOf }, { inform }, { pickOne }, { nextWords, rotationName }] = await Promise.all([
    import('../ui/answer.ts'),
    import('../ui/notify.ts'),
    import('../ui/pick.ts'),
    import('./words.ts'),
  ]);
  const entries = list.entries.filter(
    (entry): entry is UnderWay => entry.kind === 'underWay' && entry.next.kind !== 'otherAccount' && isFor(entry),
  );
  if (entries.length === 0) return void inform(none);
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
