import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { Activity } from '../../src/activity/activityFile.ts';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import { Vault } from '../../src/session/secrets/vault.ts';
import { type Account, Session } from '../../src/session/session.ts';
import { TestSecretStorage } from './secretStorage.ts';

/** Windows of one editor, which share the secret store and the storage folder; both are new for every test. */
export class Windows {
  store = new TestSecretStorage();
  folder = '';
  /** What was noted in the activity log. */
  noted: string[] = [];
  readonly #open: Session[] = [];

  /** @param secrets of this window, where it is not the store of all */
  open(secrets: vscode.SecretStorage = this.store): Session {
    const activity = { note: ({ what }: Omit<Activity, 'at'>) => void this.noted.push(what) };
    const session = new Session(new Vault(secrets, 200), createNodePlatform(this.folder), activity);
    this.#open.push(session);
    return session;
  }

  async accountOf(session: Session): Promise<Account> {
    const account = await session.account();
    assert.ok(account, 'somebody is signed in');
    return account;
  }

  async idOf(session: Session): Promise<string> {
    return (await this.accountOf(session)).profileId;
  }

  async start(): Promise<void> {
    this.noted = [];
    this.store = new TestSecretStorage();
    this.folder = await mkdtemp(join(tmpdir(), 'tripartie-session-'));
  }

  async end(): Promise<void> {
    for (const each of this.#open.splice(0)) each.dispose();
    // What goes on in the background may still write its last file.
    await rm(this.folder, { recursive: true, maxRetries: 5 });
  }
}

/** Windows for every test of a suite. */
export function useWindows(): Windows {
  const windows = new Windows();
  beforeEach(() => windows.start());
  afterEach(() => windows.end());
  return windows;
}
