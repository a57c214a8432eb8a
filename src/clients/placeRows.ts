import * as vscode from 'vscode';
import type { RowContext } from '../contributes/rows.ts';
import type { PlaceState } from '../dotenv/index.ts';
import { systemClock } from '../platform/clock.ts';
import { type KeyPlace, keyPlaces } from '../session/keyPlaces.ts';
import { requireAccount } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import { commandOf, editorCommandOf } from '../ui/commands.ts';
import { inform } from '../ui/notify.ts';
import { plain } from '../ui/plainText.ts';

/** How long the other rows of a client wait for these, in milliseconds. */
const PATIENCE_MS = 300;

/** The rows below a client that say which files have its key. What they show is read anew when such a file changes. */
export class PlaceRows implements vscode.Disposable {
  readonly #session: Session;
  readonly #redraw: () => void;
  readonly #watcher = vscode.workspace.createFileSystemWatcher('**/{.env,.env.*}');
  readonly #listeners: vscode.Disposable;
  #followed: { readonly account: Account; readonly listener: vscode.Disposable } | undefined;

  /** What was found last, by profile and client. */
  readonly #known = new Map<string, readonly vscode.TreeItem[]>();
  readonly #patience: number;

  /** @param redraw asks for the rows again @param patience how long they may take, in milliseconds */
  constructor(session: Session, redraw: () => void, patience = PATIENCE_MS) {
    this.#session = session;
    this.#patience = patience;
    this.#redraw = redraw;
    this.#listeners = vscode.Disposable.from(
      this.#watcher,
      this.#watcher.onDidChange(redraw),
      this.#watcher.onDidCreate(redraw),
      this.#watcher.onDidDelete(redraw),
      vscode.workspace.onDidGrantWorkspaceTrust(redraw),
      vscode.workspace.onDidChangeWorkspaceFolders(redraw),
    );
  }

  /**
   * One row a place. Where a disk takes its time these are the last ones that are known, and all is drawn again when it
   * turns out that others are right: the rest of the client's rows does not wait. Never rejects.
   */
  async of(identifier: string): Promise<readonly vscode.TreeItem[]> {
    const account = await this.#session.account();
    if (!account) return [];
    this.#follow(account);
    const key = `${account.profileId} ${identifier}`;
    const known = this.#known.get(key) ?? [];
    let isLate = false;
    const looked = keyPlaces(account, identifier).then((places) => {
      const rows = places.map((place) => placeItem(identifier, place));
      this.#known.set(key, rows);
      if (isLate && JSON.stringify(rows) !== JSON.stringify(known)) this.#redraw();
      return rows;
    });
    const patience = new AbortController();
    const late = systemClock.sleep(this.#patience, patience.signal).then(() => {
      isLate = true;
      return known;
    });
    return Promise.race([looked, late]).finally(() => patience.abort());
  }

  #follow(account: Account): void {
    if (this.#followed?.account !== account) {
      this.#followed?.listener.dispose();
      this.#followed = { account, listener: account.places.onDidChange(this.#redraw) };
    }
  }

  dispose(): void {
    this.#followed?.listener.dispose();
    this.#listeners.dispose();
  }
}

const STATES: Readonly<Record<PlaceState, { icon: string; color?: string; words: string }>> = {
  current: { icon: 'file', words: 'has this key' },
  old: { icon: 'warning', color: 'list.warningForeground', words: 'still has the old key' },
  changed: { icon: 'warning', color: 'list.warningForeground', words: 'changed: has something else now' },
  gone: { icon: 'circle-slash', words: 'gone: the key was put here, and is here no more' },
  unclear: { icon: 'question', words: 'cannot be read' },
};

function placeItem(identifier: string, { uri, label, names, line, state }: KeyPlace): vscode.TreeItem {
  const { icon, color, words } = STATES[state];
  const variables = [names.identifier, names.secret].filter((name) => name !== undefined).join(', ');
  const item = new vscode.TreeItem(label);
  item.description = state === 'current' ? variables : `${words} · ${variables}`;
  item.tooltip = `${label}: ${words}\n${variables}`;
  item.iconPath = new vscode.ThemeIcon(icon, color ? new vscode.ThemeColor(color) : undefined);
  item.contextValue = 'place' satisfies RowContext;
  item.accessibilityInformation = { label: `${label}, ${words}, ${variables}` };
  const selection = new vscode.Range(line, 0, line, 0);
  item.command =
    state === 'gone'
      ? commandOf('tripartie.forgetPlace', 'Forget Place', { identifier, uri: `${uri}` })
      : editorCommandOf('vscode.open', 'Open', uri, { selection });
  return item;
}

/** What the row of a place does from which the key is gone: says so, and forgets the place if the person likes. */
export async function forgetPlace(session: Session, place: unknown): Promise<void> {
  const named = placeNamedBy(place);
  const account = named && (await requireAccount(session));
  if (!account) return;
  const { identifier, uri } = named;
  if (!account.places.of(identifier).some((each) => each.uri === uri)) return;
  const file = plain(vscode.workspace.asRelativePath(vscode.Uri.parse(uri)), 80);
  const words = `${file} does not have this key any more. The key itself is unharmed.`;
  const pressed = await inform(words, undefined, { id: 'forget', label: 'Forget This Place' });
  if (pressed) await account.places.forget(identifier, uri);
}

/** Of an argument that anybody may have made. */
function placeNamedBy(argument: unknown): { readonly identifier: string; readonly uri: string } | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  if (!('identifier' in argument && 'uri' in argument)) return undefined;
  const { identifier, uri } = argument;
  return typeof identifier === 'string' && typeof uri === 'string' ? { identifier, uri } : undefined;
}
