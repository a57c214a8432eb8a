import { jwtClaims } from '../api/jwt.ts';
import { parseApiOrigin } from '../api/origin.ts';
import type { Files } from '../platform/files.ts';
import type { Platform } from '../platform/platform.ts';
import type { Account } from './account.ts';
import type { PlaceMemory } from './placeMemory.ts';
import { OWN_KEY, type Profile } from './profiles/profile.ts';
import { Renewal, type RenewalEvents } from './renewal.ts';
import { ClientSecrets } from './secrets/clientSecrets.ts';
import type { Durability } from './secrets/durability.ts';
import type { KeptCredential } from './secrets/keptCredential.ts';
import type { UnsavedSecrets } from './secrets/unsavedSecrets.ts';
import type { Vault } from './secrets/vault.ts';

/** What an account is made of besides its profile and credential. */
export interface Surroundings extends RenewalEvents {
  readonly vault: Vault;
  readonly platform: Platform;
  readonly unsaved: UnsavedSecrets;
  readonly places: PlaceMemory;
  readonly durability: Durability;
  note: Account['note'];
  changed: Account['changed'];
}

/** An account with what it needs while it is the signed-in one. */
export interface OpenAccount {
  readonly account: Account;
  readonly renewal: Renewal;
  /** Forbids changes or allows them, in whatever is under way too. */
  setReadOnly(readOnly: boolean): void;
  /** Ends all that belongs to it: not even a form that was opened before sends anything any more. */
  close(): void;
}

/** Makes the account of a profile; starts the sandbox where that is its environment. */
export async function openAccount(
  profile: Profile,
  found: KeptCredential | typeof OWN_KEY,
  { vault, platform, unsaved, places, durability, note, changed, ...events }: Surroundings,
): Promise<OpenAccount> {
  const { createClient } = await import('../api/index.ts');
  const sandbox = profile.environment === 'sandbox' ? await startSandbox(platform.files) : undefined;
  const origin = profile.origin ?? parseApiOrigin(sandbox?.url ?? '');
  const credential: KeptCredential =
    found.kind === OWN_KEY.kind ? { kind: 'personalKey', jwt: sandbox?.personalKey ?? '' } : found;
  const renewal = new Renewal(origin, credential, platform.clock, events);
  const scope = sandbox ? 'sandbox' : origin;
  const ending = new AbortController();
  const { id, environment, kind, subject, readOnly, name, organization, email } = profile;
  const secrets = new ClientSecrets(vault, unsaved, { scope, subject, durability });
  const now = { readOnly };
  return {
    account: {
      profileId: id,
      environment,
      origin,
      scope,
      kind,
      subject,
      readOnly,
      ...(name && { name }),
      ...(organization && { organization }),
      ...(email && { email }),
      client: createClient({
        origin,
        credential,
        now: platform.clock.now,
        elapsed: platform.clock.elapsed,
        readOnly: () => now.readOnly,
        isLeft: () => ending.signal.aborted,
        onRefused: (refused, signal) => renewal.refused(refused, signal),
      }),
      ended: ending.signal,
      vault,
      secrets,
      places,
      durability,
      keyEndsAt: endOf(credential),
      note,
      changed,
    },
    renewal,
    setReadOnly: (next) => {
      now.readOnly = next;
    },
    close: () => {
      ending.abort();
      renewal.end();
      secrets.dispose();
      void sandbox?.close();
    },
  };
}

/** When a credential ends, if it says so. */
export function endOf(credential: KeptCredential): Date | undefined {
  return credential.kind === 'personalKey' ? jwtClaims(credential.jwt).expiresAt : undefined;
}

/** The sandbox account's server in this window. @param files where its state is kept */
export async function startSandbox(files: Files) {
  const { startSandboxAccount } = await import('./sandboxAccount.ts');
  return startSandboxAccount(files);
}
