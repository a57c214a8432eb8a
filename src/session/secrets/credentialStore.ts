import type { Platform } from '../../platform/platform.ts';
import type { Missing } from '../account.ts';
import { isSame, isVariable, OWN_KEY, type Profile, placeOf, SANDBOX_OWNER } from '../profiles/profile.ts';
import { variableProfile } from '../profiles/variableProfile.ts';
import { credentialEntry, personaEntry } from './entryKeys.ts';
import { type KeptCredential, readCredential, writeCredential } from './keptCredential.ts';
import type { Vault } from './vault.ts';

/** The credentials of all profiles: in the editor's secret store, and in this window where the store does not take them. */
export class CredentialStore {
  readonly #vault: Vault;
  readonly #platform: Platform;
  /** What the store did not take, with the time, in milliseconds since 1970. */
  readonly #held = new Map<string, { credential: KeptCredential; at: number }>();
  /** Profiles whose entry this window wrote or removed. */
  readonly #touched = new Set<string>();

  constructor(vault: Vault, platform: Platform) {
    this.#vault = vault;
    this.#platform = platform;
  }

  /** The credential of a profile, or why it is not there. @throws StoreError when the store does not answer */
  async find(profile: Profile): Promise<KeptCredential | typeof OWN_KEY | Missing> {
    const { variables, startedAt } = this.#platform.environment;
    if (isVariable(profile.id)) {
      const variable = variableProfile(variables);
      return variable?.id === profile.id ? variable.credential : 'forgotten';
    }
    if (isSame(profile, SANDBOX_OWNER)) return OWN_KEY;
    const held = this.#held.get(profile.id);
    // What another window stored since is the newer one.
    if (held && held.at >= (profile.keyWrittenAt ?? 0)) return held.credential;
    const entry = await this.#vault.read(credentialEntry(profile.id));
    if (entry !== undefined) return readCredential(entry, placeOf(profile)) ?? 'altered';
    // An extension host that was started anew is younger than the page whose copy of the secrets it sees.
    const isElsewhere = (profile.keyWrittenAt ?? 0) > startedAt || (await this.#vault.isOutdated());
    return isElsewhere ? 'elsewhere' : 'forgotten';
  }

  /** Has a credential in this window only. */
  hold(id: string, credential: KeptCredential): void {
    this.#held.set(id, { credential, at: this.#platform.clock.now() });
  }

  /** Keeps a credential; this window has it in any case. @throws StoreError when the store does not have it */
  async keep(profile: Pick<Profile, 'id' | 'origin'>, credential: KeptCredential): Promise<void> {
    this.hold(profile.id, credential);
    this.#touched.add(profile.id);
    await this.#vault.write(credentialEntry(profile.id), writeCredential(credential, placeOf(profile)));
    this.#held.delete(profile.id);
  }

  /** Forgets all secrets of a profile. @throws StoreError when the store may still hold one */
  async forget(id: string): Promise<void> {
    this.#touched.add(id);
    await this.#vault.remove(credentialEntry(id));
    await this.#vault.remove(personaEntry(id));
    this.#held.delete(id);
  }

  /**
   * Removes what came into the store after its profile had gone: an editor's window deletes nothing that it has not
   * heard of yet. Only what this window had a hand in: other editors may share the store, and have profiles of their own.
   * @throws StoreError when the store does not answer
   */
  async tidy(isGone: (id: string) => Promise<boolean>): Promise<void> {
    for (const id of this.#touched) {
      if (!(await isGone(id))) continue;
      const entries = [credentialEntry(id), personaEntry(id)];
      for (const entry of entries) if ((await this.#vault.read(entry)) !== undefined) await this.#vault.remove(entry);
    }
  }
}
