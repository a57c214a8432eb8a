import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import { inFolder, type Platform } from '../platform/platform.ts';
import { requireAccount, requireLatest, STORES } from '../session/require.ts';
import type { Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import type { Reconnect } from '../ui/reconnect.ts';
import { longDate } from '../ui/time.ts';
import type { Decision, Outcome, RotationEntry } from './machine/index.ts';
import { Rotations } from './rotations.ts';

type UnderWay = Extract<RotationEntry, { kind: 'underWay' }>;

/** Rotations under way, with the commands that act on one. Beginning one is a command of the API Clients view. */
export function registerRotations(
  session: Session,
  platform: Platform,
  clipboard: SecretClipboard,
  reconnect: Reconnect,
) {
  const rotations = new Rotations(session, inFolder(platform, 'rotations'), clipboard, reconnect);

  /** A command on one rotation: by its id or row, or the one that the person picks among those that it is for. */
  const onRotation = (id: string, decision: Decision, none: string, isFor: (entry: UnderWay) => boolean) =>
    vscode.commands.registerCommand(id, async (which?: unknown) => {
      if (!(await requireAccount(session, STORES))) return;
      const entry = findEntry(rotations, which) ?? (await pickEntry(rotations, none, isFor));
      const account = await session.account();
      if (entry && account) await rotations.resume(account, entry.rotation, decision);
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
    onDidChange: rotations.onDidChange,
    /** The rows of the Account view. */
    rows: async () => {
      if (rotations.entries.length === 0) return [];
      const { rotationRows } = await import('./rows.ts');
      return rotationRows(rotations.entries, (entry) => rotations.isDriven(entry));
    },
    /** The keys that rotations under way have made. */
    newIdentifiers: () =>
      rotations.entries.flatMap((entry) => (entry.kind === 'underWay' ? (entry.rotation.newIdentifier ?? []) : [])),
    /** What the API Clients view says of a client that takes part in a rotation. */
    markOf: (identifier: string) => {
      const entry = rotations.of(identifier);
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
      const running = rotations.of(client.identifier);
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

function findEntry(rotations: Rotations, which: unknown): UnderWay | undefined {
  const id = which instanceof vscode.TreeItem ? which.id?.replace(/^rotation /, '') : which;
  return rotations.entries.find((entry): entry is UnderWay => entry.kind === 'underWay' && entry.rotation.id === id);
}

async function pickEntry(
  rotations: Rotations,
  none: string,
  isFor: (entry: UnderWay) => boolean,
): Promise<UnderWay | undefined> {
  const [{ pickOne }, { rotationName }, { nextWords }, { withoutIcons }] = await Promise.all([
    import('../ui/steps.ts'),
    import('./ask.ts'),
    import('./words.ts'),
    import('../ui/plainText.ts'),
  ]);
  const entries = rotations.entries.filter(
    (entry): entry is UnderWay => entry.kind === 'underWay' && entry.next.kind !== 'otherAccount' && isFor(entry),
  );
  if (entries.length === 0) {
    void vscode.window.showInformationMessage(none);
    return undefined;
  }
  const answer = await pickOne({
    title: 'Rotations under way',
    left: undefined,
    items: entries.map((entry) => ({
      label: withoutIcons(rotationName(entry.rotation)),
      description: nextWords(entry.next),
      value: entry,
    })),
  });
  return typeof answer === 'object' ? answer : undefined;
}
