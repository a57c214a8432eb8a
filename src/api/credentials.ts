/** What a client signs its requests with; bound to the client's origin and to one header. */
export type Credential =
  /** A person's key: `Authorization: Bearer …`. */
  | { readonly kind: 'personalKey'; readonly jwt: string }
  | ApiClientCredential
  /** A persona's key: `X-Persona-Authorization`, with `Bearer ` in front where the server wants it. */
  | { readonly kind: 'personaKey'; readonly key: string; readonly bearer?: boolean }
  /** Nothing: for the operations that are open to all. */
  | { readonly kind: 'none' };

/** An API client's identifier and secret, exchanged for an access token at `POST /token`. */
export interface ApiClientCredential {
  readonly kind: 'apiClient';
  readonly identifier: string;
  readonly secret: string;
}

/** Which credentials an operation takes, from the contract's `security`; `any` of the three, or `none` because it is open. */
export type Accepts = 'personalKey' | 'personaKey' | 'any' | 'none';

/** The header that carries a credential. */
export type CredentialHeader = readonly [name: 'Authorization' | 'X-Persona-Authorization', value: string];

/**
 * Asked when the API refuses a client's own credential.
 * @param refused the credential in use
 * @param signal aborted when the call that waits is given up
 * @returns the credential to go on with; `accepted` when the API accepts the refused one by now; `undefined`, like a
 *   rejection, when there is none
 */
export type OnRefused = (refused: Credential, signal: AbortSignal) => Promise<Credential | 'accepted' | undefined>;

/** The parts of a credential that must never come back in a text. */
export function secretsOf(credential: Credential): string[] {
  switch (credential.kind) {
    case 'personalKey':
      return [credential.jwt];
    case 'personaKey':
      return [credential.key];
    case 'apiClient':
      return [credential.secret];
    case 'none':
      return [];
  }
}

/** Whether two credentials are one. */
export function sameCredential(one: Credential, other: Credential): boolean {
  return fieldsOf(one) === fieldsOf(other);
}

function fieldsOf(credential: Credential): string {
  return JSON.stringify(Object.entries(credential).sort());
}
