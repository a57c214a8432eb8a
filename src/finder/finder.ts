import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import type { SecretPlace } from '../contributes/commands.ts';
import type { Names } from '../dotenv/index.ts';
import { systemClock } from '../platform/clock.ts';
import { KnownClients } from '../session/knownClients.ts';
import { requireAccount } from '../session/require.ts';
import type { HandedKey } from '../session/secrets/handOver.ts';
import type { Account, Session } from '../session/session.ts';
import type { Standing } from '../session/standing.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { inform } from '../ui/notify.ts';
import { inNotification } from '../ui/progress.ts';
import { onDidChangeSetting } from '../ui/settings.ts';
import { ENV_FILES, SELECTOR } from './documents.ts';
import { fixesFor } from './fixes.ts';
import { FoundView, lookedAt, notLookedAt } from './foundView.ts';
import { hoverAt } from './hover.ts';
import { type KeptKey, KeptKeys, type Marks } from './keptKeys.ts';
import { lensesIn, mayHaveKey } from './lenses.ts';
import { moveToEnv } from './moveToEnv.ts';
import { NotHere } from './notHere.ts';
import { type Searched, searchWorkspace } from './search.ts';
import { Sightings } from './sightings.ts';
import { keyLabel } from './words.ts';

/** What puts keys where programs look for them, and asks git. */
export interface Delivery {
  standing(uri: vscode.Uri): Promise<Standing>;
  moveToEnv(account: Account, key: HandedKey, clipboard: SecretClipboard): Promise<Names | undefined>;
}

/** What it works with. */
export interface Surroundings {
  readonly session: Session;
  /** The state of the workspace. */
  readonly memory: vscode.Memento;
  readonly clipboard: SecretClipboard;
  readonly marks: Marks;
  /** The clients that a view has loaded. */
  loaded(): readonly ApiClient[] | undefined;
  loadDelivery(): Promise<Delivery>;
}

/** Git is asked about so many files that a search has found secrets in, so many at the same time. */
const ASKED_MAX = 100;
const ASKED_AT_ONCE = 4;

/** How long an answer of git counts, in milliseconds: a rotation draws all findings anew several times. */
const GIT_MS = 5_000;

/** Whose key is this: hovers, what stands in files that are open, the lines above keys in `.env` files, and the search. */
export class Finder implements vscode.Disposable {
  readonly #with: Surroundings;
  readonly #keys: KeptKeys;
  readonly #known: KnownClients;
  readonly #notHere: NotHere;
  readonly #sightings: Sightings;
  readonly #lensesChanged = new vscode.EventEmitter<void>();
  readonly #found = new FoundView();
  readonly #standings = new Map<string, { readonly at: number; readonly standing: Promise<Standing> }>();
  readonly #disposables: vscode.Disposable;
  /** The search that was begun last. */
  #searches = 0;

