import { type Credential, sameCredential, secretsOf } from './credentials.ts';
import type { Signer } from './signer.ts';

/** What a client signs its requests with, which another credential may take the place of while calls are under way. */
export class Signing {
  /** What must not come back in a text: of the credential in use, and of those before it. */
  readonly secrets: Set<string>;
  readonly #signerFor: (credential: Credential) => Signer;
  #signer: Signer;
  #superseded = new AbortController();
  #generation = 0;

  constructor(credential: Credential, signerFor: (credential: Credential) => Signer) {
    this.#signerFor = signerFor;
    this.#signer = signerFor(credential);
    this.secrets = new Set(secretsOf(credential));
  }

  /** Signs what is sent from now on. */
  get signer(): Signer {
    return this.#signer;
  }

  /** Aborted when another credential takes the place of the present one. */
  get superseded(): AbortSignal {
    return this.#superseded.signal;
  }

  /** The how-manieth credential this is: what was read with one is no answer to who asks with another. */
  get generation(): number {
    return this.#generation;
  }

  /** Takes a credential. Access tokens of the one before are dropped; the one in use, given again, changes nothing. */
  use(credential: Credential): void {
    if (sameCredential(credential, this.#signer.credential)) return;
    for (const secret of secretsOf(credential)) this.secrets.add(secret);
    this.#signer = this.#signerFor(credential);
    this.#generation += 1;
    const superseded = this.#superseded;
    this.#superseded = new AbortController();
    superseded.abort();
  }
}
