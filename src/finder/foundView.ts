import * as vscode from 'vscode';
import type { Standing } from '../session/standing.ts';
import { editorCommandOf, setContext } from '../ui/commands.ts';
import { plain } from '../ui/plainText.ts';
import { isEnvFile } from './documents.ts';
import type { KeptKey } from './keptKeys.ts';
import type { Searched, Spotted } from './search.ts';

/** A key with the places where its secret stands, or one of these, or what was not looked at. */
type Row =
  | { readonly kind: 'key'; readonly name: string; readonly spotted: readonly Spotted[] }
  | { readonly kind: 'place'; readonly spotted: Spotted }
  | { readonly kind: 'note'; readonly searched: Searched };

/** What a search has found, and what is said of it now. */
interface Shown {
  readonly searched: Searched;
  /** What the person calls a key; `undefined` for one that is not kept any more. */
  nameOf(key: KeptKey): string | undefined;
  /** What git does with the files, by their addresses. */
  readonly standings: ReadonlyMap<string, Standing>;
}

/** The view with what a search of the workspace has found, below the others while there is something to see. */
export class FoundView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view = vscode.window.createTreeView('tripartie.found', { treeDataProvider: this });
  #shown: Shown | undefined;
  #rows: readonly Row[] = [];

  async show(shown: Shown): Promise<void> {
    this.#shown = shown;
    this.drawAgain();
    await setContext('tripartie.found', true);
    const [first] = this.#rows;
    if (first) await this.#view.reveal(first, { select: false, focus: true }).then(undefined, () => undefined);
  }

  /** Keys may have other names by now, or be kept no more. */
  drawAgain(): void {
    if (!this.#shown) return;
    const { searched, nameOf } = this.#shown;
    const byName = new Map<string, Spotted[]>();
    for (const spotted of searched.spotted) {
      const name = nameOf(spotted.key);
      if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), spotted]);
    }
    const keys = [...byName].map(([name, spotted]): Row => ({ kind: 'key', name, spotted }));
    this.#rows = [...keys, { kind: 'note', searched }];
    this.#changed.fire(undefined);
  }

  /** Nothing of it counts any more. */
  async clear(): Promise<void> {
    if (!this.#shown) return;
    this.#shown = undefined;
    this.#rows = [];
    this.#changed.fire(undefined);
    await setContext('tripartie.found', false);
  }

  getChildren(row?: Row): Row[] {
    if (!row) return [...this.#rows];
    return row.kind === 'key' ? row.spotted.map((spotted): Row => ({ kind: 'place', spotted })) : [];
  }

  getParent(row: Row): Row | undefined {
    if (row.kind !== 'place') return undefined;
    return this.#rows.find((each) => each.kind === 'key' && each.spotted.includes(row.spotted));
  }

  getTreeItem(row: Row): vscode.TreeItem {
    switch (row.kind) {
      case 'key':
        return keyItem(row.name, row.spotted.length);
      case 'place':
        return placeItem(row.spotted, this.#shown?.standings.get(`${row.spotted.uri}`));
      case 'note': {
        const item = new vscode.TreeItem(lookedAt(row.searched));
        item.description = notLookedAt(row.searched);
        item.iconPath = new vscode.ThemeIcon('info');
        item.tooltip = `${lookedAt(row.searched)}, ${notLookedAt(row.searched)}`;
        return item;
      }
    }
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}

function keyItem(name: string, count: number): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.iconPath = new vscode.ThemeIcon('key');
  item.description = `${count}`;
  item.tooltip = `${name}: ${count === 1 ? '1 place' : `${count} places`}`;
  return item;
}

const STANDINGS: Readonly<Record<Standing, string>> = {
  tracked: 'tracked by git',
  exposed: 'not ignored by git',
  ignored: 'ignored by git',
  unknown: 'git does not answer',
  noRepository: 'in no repository',
};

function placeItem({ uri, range }: Spotted, standing: Standing | undefined): vscode.TreeItem {
  const line = `line ${range.start.line + 1}${standing ? ` · ${STANDINGS[standing]}` : ''}`;
  const file = plain(vscode.workspace.asRelativePath(uri), 200);
  const isLeftAlone = standing === 'ignored' || standing === 'noRepository';
  const item = new vscode.TreeItem(plain(uri.path.slice(uri.path.lastIndexOf('/') + 1), 80));
  item.description = line;
  item.tooltip = `${file}, ${line}`;
  item.accessibilityInformation = { label: `${file}, ${line}` };
  const warning = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.iconPath = isLeftAlone && isEnvFile(uri) ? new vscode.ThemeIcon('file') : warning;
  item.command = editorCommandOf('vscode.open', 'Open', uri, { selection: range });
  return item;
}

/** How many files a search has looked at. */
export function lookedAt({ files }: Searched): string {
  return files === 1 ? '1 file looked at' : `${files.toLocaleString('en')} files looked at`;
}

/** What it did not look at. */
export function notLookedAt({ tooLong, noText, unreadable, isCut, unread }: Searched): string {
  const left = [
    ...(tooLong > 0 ? [`${tooLong} over 2 MB`] : []),
    ...(noText > 0 ? [noText === 1 ? '1 that is no text' : `${noText} that are no text`] : []),
    ...(unreadable > 0 ? [`${unreadable} that cannot be read`] : []),
    ...(isCut ? ['what comes after 100,000 files'] : []),
    'node_modules, .git, and what a setting hides',
  ];
  const secrets = unread === 1 ? '1 secret' : `${unread} secrets`;
  const words = `left out: ${left.join(', ')}`;
  return unread === 0 ? words : `${words}; ${secrets} could not be read from the store and were not looked for`;
}
