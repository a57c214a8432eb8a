import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import { systemClock } from '../platform/clock.ts';
import { byName, findClient, isVariable, parseReference, spellingOf } from '../reference/index.ts';
import { type Known, KnownClients } from '../session/knownClients.ts';
import { accountName } from '../session/profiles/profile.ts';
import type { Session } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import { plain } from '../ui/plainText.ts';
import { ageWords } from '../ui/time.ts';
import { type Finding, findingOf, fixesOf } from './findings.ts';
import { isLaunchFile } from './isLaunchFile.ts';
import { areOfOneRotation, type Rotating } from './keys.ts';
import { type Value, valuesIn } from './values.ts';

/** How long typing has to rest before a file is looked at again, in milliseconds. */
const REST_MS = 300;

const SELECTOR: vscode.DocumentSelector = [{ pattern: '**/.vscode/launch.json' }, { pattern: '**/*.code-workspace' }];

/**
 * References in `launch.json` and workspace files: suggestions, hovers, and what is wrong with them. No secret is read
 * for them but to see that it is there, and nothing is done in a workspace that is not trusted.
 */
export class LaunchFiles implements vscode.Disposable {
  readonly #rotations: Rotating;
  readonly #known: KnownClients;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('tripartie');
  readonly #findings = new WeakMap<vscode.Diagnostic, Finding>();
  readonly #disposables: vscode.Disposable;
  #resting = new AbortController();

  constructor(session: Session, rotations: Rotating) {
    this.#rotations = rotations;
    this.#known = new KnownClients(session, () => this.#checkSoon());
    const anew = (document: vscode.TextDocument) => {
      if (isLaunchFile(document)) this.#known.forget();
    };
    this.#disposables = vscode.Disposable.from(
      this.#known,
      this.#diagnostics,
      vscode.languages.registerCompletionItemProvider(
        SELECTOR,
        { provideCompletionItems: (document, position) => this.#suggest(document, position) },
        '"',
        ':',
      ),
      vscode.languages.registerHoverProvider(SELECTOR, {
        provideHover: (document, position) => this.#hover(document, position),
      }),
      vscode.languages.registerCodeActionsProvider(SELECTOR, {
        provideCodeActions: (document, _range, { diagnostics }) =>
          diagnostics.flatMap((each) => {
            const finding = this.#findings.get(each) ?? this.#sameAs(document, each);
            return finding ? fixesOf(document, each, finding) : [];
          }),
      }),
      vscode.workspace.onDidOpenTextDocument(anew),
      vscode.workspace.onDidSaveTextDocument(anew),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isLaunchFile(document)) this.#checkSoon();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#diagnostics.delete(uri)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#checkSoon()),
    );
    this.#checkSoon();
  }

  dispose(): void {
    this.#resting.abort();
    this.#disposables.dispose();
  }

  async #suggest(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
    const value = valueAt(document, position);
    if (!value || !isVariable(value.path)) return [];
    const known = await this.#known.soon();
    if (!known) return [];
    const range = new vscode.Range(document.positionAt(value.start + 1), document.positionAt(value.innerEnd));
    return byName(known.clients).flatMap((client, at) =>
      (['secret', 'id'] as const).flatMap((part) => {
        const text = spellingOf(client, known.clients, part);
        if (text === undefined) return [];
        const item = new vscode.CompletionItem(text, vscode.CompletionItemKind.Reference);
        item.insertText = JSON.stringify(text).slice(1, -1);
        item.filterText = `${text} ${client.identifier}`;
        item.range = range;
        item.sortText = `${part === 'id' ? 1 : 0}${`${at}`.padStart(6, '0')}`;
        item.detail = `${part === 'id' ? 'Identifier' : 'Secret'} of “${clientName(client)}” · ${accountName(known.account)}`;
        item.documentation = `${plain(client.identifier)} · ${ageWords(client.createdAt, known.account.client.now())}`;
        return [item];
      }),
    );
  }

  async #hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const value = valueAt(document, position);
    if (!value?.isReference) return undefined;
    const known = await this.#known.soon();
    const words = known
      ? await describe(value, known, this.#rotations)
      : 'Sign in to Tripartie to see which API client this means.';
    const range = new vscode.Range(document.positionAt(value.start), document.positionAt(value.end));
    return new vscode.Hover(new vscode.MarkdownString().appendText(words), range);
  }

  #checkSoon(): void {
    this.#resting.abort();
    this.#resting = new AbortController();
    const { signal } = this.#resting;
    void systemClock.sleep(REST_MS, signal).then(async () => {
      for (const document of vscode.workspace.textDocuments.filter(isLaunchFile)) {
        if (!signal.aborted) await this.#check(document, signal);
      }
    });
  }

  async #check(document: vscode.TextDocument, signal: AbortSignal): Promise<void> {
    const references = vscode.workspace.isTrusted ? valuesIn(document).filter((each) => each.isReference) : [];
    const { version } = document;
    // Nobody is asked about a file without any.
    const known = references.length > 0 ? await this.#known.list() : undefined;
    const found: vscode.Diagnostic[] = [];
    for (const each of references) {
      const finding = await findingOf(each, known, this.#rotations);
      if (!finding) continue;
      const range = new vscode.Range(document.positionAt(each.start), document.positionAt(each.end));
      const diagnostic = new vscode.Diagnostic(range, finding.words, finding.severity);
      diagnostic.source = 'Tripartie';
      diagnostic.code = finding.kind;
      this.#findings.set(diagnostic, finding);
      found.push(diagnostic);
    }
    if (!signal.aborted && document.version === version && !document.isClosed) {
      this.#diagnostics.set(document.uri, found);
    }
  }

  /** VS Code hands over copies. */
  #sameAs({ uri }: vscode.TextDocument, copy: vscode.Diagnostic): Finding | undefined {
    const own = this.#diagnostics.get(uri)?.find((each) => each.code === copy.code && each.range.isEqual(copy.range));
    return own && this.#findings.get(own);
  }
}

function valueAt(document: vscode.TextDocument, position: vscode.Position): Value | undefined {
  if (!vscode.workspace.isTrusted) return undefined;
  const offset = document.offsetAt(position);
  return valuesIn(document).find(({ start, innerEnd }) => start < offset && offset <= innerEnd);
}

async function describe(value: Value, { account, clients }: Known, rotations: Rotating): Promise<string> {
  const who = accountName(account);
  const reference = parseReference(value.value);
  if (!reference) return 'No API client is named.';
  const match = findClient(reference.what, clients);
  if (match.kind === 'absent') return `“${plain(reference.what, 64)}” is no API client of ${who}.`;
  if (match.kind === 'several' && areOfOneRotation(rotations, match.clients)) {
    return `Both keys of a rotation of ${who} have this name. A debug session gets the new one once that is known to work.`;
  }
  if (match.kind === 'several') return `${match.clients.length} API clients of ${who} have this name.`;
  const { client } = match;
  const name = `“${clientName(client)}” (${plain(client.identifier)}) of ${who}`;
  if (reference.part === 'id') return `The identifier of ${name}.`;
  return `The secret of ${name}. A debug session gets it when it starts, after you have allowed it. ${await placeWords(account, client)}`;
}

async function placeWords(account: Known['account'], { identifier }: ApiClient): Promise<string> {
  const place = await account.secrets.place(identifier).catch(() => undefined);
  if (place === undefined) return 'The editor’s secret store does not answer.';
  return place === 'absent' ? 'It is not in this editor.' : 'It is in this editor.';
}
