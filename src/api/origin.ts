/**
 * Where an API lives: scheme, host, port and the path of a gateway, checked, without a slash at the end. Only
 * `parseApiOrigin` makes one.
 */
export type ApiOrigin = string & { readonly __brand: 'ApiOrigin' };

/** The address is none that a credential may be sent to. `reason` says why; the address itself is not repeated. */
export class InvalidApiOrigin extends Error {
  override readonly name = 'InvalidApiOrigin';
  readonly reason:
    | 'not a URL'
    | 'no scheme'
    | 'not https'
    | 'blocked port'
    | 'has credentials'
    | 'has a query'
    | 'unclear path';

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

/**
 * What a path looks like that is as it is sent (RFC 3986 pchar). What is encoded, or empty between slashes, proxies read in
 * different ways, and so do they dots before a parameter, which some resolve.
 */
const PATH = /^(\/(?!\.{1,2};)[\w.~:@!$&'()*+,;=-]+)*\/?$/;

/** A host and what may follow it, where the scheme was left out. `URL` takes a host before a port for a scheme. */
const HOST_ONLY = /^(localhost|[\w-]+(\.[\w-]+)+|[\w-]+(?=:))(:\d{1,5})?(\/|$)/i;

/** The ports that no `fetch` connects to, since what listens there is something else (https://fetch.spec.whatwg.org/#bad-port). */
const BLOCKED_PORTS: ReadonlySet<string> = new Set(
  (
    '0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 ' +
    '137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 ' +
    '1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080'
  ).split(' '),
);

/** An address without what copying puts around it: quotes, angle brackets, and what is not seen. */
function bare(text: string): string {
  const seen = text.replace(/^[\s\p{Cf}]+|(?<![\s\p{Cf}])[\s\p{Cf}]+$/gu, '');
  return /^(?:"(.*)"|'(.*)'|`(.*)`|<(.*)>|“(.*)”|‘(.*)’)$/su.exec(seen)?.slice(1).find(Boolean)?.trim() ?? seen;
}

/**
 * Checks an address that a credential will be bound to, with its path: https, or http to loopback only; no user, query or
 * fragment. A gateway may have the API behind a path. A trailing slash is fine.
 * @throws InvalidApiOrigin
 */
export function parseApiOrigin(text: string): ApiOrigin {
  const url = bare(text);
  if (HOST_ONLY.test(url)) throw new InvalidApiOrigin('no scheme');
  if (!URL.canParse(url)) throw new InvalidApiOrigin('not a URL');
  const { protocol, hostname, port, username, password, pathname, origin } = new URL(url);
  const secure = protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
  if (!secure) throw new InvalidApiOrigin('not https');
  if (BLOCKED_PORTS.has(port)) throw new InvalidApiOrigin('blocked port');
  if (username !== '' || password !== '') throw new InvalidApiOrigin('has credentials');
  // Read from the text: `URL` prints an empty query or fragment as none.
  if (/[?#]/.test(url)) throw new InvalidApiOrigin('has a query');
  // Not every reader takes a backslash for a slash, and one that does not has another host after the @.
  if (!PATH.test(pathname) || /\\.*@/.test(url)) throw new InvalidApiOrigin('unclear path');
  return (origin + pathname.replace(/\/$/, '')) as ApiOrigin;
}
