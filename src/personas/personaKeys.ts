import { personaEntry } from '../session/secrets/entryKeys.ts';
import type { Account } from '../session/session.ts';

// The persona key that was typed last, one a profile, in the editor's secret store. It belongs to the API that it was
// given for, goes nowhere else, and is forgotten with the profile.

/** @throws StoreError when the store does not answer */
export function readPersonaKey(account: Account): Promise<string | undefined> {
  return account.vault.read(personaEntry(account.profileId));
}

/** @throws StoreError when the key is not kept */
export function keepPersonaKey(account: Account, key: string): Promise<void> {
  return account.vault.write(personaEntry(account.profileId), key);
}

/** @throws StoreError when the store still has it */
export function forgetPersonaKey(account: Account): Promise<void> {
  return account.vault.remove(personaEntry(account.profileId));
}
