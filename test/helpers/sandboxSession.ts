import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseApiOrigin } from '../../src/api/index.ts';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { createSandbox, type Sandbox, type SandboxOptions, serveSandbox } from '../../src/sandbox/index.ts';
import { Vault } from '../../src/session/secrets/vault.ts';
import { type Account, type NewProfile, Session } from '../../src/session/session.ts';
import { TestSecretStorage } from './secretStorage.ts';
import { TestWindow } from './testWindow.ts';

/** A session of one window, with an API of its own on a loopback port, a store in memory and a folder on the disk. */
export interface SandboxSession {
  readonly sandbox: Sandbox;
  readonly session: Session;
  /** What the window runs on. */
  readonly platform: Platform;
  /** Signs the owner in, or whoever the profile says that it is. */
  signIn(profile?: Partial<NewProfile>): Promise<Account>;
  close(): Promise<void>;
}

export async function openSandboxSession(options: SandboxOptions = {}): Promise<SandboxSession> {
  const sandbox = createSandbox(options);
  const server = await serveSandbox(sandbox);
  const folder = await mkdtemp(join(tmpdir(), 'tripartie-sandbox-'));
  const vault = new Vault(new TestSecretStorage(), 200);
  const platform = createNodePlatform(folder);
  const session = new Session(vault, platform, { note: () => undefined }, new TestWindow());
  return {
    sandbox,
    session,
    platform,
    async signIn(profile) {
      await session.signIn({
        environment: 'custom',
        origin: parseApiOrigin(server.url),
        kind: 'personalKey',
        subject: 'the owner',
        credential: { kind: 'personalKey', jwt: sandbox.personalKey },
        ...profile,
      });
      const account = await session.account();
      assert.ok(account, 'somebody is signed in');
      return account;
    },
    async close() {
      session.dispose();
      await server.close();
      await rm(folder, { recursive: true, maxRetries: 5 });
    },
  };
}
