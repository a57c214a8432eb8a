import type { Accepts, ApiClientCredential, Credential, CredentialHeader } from './credentials.ts';
import type { AccessToken } from './wire/token.ts';

/** Where the header of a request comes from. */
export interface Signer {
  readonly credential: Credential;
  /**
   * The header for an operation; `undefined` when nothing is to be sent.
   * @returns `'missing'` when the operation takes another kind of credential, `'invalid'` when it cannot be in a header
   */
  header(accepts: Accepts): Promise<CredentialHeader | undefined | 'missing' | 'invalid'>;
  /** The server refused this header's value: a token that is still the current one is fetched anew by the next request. */
  refused(value: string): void;
}

/** An access token is renewed this long before its end (at half its life when that is shorter), so that it does not end under way. */
const RENEW_BEFORE_MS = 60_000;

/**
 * @param fetchToken exchanges an API client's secret; one exchange is under way at a time, shared by all that wait
 * @param now milliseconds
 */
export function createSigner(
  credential: Credential,
  fetchToken: (input: ApiClientCredential) => Promise<AccessToken>,
  now: () => number,
): Signer {
  let current: { readonly token: string; readonly renewAt: number } | undefined;
  let exchange: Promise<string> | undefined;

  async function renew(input: ApiClientCredential): Promise<string> {
    const { token, expiresAt } = await fetchToken(input);
    const life = expiresAt.getTime() - now();
    current = { token, renewAt: expiresAt.getTime() - Math.min(RENEW_BEFORE_MS, life / 2) };
    return token;
  }

  async function accessToken(input: ApiClientCredential): Promise<string> {
    if (current !== undefined && now() < current.renewAt) return current.token;
    exchange ??= renew(input).finally(() => {
      exchange = undefined;
    });
    return exchange;
  }

  return {
    credential,
    async header(accepts) {
      if (accepts === 'none' || credential.kind === 'none') return undefined;
      if (accepts !== 'any' && accepts !== credential.kind) return 'missing';
      switch (credential.kind) {
        case 'personalKey':
          return inHeader('Authorization', 'Bearer ', credential.jwt);
        case 'personaKey':
          return inHeader('X-Persona-Authorization', credential.bearer === true ? 'Bearer ' : '', credential.key);
        case 'apiClient':
          return inHeader('Authorization', 'Bearer ', await accessToken(credential));
      }
    },
    refused(value) {
      if (value === `Bearer ${current?.token}`) current = undefined;
    },
  };
}

/** Checked here, because `Headers` repeats a value it refuses in the message of what it throws. */
function inHeader(name: CredentialHeader[0], scheme: '' | 'Bearer ', value: string): CredentialHeader | 'invalid' {
  return /^[!-~]+$/.test(value) ? [name, scheme + value] : 'invalid';
}
