import type { Platform } from '../platform/platform.ts';
import type { Account, Session } from '../session/session.ts';
import type { WindowMemory } from './createPorts.ts';
import type { Ports } from './machine/index.ts';
import { INDEX_KEY, idsIn } from './machine/indexEntry.ts';
import { Owners } from './owners.ts';

/** What rotations touch, for the account that is signed in. */
export class AccountPorts {
  readonly #session: Session;
  readonly #platform: Platform;
  readonly #owners: Owners;
  readonly #memory: WindowMemory;
  #latest: { readonly account: Account; readonly ports: Promise<Ports> } | undefined;

  /** @param platform with the files of the folder that is the rotations' own */
  constructor(session: Session, platform: Platform) {
    this.#session = session;
    this.#platform = platform;
    this.#owners = new Owners(platform.files);
    this.#memory = { records: new Map(), seen: new Map() };
  }

  /** @throws ApiError when the API does not say whose keys these are */
  of(account: Account): Promise<Ports> {
    if (this.#latest?.account.client !== account.client) {
      this.#latest = { account, ports: this.#ownerOf(account).then((owner) => this.#create(account, owner)) };
    }
    const { ports } = this.#latest;
    ports.catch(() => {
      if (this.#latest?.ports === ports) this.#latest = undefined;
    });
    return ports;
  }

  /** Those of the owner as the API last said: for looking, while it cannot be asked. @returns `undefined` when it never did */
  async asLastHeard(account: Account): Promise<Ports | undefined> {
    const owner = await this.#owners.recall(account.profileId);
    return owner === undefined ? undefined : this.#create(account, owner);
  }

  /** Most starts know of no rotation, and then nothing need be loaded, nor asked of the API to name the account. */
  async isAnyKnown({ vault }: Account): Promise<boolean> {
    if (this.#memory.records.size > 0) return true;
    const { createBreadcrumbFiles } = await import('./breadcrumbFiles.ts');
    const unknown = () => ['unknown'];
    const files = await createBreadcrumbFiles(this.#platform.files).list().catch(unknown);
    if (files.length > 0) return true;
    // Breadcrumbs may be gone while a record is there.
    const ids = await vault.read(INDEX_KEY).then(idsIn, unknown);
    return ids.length > 0;
  }

  /** Two organizations may share an address: a rotation must never act on the keys of the other one. @throws ApiError */
  async #ownerOf({ client, scope, profileId }: Account): Promise<string> {
    const me = await client.me({ awaitCredential: false });
    const owner = `${scope} ${me.organization?.id ?? `user ${me.id}`}`;
    await this.#owners.remember(profileId, owner);
    return owner;
  }

  async #create(account: Account, owner: string): Promise<Ports> {
    const { createPorts } = await import('./createPorts.ts');
    return createPorts(account, {
      profile: owner,
      isOutdated: await account.vault.isOutdated(),
      platform: this.#platform,
      memory: this.#memory,
      signsInWith: async (identifier) => {
        const { profilesWith } = await import('../session/profiles/ownCredential.ts');
        return (await profilesWith(this.#session, account, identifier)).length > 0;
      },
      isUsedHere: async (identifier) => {
        const { placesOf } = await import('../session/places.ts');
        const { found, isComplete } = await placesOf(account, identifier);
        // What could not be looked at may have it.
        return found.length > 0 || !isComplete;
      },
      isActive: async () => {
        const current = await this.#session.account();
        return current?.client === account.client && !current.readOnly;
      },
    });
  }
}