  constructor(surroundings: Surroundings) {
    this.#with = surroundings;
    const { session, memory, marks } = surroundings;
    const redraw = () => this.#lensesChanged.fire();
    this.#keys = new KeptKeys(session, marks);
    this.#known = new KnownClients(session, redraw, () => {
      redraw();
      this.#sightings.lookAgain();
      this.#found.drawAgain();
    });
    this.#notHere = new NotHere(memory);
    this.#sightings = new Sightings(this.#keys, this.#known, this.#notHere, (uri) => this.#askGit(uri));
    const ignores = vscode.workspace.createFileSystemWatcher('**/.gitignore');
    const askGitAgain = () => {
      this.#standings.clear();
      this.#sightings.lookAgain();
    };
    this.#disposables = vscode.Disposable.from(
      this.#keys,
      this.#known,
      this.#notHere,
      this.#lensesChanged,
      this.#found,
      this.#sightings,
      ignores,
      ignores.onDidChange(askGitAgain),
      ignores.onDidCreate(askGitAgain),
      ignores.onDidDelete(askGitAgain),
      // Somebody may have committed in a terminal.
      vscode.window.onDidChangeWindowState(({ focused }) => focused && askGitAgain()),
      this.#keys.onDidChange(() => {
        redraw();
        this.#found.drawAgain();
      }),
      onDidChangeSetting('tripartie.finder.codeLens', redraw),
      session.onDidChange(() => void this.#found.clear()),
      vscode.languages.registerHoverProvider(SELECTOR, {
        provideHover: (document, position) => hoverAt(document, position, this.#inMemory()),
      }),
      vscode.languages.registerCodeLensProvider(ENV_FILES, {
        onDidChangeCodeLenses: this.#lensesChanged.event,
        provideCodeLenses: async (document) => {
          const known = mayHaveKey(document, this.#keys.latest) ? await this.#known.soon() : undefined;
          return lensesIn(document, this.#keys.latest, known);
        },
      }),
      vscode.languages.registerCodeActionsProvider(
        SELECTOR,
        {
          provideCodeActions: (document, _range, { diagnostics }) =>
            diagnostics.flatMap((each) => {
              const finding = this.#sightings.findingOf(document.uri, each);
              return finding ? fixesFor(document, each, finding) : [];
            }),
        },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
    );
    void this.#keys.look();
  }

  /** `Tripartie: Find Stored Secrets in the Workspace…`. */
  async search(): Promise<void> {
    if (!vscode.workspace.isTrusted) return void inform('This workspace is not trusted, so nothing in it is read.');
    if (!vscode.workspace.workspaceFolders?.length) return void inform('No folder is open, so there are no files.');
    const account = await requireAccount(this.#with.session);
    if (!account) return;
    this.#searches += 1;
    const mine = this.#searches;
    await this.#keys.look();
    const { latest: kept } = this.#keys;
    if (!kept) return;
    const title = 'Looking for the secrets of API clients that this editor keeps';
    const done = await inNotification(title, async (cancelled, report) => {
      const signal = AbortSignal.any([cancelled, account.ended]);
      const searched = await searchWorkspace(kept, signal, report);
      if (!searched || searched.spotted.length === 0) return searched && { searched, standings: new Map() };
      report('Asking git');
      const [standings] = await Promise.all([this.#standingsOf(searched, signal), this.#known.soon()]);
      return { searched, standings };
    });
    if (!done || mine !== this.#searches || account.ended.aborted) return;
    const { searched, standings } = done;
    if (searched.spotted.length > 0) {
      return this.#found.show({ searched, standings, nameOf: (key) => this.#nameNow(key) });
    }
    await this.#found.clear();
    void inform(
      `No secret of an API client that this editor keeps stands in this workspace: ${lookedAt(searched)}, ${notLookedAt(searched)}.`,
    );
  }

  /** What a row calls a key now; `undefined` where it is not kept any more. */
  #nameNow({ identifier, scope }: KeptKey): string | undefined {
    const { latest: kept } = this.#keys;
    const key = kept?.byIdentifier.get(identifier);
    if (!kept || key?.scope !== scope) return undefined;
    const name = keyLabel(key, kept, this.#known.latestOf(kept.account));
    return key.replacedBy === undefined ? name : `${name}, old`;
  }

  /** `Tripartie: Close Secrets in Files`. */
  async closeFound(): Promise<void> {
    await this.#found.clear();
  }

  /** A quick fix; see {@link moveToEnv}. */
  async move(argument: unknown): Promise<void> {
    const place = placeNamedBy(argument);
    if (!place) return;
    const { session, clipboard, loadDelivery } = this.#with;
    const write = async (account: Account, key: HandedKey) => (await loadDelivery()).moveToEnv(account, key, clipboard);
    await moveToEnv(session, this.#keys, this.#known, write, place);
  }

  /** A quick fix: a key is not reported in a file any more, or again. Only of one that is: anybody can call this. */
  async dismiss(argument: unknown, isDismissed: boolean): Promise<void> {
    const place = placeNamedBy(argument);
    if (!place) return;
    const file = vscode.Uri.parse(place.uri);
    if (!this.#sightings.reports(file, place.identifier)) return;
    await this.#notHere.set(file, place.identifier, isDismissed);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #askGit(uri: vscode.Uri): Promise<Standing> {
    const known = this.#standings.get(`${uri}`);
    const at = systemClock.elapsed();
    if (known && at - known.at < GIT_MS) return known.standing;
    const standing = this.#with.loadDelivery().then((delivery) => delivery.standing(uri));
    this.#standings.set(`${uri}`, { at, standing });
    return standing;
  }

  async #standingsOf({ spotted }: Searched, signal: AbortSignal): Promise<ReadonlyMap<string, Standing>> {
    const uris = [...new Map(spotted.map(({ uri }) => [`${uri}`, uri])).values()].slice(0, ASKED_MAX);
    const standings = new Map<string, Standing>();
    const queue = uris.values();
    const work = async () => {
      for (const uri of queue) if (!signal.aborted) standings.set(`${uri}`, await this.#askGit(uri));
    };
    await Promise.all(Array.from({ length: ASKED_AT_ONCE }, work));
    return standings;
  }

  #inMemory() {
    const { latest: kept } = this.#keys;
    const known = (kept && this.#known.latestOf(kept.account)?.clients) ?? [];
    // What a view has loaded is as new as what is in sight.
    return { kept, clients: [...(this.#with.loaded() ?? []), ...known] };
  }
}

/** Of an argument that anybody may have made. */
function placeNamedBy(argument: unknown): SecretPlace | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  if (!('uri' in argument && 'identifier' in argument && 'scope' in argument && 'line' in argument)) return undefined;
  const { uri, identifier, scope, line } = argument;
  const areTexts = typeof uri === 'string' && typeof identifier === 'string' && typeof scope === 'string';
  return areTexts && typeof line === 'number' && isAddress(uri) ? { uri, identifier, scope, line } : undefined;
}

function isAddress(text: string): boolean {
  try {
    return vscode.Uri.parse(text).scheme !== '';
  } catch {
    return false;
  }
}
