import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ApiClient } from '../../src/api/index.ts';
import type { Report } from '../../src/health/report/index.ts';
import type { Outcome } from '../../src/rotation/machine/index.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { Account, Session } from '../../src/session/session.ts';
import { createTools } from '../../src/tools/tools.ts';
import { People } from '../../src/users/people.ts';
import { openSandboxSession, type SandboxSession } from './sandboxSession.ts';

type Tools = ReturnType<typeof createTools>;

/** What a tool is called. */
export type ToolName = keyof Tools;

/** A secret as it must never be told. */
export const CANARY = 'sandbox_secret_canary_of_the_tools';

/** What a model is told. */
export function textOf(result: vscode.LanguageModelToolResult | null | undefined): string {
  assert.ok(result);
  return result.content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '?')).join('');
}

/** The items that follow the sentence. */
export function itemsOf(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line));
}

/** What the rotation room would do; what it really does is tried in the browser. */
class TestRotations {
  readonly rotated: string[] = [];
  ending: Promise<Outcome | undefined> = Promise.resolve({ kind: 'busy' });
  markOf = (_: string): { words: string } | undefined => undefined;
  async rotate(client: ApiClient): Promise<Outcome | undefined> {
    this.rotated.push(client.identifier);
    return this.ending;
  }
}

/** The tools of a window in which nobody is signed in yet, called as a model would. */
export class TestTools {
  readonly sandbox: Sandbox;
  readonly session: Session;
  readonly rotations = new TestRotations();
  /** What is known of the account’s health. */
  report: Report | undefined | Promise<never>;
  readonly #opened: SandboxSession;
  readonly #people: People;
  #tools: Tools;

  private constructor(opened: SandboxSession) {
    this.#opened = opened;
    this.sandbox = opened.sandbox;
    this.session = opened.session;
    this.#people = new People(opened.session);
    this.#tools = this.#toolsWith();
  }

  /** To be called before each test. */
  static async open(): Promise<TestTools> {
    return new TestTools(await openSandboxSession({ users: 60, pageSize: 10, apiClients: 12 }));
  }

  /** To be called after each test. */
  async close(): Promise<void> {
    this.#people.dispose();
    await this.#opened.close();
  }

  get names(): string[] {
    return Object.keys(this.#tools);
  }

  /** From now on the tools wait for the API that long. */
  waitFor(patienceMs: number): void {
    this.#tools = this.#toolsWith(patienceMs);
  }

  signIn(readOnly = false) {
    return this.#opened.signIn({ subject: '1', organization: 'Acme [x](command:y)', readOnly });
  }

  /** What a model is told that calls a tool. */
  async call(name: ToolName, input: object = {}, cancel = new vscode.CancellationTokenSource()): Promise<string> {
    return textOf(await this.#tools[name].invoke({ input, toolInvocationToken: undefined }, cancel.token));
  }

  /** What the person is asked before a key is rotated. */
  async prepare(input: object) {
    const { token } = new vscode.CancellationTokenSource();
    return this.#tools.tripartie_rotate_api_client.prepareInvocation?.({ input }, token);
  }

  /** The API client that is listed first. */
  async firstClient(): Promise<Record<string, unknown>> {
    const [first] = itemsOf(await this.call('tripartie_list_api_clients'));
    assert.ok(first);
    return first;
  }

  #toolsWith(patienceMs?: number): Tools {
    const people = (account: Account) => this.#people.of(account);
    return createTools(this.session, people, this.rotations, async () => this.report, patienceMs);
  }
}
