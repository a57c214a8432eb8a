import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import type { Account, Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { registerCommand, setContext } from '../ui/commands.ts';
import { perAccount } from '../ui/perAccount.ts';
import type { Reconnect } from '../ui/reconnect.ts';
import { onDidChangeSetting } from '../ui/settings.ts';
import type { Arrangement, Shown } from './arrange.ts';
import type { ClientsRoom, Rotating, RUN } from './commands.ts';
import type { Delivery } from './deliver.ts';
import type { PlaceRows } from './placeRows.ts';
import { createClientsTree } from './view.ts';

/** Those of the view; what they do is loaded with the first one. */
const COMMANDS: readonly (keyof typeof RUN)[] = [
  'tripartie.createApiClient',
  'tripartie.saveSecrets',
  'tripartie.deleteApiClient',
  'tripartie.sortApiClients',
  'tripartie.filterApiClients',
  'tripartie.clearApiClientsFilter',
  'tripartie.copyApiClientSecret',
  'tripartie.copyApiClientEnvLines',
  'tripartie.copyApiClientIdentifier',
  'tripartie.writeToEnv',
  'tripartie.runWithKey',
  'tripartie.setCiSecret',
  'tripartie.forgetPlace',
  'tripartie.rotateApiClient',
  'tripartie.rotateDueApiClients',
  'tripartie.testApiClient',
  'tripartie.importApiClientSecret',
];

async function tellWhatWasLeft(account: Account, rotations: Rotating): Promise<void> {
  const taken = await account.secrets.takeStock();
  if (account.ended.aborted || (taken.stock.size === 0 && !taken.areOthersThere)) return;
  const { tellStock } = await import('./takeStock.ts');
  await tellStock(account, rotations, taken);
}

/** The API Clients view and its commands. */
export function registerClients(
  session: Session,
  clipboard: SecretClipboard,
  rotations: Rotating,
  reconnect: Reconnect,
  context: vscode.ExtensionContext,
  loadDelivery: () => Promise<Delivery>,
) {
  let arrangement: Arrangement = { order: 'listed', query: '' };
  /** What the view shows where that is not all as it is listed. */
  let shown: Shown | undefined;
  let places: Promise<PlaceRows> | undefined;
  /** Of a row that is unfolded; with the first one, what finds them is loaded. */
  const placesOf = async ({ identifier }: ApiClient) => {
    places ??= import('./placeRows.ts').then(({ PlaceRows }) => new PlaceRows(session, () => tree.redraw()));
    return (await places).of(identifier);
  };
  const { tree, countDue, known, onDidLoad } = createClientsTree(session, rotations, reconnect, () => shown, placesOf);
  const rearrange = async (change: Partial<Arrangement> = {}) => {
    arrangement = { ...arrangement, ...change };
    const now = (await import('./shown.ts')).shownBy(arrangement, rotations);
    shown = now;
    const isFiltered = arrangement.query !== '';
    void setContext('tripartie.apiClientsFiltered', isFiltered);
    tree.rearrange();
    // What is not loaded has no place in an order, and is not found.
    const isWanted = () => shown === now && (isFiltered || arrangement.order !== 'listed');
    await (await import('../ui/showRow.ts')).loadAll(tree, isWanted);
  };
  const room: ClientsRoom = {
    session,
    clipboard,
    context,
    rotations,
    tree,
    loadDelivery,
    known,
    draftOf: perAccount(() => ({ name: '', scopes: [] })),
    arrangement: () => arrangement,
    rearrange,
  };

  /** Keys that a rotation made, for which the list was loaded anew. */
  const newKeys = new Set<string>();
  let secretsListener: vscode.Disposable | undefined;
  const follow = (account: Account | undefined) => {
    secretsListener?.dispose();
    secretsListener = account?.secrets.onDidChange(() => tree.redraw());
    if (account?.kind !== 'personalKey') return;
    // What cannot be told now is there at the next start too.
    tellWhatWasLeft(account, rotations).catch(() => undefined);
  };

  const disposables = vscode.Disposable.from(
    tree,
    session.onDidChange((state) => {
      follow(state.kind === 'signedIn' ? state.account : undefined);
      if (arrangement.query !== '') void rearrange({ query: '' });
      tree.reset(true);
    }),
    session.onDidChangeKey(({ refused }) => tree.setStale(refused)),
    { dispose: () => secretsListener?.dispose() },
    { dispose: () => void places?.then((rows) => rows.dispose()) },
    rotations.onDidChange(() => {
      const unseen = rotations.newIdentifiers().filter((identifier) => !newKeys.has(identifier));
      for (const identifier of unseen) newKeys.add(identifier);
      // Both keys of a rotation stand beside each other.
      if (unseen.length > 0) void rearrange();
      if (unseen.length > 0) tree.reset(false);
      else tree.redraw();
      countDue();
    }),
    onDidChangeSetting('tripartie.rotation.maxAgeDays', () => tree.reset(false)),
    ...COMMANDS.map((id) =>
      registerCommand(id, async (row, selected) => (await import('./commands.ts')).RUN[id](room, row, selected)),
    ),
  );
  return {
    tree,
    view: tree.view,
    clearing: tree.clearing,
    known,
    onDidLoad,
    refresh: () => tree.reset(false),
    dispose: () => disposables.dispose(),
  };
}
