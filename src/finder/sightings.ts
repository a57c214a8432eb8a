import * as vscode from 'vscode';
import type { Known, KnownClients } from '../session/knownClients.ts';
import { accountName } from '../session/profiles/profile.ts';
import type { Standing } from '../session/standing.ts';
import { onDidChangeSetting, showsSecretsInFiles } from '../ui/settings.ts';
import { fileOf, isEnvFile } from './documents.ts';
import type { Kept, KeptKey, KeptKeys } from './keptKeys.ts';
import { isLookedAt } from './lookedAt.ts';
import type { NotHere } from './notHere.ts';
import { type SecretInDocument, secretsIn } from './secretsIn.ts';
import { keyWords, sightingWords } from './words.ts';

/** What a diagnostic is about. */
export interface Finding {
  readonly key: KeptKey;
  /** Whether it is one of the account that is signed in: another one's can be rotated after a switch only. */
  readonly isOwn: boolean;
  readonly standing: Standing;
  /** The person said that it may be here. */
  readonly isDismissed: boolean;
}

/** Most places that are reported of one document: VS Code draws each. */
const REPORTED_MAX = 200;

/** Asks git about a file. */
export type AskGit = (uri: vscode.Uri) => Promise<Standing>;

/** So often a document is looked at that is changed meanwhile; it is looked at again when it is saved. */
const TRIES = 3;

/** What says that a secret is in a document that is open: looked for when it is opened or saved, never while somebody types. */
export class Sightings implements vscode.Disposable {
  readonly #keys: KeptKeys;
  readonly #known: KnownClients;
  readonly #notHere: NotHere;
  readonly #askGit: AskGit;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('tripartie.secrets');
  readonly #findings = new WeakMap<vscode.Diagnostic, Finding>();
  /** The look at each document that is under way. */
  readonly #looking = new Map<string, AbortController>();
  readonly #listeners: vscode.Disposable;

  constructor(keys: KeptKeys, known: KnownClients, notHere: NotHere, askGit: AskGit) {
    this.#keys = keys;
    this.#known = known;
    this.#notHere = notHere;
    this.#askGit = askGit;
    const look = (document: vscode.TextDocument) => void this.look(document);
    const lookAtAll = () => vscode.workspace.textDocuments.forEach(look);
    this.#listeners = vscode.Disposable.from(
      this.#diagnostics,
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidSaveTextDocument(look),
      // Of a cell nobody says that it was saved.
      vscode.workspace.onDidSaveNotebookDocument((notebook) => {
        for (const { document } of notebook.getCells()) look(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#leave(uri)),
      vscode.workspace.onDidGrantWorkspaceTrust(lookAtAll),
      keys.onDidChange(lookAtAll),
      notHere.onDidChange(() => this.lookAgain()),
      onDidChangeSetting('tripartie.finder.problems', lookAtAll),
    );
    lookAtAll();
  }

  /**
   * Looks again at the documents in which there is something, or may be something that nobody was told of: names, or what
   * git does with them, may be others.
   */
  lookAgain(): void {
    for (const document of vscode.workspace.textDocuments) {
      if (isEnvFile(document.uri) || this.#diagnostics.get(document.uri)?.length) void this.look(document);
    }
  }

  /** Whether a key is reported in a file now. */
  reports(file: vscode.Uri, identifier: string): boolean {
    return vscode.workspace.textDocuments.some(
      (document) =>
        `${fileOf(document)}` === `${file}` &&
        this.#diagnostics.get(document.uri)?.some((each) => this.#findings.get(each)?.key.identifier === identifier),
    );
  }

  /** What a diagnostic is about, which may be a copy that VS Code hands over. */
  findingOf(uri: vscode.Uri, diagnostic: vscode.Diagnostic): Finding | undefined {
    const own = this.#diagnostics
      .get(uri)
      ?.find((each) => each === diagnostic || (each.code === diagnostic.code && each.range.isEqual(diagnostic.range)));
    return own && this.#findings.get(own);
  }

  /** Looks for secrets in a document; an older look at it is given up. Never rejects. */
  async look(document: vscode.TextDocument): Promise<void> {
    const { uri } = document;
    this.#looking.get(`${uri}`)?.abort();
    const looking = new AbortController();
    this.#looking.set(`${uri}`, looking);
    let found: vscode.Diagnostic[] | 'changed' = 'changed';
    for (let tries = 0; tries < TRIES && found === 'changed'; tries += 1) {
      found = await this.#find(document, looking.signal);
      if (looking.signal.aborted) return;
    }
    this.#looking.delete(`${uri}`);
    if (!document.isClosed && found !== 'changed') this.#diagnostics.set(uri, found);
  }

  dispose(): void {
    for (const looking of this.#looking.values()) looking.abort();
    this.#listeners.dispose();
  }

  #leave(uri: vscode.Uri): void {
    this.#looking.get(`${uri}`)?.abort();
    this.#looking.delete(`${uri}`);
    this.#diagnostics.delete(uri);
  }

  async #find(document: vscode.TextDocument, signal: AbortSignal): Promise<vscode.Diagnostic[] | 'changed'> {
    const kept = this.#keys.latest;
    if (!kept || !showsSecretsInFiles() || !isLookedAt(document)) return [];
    const seen = await secretsIn(document, kept, signal);
    if (seen === 'changed' || seen.length === 0) return seen === 'changed' ? seen : [];
    const { version } = document;
    const [standing, known] = await Promise.all([this.#askGit(fileOf(document)), this.#known.soon()]);
    if (document.version !== version) return 'changed';
    return seen.slice(0, REPORTED_MAX).flatMap((each) => this.#diagnosticOf(document, each, kept, known, standing));
  }

  #diagnosticOf(
    document: vscode.TextDocument,
    { key, range }: SecretInDocument,
    kept: Kept,
    known: Known | undefined,
    standing: Standing,
  ): vscode.Diagnostic[] {
    const { account } = kept;
    const isOwn = key.scope === account.scope;
    const isDismissed = this.#notHere.has(fileOf(document), key.identifier);
    const severity = severityOf(fileOf(document), standing, isDismissed);
    if (severity === undefined) return [];
    const elsewhere = isOwn ? undefined : accountName({ ...account, readOnly: false });
    const words = sightingWords(key, keyWords(key, kept, known), standing, elsewhere);
    const diagnostic = new vscode.Diagnostic(range, words, severity);
    diagnostic.source = 'Tripartie';
    diagnostic.code = key.replacedBy !== undefined ? 'old secret in a file' : 'secret in a file';
    this.#findings.set(diagnostic, { key, isOwn, standing, isDismissed });
    return [diagnostic];
  }
}

const { Error: ERROR, Warning, Hint } = vscode.DiagnosticSeverity;

/** @returns `undefined` for the file of variables that git leaves alone: there it belongs */
function severityOf(uri: vscode.Uri, standing: Standing, isDismissed: boolean): vscode.DiagnosticSeverity | undefined {
  // What is on no disk of this computer, nobody can ask git about.
  const isAway = standing === 'unknown' && uri.scheme !== 'file';
  const isLeftAlone = standing === 'ignored' || standing === 'noRepository' || isAway;
  if (isLeftAlone && isEnvFile(uri)) return undefined;
  if (isDismissed) return Hint;
  return standing === 'tracked' || standing === 'exposed' ? ERROR : Warning;
}
