import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import * as vscode from 'vscode';
import type { CreatableScope } from '../../src/api/index.ts';
import { Debugging } from '../../src/debugging/debugging.ts';
import type { Rotating } from '../../src/debugging/keys.ts';
import type { Account } from '../../src/session/session.ts';
import { openSandboxSession, type SandboxSession } from './sandboxSession.ts';

/** What the clients of these tests may do. */
export const SCOPES: [CreatableScope] = ['OFFER_READ'];

/** What was asked in a dialog, and said in a message. */
interface Told {
  readonly text: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** What VS Code keeps for a workspace. */
class TestMemory {
  readonly kept = new Map<string, unknown>();
  keys = () => [...this.kept.keys()];
  get = <T>(key: string) => this.kept.get(key) as T;
  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.kept.delete(key);
    else this.kept.set(key, value);
  }
}

/** A debug configuration with these variables, as `launch.json` would have it. */
export function configOf(env: object, rest: object = {}): vscode.DebugConfiguration {
  return { type: 'node', request: 'launch', name: 'Launch', env, ...rest };
}

/** Debug sessions that start in a window where an owner is signed in, and a person who answers what is asked then. */
export class DebugSessions {
  readonly opened: SandboxSession;
  account: Account;
  readonly memory = new TestMemory();
  readonly debugging: Debugging;
  readonly told: Told[] = [];
  /** The labels of the buttons that are pressed, in turn; `undefined`: Cancel. A function is called first. */
  answers: (string | undefined | (() => Promise<string | undefined>))[] = [];
  rotating: Rotating = { markOf: () => undefined, idOf: () => undefined };
  readonly #putBack: () => void;

  private constructor(opened: SandboxSession, account: Account) {
    this.opened = opened;
    this.account = account;
    this.debugging = new Debugging(opened.session, this.memory as unknown as vscode.Memento, {
      markOf: (identifier) => this.rotating.markOf(identifier),
      idOf: (identifier) => this.rotating.idOf(identifier),
    });
    const { showWarningMessage, showErrorMessage } = vscode.window;
    const show = async (text: string, ...rest: unknown[]) => {
      const options = rest.filter((each): each is vscode.MessageOptions => !(each as { title?: string }).title);
      const items = rest.filter((each): each is vscode.MessageItem => 'title' in (each as object));
      const { detail = '' } = options[0] ?? {};
      const clean = (words: string) => words.replaceAll('\u2060', '');
      this.told.push({ text: clean(text), detail: clean(detail), buttons: items.map(({ title }) => title) });
      const answer = this.answers.shift();
      const label = typeof answer === 'function' ? await answer() : answer;
      return items.find(({ title }) => title === label);
    };
    Object.assign(vscode.window, { showWarningMessage: show, showErrorMessage: show });
    this.#putBack = () => Object.assign(vscode.window, { showWarningMessage, showErrorMessage });
  }

  /** To be called before each test. The secrets are those of no other test, whose files VS Code may keep a history of. */
  static async open(): Promise<DebugSessions> {
    const opened = await openSandboxSession({ apiClients: 4, pageSize: 2, seed: randomInt(2 ** 31, 2 ** 32) });
    return new DebugSessions(opened, await opened.signIn({ subject: '1', organization: 'Acme [x](command:y)' }));
  }

  /** To be called after each test: looks too whether all was asked, and whether a secret was told or is remembered. */
  async close(): Promise<void> {
    this.#putBack();
    this.debugging.dispose();
    await this.opened.close();
    assert.deepEqual(this.answers, [], 'everything was asked');
    const said = JSON.stringify([this.told, [...this.memory.kept]]);
    assert.doesNotMatch(said, /sandbox_secret/, 'no message and no memory has a secret');
  }

  /** A client of the account, whose secret is here. */
  async client(name: string, of: Account = this.account): Promise<{ identifier: string; secret: string }> {
    const created = await of.client.createApiClient({ name, scopes: SCOPES });
    await of.secrets.keep(created.identifier, created.secret, { isSaved: true });
    return created;
  }

  /** What VS Code is to start, or `undefined` where it is to start nothing. */
  start(env: object, rest?: object, token = new vscode.CancellationTokenSource().token) {
    return this.debugging.start(configOf(env, rest), token);
  }
}
