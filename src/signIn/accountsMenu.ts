import * as vscode from 'vscode';
import type { Session } from '../session/session.ts';

/**
 * Offers people's profiles in VS Code's Accounts menu: signing out there is signing out here. Another extension gets a
 * session with VS Code's own consent only. API clients and whoever is in the sandbox are nobody's account.
 */
export function registerAccountsMenu(session: Session): vscode.Disposable {
  const accounts = new Accounts(session);
  const options = { supportsMultipleAccounts: true };
  return vscode.Disposable.from(
    accounts,
    vscode.authentication.registerAuthenticationProvider('tripartie', 'Tripartie', accounts, options),
  );
}

/** The profiles of people as sessions of VS Code. */
export class Accounts implements vscode.AuthenticationProvider, vscode.Disposable {
  readonly #session: Session;
  readonly #changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly #listeners: vscode.Disposable;
  #known: readonly vscode.AuthenticationSession[] | undefined;
  #telling: Promise<void> = Promise.resolve();

  readonly onDidChangeSessions = this.#changed.event;

  constructor(session: Session) {
    this.#session = session;
    const tell = () => {
      this.#telling = this.#telling.then(() => this.#tell()).catch(() => undefined);
    };
    this.#listeners = vscode.Disposable.from(
      session.onDidChangeProfiles(tell),
      session.onDidDescribe(tell),
      session.onDidChangeKey(tell),
    );
  }

  async getSessions(
    _scopes: readonly string[] | undefined,
    options: vscode.AuthenticationProviderSessionOptions,
  ): Promise<vscode.AuthenticationSession[]> {
    const all = await this.#list();
    this.#known ??= all;
    const wanted = options.account?.id;
    return all.filter(({ account }) => wanted === undefined || account.id === wanted);
  }

  /** Lets the person sign in. @throws Error when they did not, or not as a person outside the sandbox */
  async createSession(): Promise<vscode.AuthenticationSession> {
    const { signInBy } = await import('./signIn.ts');
    // Nobody else's will do: whoever is signed in already was not asked about.
    const signedIn = await signInBy(this.#session, 'personalKey');
    const created = signedIn && (await this.#list()).find(({ id }) => id === signedIn);
    if (!created) throw new Error('Nobody signed in to Tripartie.');
    return created;
  }

  /** Says in words where it did not succeed: VS Code would show an error's own. */
  async removeSession(id: string): Promise<void> {
    await (await import('./signOut.ts')).leave(this.#session, id);
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  /** Rejects when files or store do not answer: nobody has signed out because of that. */
  async #list(): Promise<vscode.AuthenticationSession[]> {
    const profiles = await this.#session.profiles();
    const { toSession } = await import('./menuSession.ts');
    const sessions = await Promise.all(profiles.map((profile) => toSession(this.#session, profile)));
    return sessions.filter((each) => each !== undefined);
  }

  async #tell(): Promise<void> {
    const before = this.#known;
    // Nobody asked yet, so nobody needs to be told.
    if (!before) return;
    const now = await this.#list();
    this.#known = now;
    // The menu knows an account by its label, and would keep that of a session that changed beside the new one.
    const isSame = (one: vscode.AuthenticationSession, other: vscode.AuthenticationSession) =>
      one.id === other.id && one.account.label === other.account.label;
    const [removed, added] = [without(before, now, isSame), without(now, before, isSame)];
    const changed = now.filter((session) =>
      before.some((old) => isSame(old, session) && old.accessToken !== session.accessToken),
    );
    if (added.length + removed.length + changed.length > 0) this.#changed.fire({ added, removed, changed });
  }
}

function without(
  sessions: readonly vscode.AuthenticationSession[],
  others: readonly vscode.AuthenticationSession[],
  isSame: (one: vscode.AuthenticationSession, other: vscode.AuthenticationSession) => boolean,
): vscode.AuthenticationSession[] {
  return sessions.filter((session) => !others.some((other) => isSame(session, other)));
}
