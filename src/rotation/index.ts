import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import type { CommandId } from '../contributes/commands.ts';
import { inFolder, type Platform } from '../platform/platform.ts';
import { requireAccount, requireLatest, STORES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { registerCommand } from '../ui/commands.ts';
import type { Reconnect } from '../ui/reconnect.ts';
import type { Decision, Outcome } from './machine/index.ts';
import type { UnderWay } from './rotationList.ts';
import type { Rotations } from './rotations.ts';

/**
 * Rotations under way, with the commands that act on one; loaded with the first account. Beginning one is a command of
 * the API Clients view.
 */
export function registerRotations(
  session: Session,
  platform: Platform,
  clipboard: SecretClipboard,
  reconnect: Reconnect,
) {
  const changed = new vscode.EventEmitter<void>();
  let known: Rotations | undefined;
  let loading: Promise<Rotations> | undefined;
  let isDisposed = false;
  const load = () => {
    loading ??= import('./rotations.ts').then(({ Rotations }) => {
      known = new Rotations(session, inFolder(platform, 'rotations'), clipboard, reconnect);
      known.list.onDidChange(() => changed.fire());
      if (isDisposed) known.dispose();
      return known;
    });
    // What could not be loaded is loaded when it is asked for again.
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };

  /** A command on one rotation: by its id or row, or the one that the person picks among those that it is for. */
  const onRotation = (id: CommandId, decision: Decision, none: string, isFor: (entry: UnderWay) => boolean) =>
    registerCommand(id, async (which) => {
      const account = await requireAccount(session, STORES);
      if (!account) return;
      const [rotations, { findRotation, pickRotation }] = await Promise.all([load(), import('./pickRotation.ts')]);
      const { list } = rotations;
      // Right after the start nobody has looked yet.
      if (!findRotation(list, which)) await list.look(account);
      const entry = findRotation(list, which) ?? (await pickRotation(account, list, none, isFor));
      if (entry && !account.ended.aborted) await rotations.resume(account, entry.rotation, decision);
    });

  const disposables = vscode.Disposable.from(
    changed,
    session.onDidChange(({ kind }) => {
      // What one account could go on with is not known of another: before any view asks.
      known?.list.forget();
      // Once it is there it hears of the account by itself.
      if (kind !== 'signedIn' || loading) return;
      load().then(
        (rotations) => rotations.takeUp(),
        () => undefined,
      );
    }),
    onRotation('tripartie.continueRotation', { kind: 'goOn' }, 'No rotation is under way.', () => true),
    onRotation(
      'tripartie.undoRotation',
      { kind: 'undo' },
      'No rotation is under way that can still be undone.',
      ({ canUndo }) => canUndo,
    ),
  );
  return {
    onDidChange: changed.event,
    /** The rows of the Account view. */
    rows: async () => {
      const list = known?.list;
      if (!list || list.entries.length === 0) return [];
      const { rotationRows } = await import('./rows.ts');
      return rotationRows(list.entries, (entry) => list.wasDriven(entry));
    },
    /** The keys that rotations under way have made. */
    newIdentifiers: () =>
      (known?.list.entries ?? []).flatMap((entry) =>
        entry.kind === 'underWay' ? (entry.rotation.newIdentifier ?? []) : [],
      ),
    /** Whether a client takes part in a rotation, from a look that is taken now: for what must not be done beside one. */
    isRotating: async (account: Account, identifier: string): Promise<boolean | 'unknown'> => {
      const { list } = await load();
      const isRead = await list.look(account);
      if (list.of(identifier)) return true;
      return isRead && list.entries.every(({ kind }) => kind !== 'unreadable') ? false : 'unknown';
    },
    /** The id of the rotation that a client takes part in, as of the last look. */
    idOf: (identifier: string) => known?.list.of(identifier)?.rotation.id,
    /** What the API Clients view says of a client that takes part in a rotation, as of the last look. */
    markOf: (identifier: string) => known?.markOf(identifier),
    /** @returns how it stands at the end; `undefined` when nothing is known of it */
    rotate: async (client: ApiClient, name: string): Promise<Outcome | undefined> => {
      const account = await session.account();
      if (!account) return undefined;
      if (!(await requireLatest(session))) return { kind: 'refused', reason: { kind: 'storeFailed' } };
      const rotations = await load();
      const running = rotations.list.of(client.identifier);
      if (running) return rotations.resume(account, running.rotation, { kind: 'goOn' });
      const { refuseOwnCredential } = await import('../session/profiles/ownCredential.ts');
      if (await refuseOwnCredential(session, account, client)) {
        return { kind: 'refused', reason: { kind: 'ownCredential' } };
      }
      return rotations.rotate(account, client, name);
    },
    refresh: () => void known?.takeUp(),
    dispose: () => {
      isDisposed = true;
      known?.dispose();
      disposables.dispose();
    },
  };
}
