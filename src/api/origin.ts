/**
 * Where an API lives: scheme, host, port and the path of a gateway, checked, without a slash at the end. Only
 * `parseApiOrigin` makes one.
 */
export type ApiOrigin = string & { readonly __brand: 'ApiOrigin' };

/** The address is none that a credential may be sent to. `reason` says why; the address itself is not repeated. */
export class InvalidApiOrigin extends Error {
  override readonly name = 'InvalidApiOrigin';
  readonly reason: 'not a URL' | 'not https' | 'has credentials' | 'has a query' | 'unclear path';

  constructor(reason: InvalidApiOrigin['reason']) {
    super(`invalid API address: ${reason}`);
    this.reason = reason;
  }
}

/** The hosts that the contract lists under `servers`. */
export const KNOWN_ORIGINS = {
  production: 'https://api.tripartie.com' as ApiOrigin,
  staging: 'https://staging-api.tripartie.com' as ApiOrigin,
  development: 'https://api.tripartie.dev' as ApiOrigin,
} as const;

/** Names and addresses that never leave this machine (RFC 6761 section 6.3, RFC 1122, RFC 4291), as `URL` prints them. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What a path of plain names looks like. Anything that is encoded, or empty between slashes, proxies read in different ways. */
const PATH = /^(\/[\w.~-]+)*\/?$/;

/**
 * Checks an address that a credential will be bound to, with its path: https, or http to loopback only; no user, query or
 * fragment. A gateway may have the API behind a path. A trailing slash is fine.
 * @throws InvalidApiOrigin
 */
export function parseApiOrigin(url: string): ApiOrigin {
  if (!URL.canParse(url)) throw new InvalidApiOrigin('not a URL');
  const { protocol, hostname, username, password, pathname, origin } = new URL(url);
  const secure = protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
  if (!secure) throw new InvalidApiOrigin('not https');
  if (username !== '' || password !== '') throw new InvalidApiOrigin('has credentials');
  // Read from the text: `URL` prints an empty query or fragment as none.
  if (/[?#]/.test(url)) throw new InvalidApiOrigin('has a query');
  if (!PATH.test(pathname)) throw new InvalidApiOrigin('unclear path');
  return (origin + pathname.replace(/\/$/, '')) as ApiOrigin;
}
