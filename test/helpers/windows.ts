import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { Activity } from '../../src/activity/activityFile.ts';
import { nodeDisk } from '../../src/platform/node/disk.ts';
import { createFiles } from '../../src/platform/node/files.ts';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import type { Platform } from '../../src/platform/platform.ts';
import type { ThisWindow } from '../../src/session/secrets/thisWindow.ts';
import { Vault } from '../../src/session/secrets/vault.ts';
import { type Account, Session } from '../../src/session/session.ts';
import { type DiskFault, FaultyDisk } from './platform/faultyDisk.ts';
import { TestSecretStorage } from './secretStorage.ts';
import { TestWindow } from './testWindow.ts';

/** Windows of one editor, which share the secret store and the storage folder; both are new for every test. */
export class Windows {
  store = new TestSecretStorage();
  folder = '';
  /** What was noted in the activity log. */
  noted: string[] = [];
  readonly #open: Session[] = [];

  /**
   * @param secrets of this window, where it is not the store of all
   * @param platform of this window, where it is not that of this computer
   * @param window where its page was there before
   */
  open(
    secrets: vscode.SecretStorage = this.store,
    platform: Platform = createNodePlatform(this.folder),
    window: ThisWindow = new TestWindow(),
  ): Session {
    const activity = { note: ({ what }: Omit<Activity, 'at'>) => void this.noted.push(what) };
    const session = new Session(new Vault(secrets, 200), platform, activity, window);
    this.#open.push(session);
    return session;
  }

  /** Opens a window whose disk has a fault. */
  openWithFault(fault: DiskFault): Session {
    const { clock, environment } = createNodePlatform(this.folder);
    const disk = new FaultyDisk(nodeDisk, clock).has(fault);
    return this.open(this.store, { files: createFiles(this.folder, disk, clock), clock, environment });
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
