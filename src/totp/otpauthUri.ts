import { plain } from '../ui/plainText.ts';

/** What an authenticator app is given: the fields of an `otpauth://totp/` address, read as the apps read them. */
export interface TotpKey {
  /** The address in the one spelling that every app reads, whatever it came in; a secret. */
  readonly uri: string;
  /** Base32 without padding, in capitals (RFC 4648 section 6); a secret. */
  readonly secret: string;
  /** How much chance is in the secret, in bits. */
  readonly bits: number;
  readonly issuer: string;
  /** Whose codes they are, most often an email address; the issuer where nobody is named. */
  readonly account: string;
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512';
  /** Digits of a code. */
  readonly digits: 6 | 7 | 8;
  /** How long a code counts, in seconds. */
  readonly period: number;
}

/** The part of an address that no authenticator app could work with. */
export type OtpauthField = 'address' | 'type' | 'secret' | 'algorithm' | 'digits' | 'period';

/** Says which part is wrong and repeats none of it: the address is a secret. */
export class InvalidOtpauthUri extends Error {
  override readonly name = 'InvalidOtpauthUri';
  readonly field: OtpauthField;

  constructor(field: OtpauthField) {
    super(`Not an address for authenticator apps: ${field}`);
    this.field = field;
  }
}

/** Longer ones make a QR code whose squares are too small for a phone's camera. */
const URI_MAX = 1024;

/** Who the keys are of, where an address does not say: an entry without a name is one that nobody finds again. */
const ISSUER = 'Tripartie';

/** As long as names may be that an app shows, and as short as they may be made for the whole address to fit. */
const NAME_MAX = 128;
const NAME_MIN = 16;

/** The least that is drawn: 80 bits, as the first of these apps made them. RFC 4226 section 4 asks for 128. */
const BITS_MIN = 80;

const PERIOD_MAX = 3600;

/**
 * Reads an address of the form `otpauth://totp/Issuer:account?issuer=Issuer&secret=…`, with `algorithm`, `digits` and
 * `period` left out at their defaults (SHA1, 6, 30), as apps do that know
 * https://github.com/google/google-authenticator/wiki/Key-Uri-Format: in any case, with padding or blanks in the key, and
 * with the parameter before the label where the two name different issuers. What is drawn is made from what was read, so
 * a misreading ends at the first code, before anything is turned on.
 * Names that make the address too long are shortened.
 * @throws InvalidOtpauthUri for what no app could read, and for what two apps would read differently
 */
export function parseOtpauthUri(text: string): TotpKey {
  const url = addressOf(text);
  const parameters = parametersOf(url);
  const label = labelOf(url);
  const secret = secretIn(parameters.get('secret'));
  const issuer = plain(parameters.get('issuer') ?? '', NAME_MAX) || label.issuer || ISSUER;
  return drawable({
    secret,
    bits: Math.floor((secret.length * 5) / 8) * 8,
    issuer,
    account: label.account || issuer,
    algorithm: algorithmIn(parameters.get('algorithm')),
    digits: digitsIn(parameters.get('digits')),
    period: periodIn(parameters.get('period')),
  });
}

/** With names as short as the address needs: the key counts, and a name is for telling one from others. */
function drawable(key: Omit<TotpKey, 'uri'>): TotpKey {
  for (let most = NAME_MAX; most >= NAME_MIN; most -= 1) {
    const named = { ...key, issuer: plain(key.issuer, most), account: plain(key.account, most) };
    const uri = addressFor(named);
    if (uri.length <= URI_MAX) return { uri, ...named };
  }
  throw new InvalidOtpauthUri('address');
}

function addressOf(text: string): URL {
  const address = text.trim();
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'otpauth:' || `${url.username}${url.password}${url.port}` !== '') {
    throw new InvalidOtpauthUri('address');
  }
  if (url.hostname.toLowerCase() !== 'totp') throw new InvalidOtpauthUri('type');
  return url;
}

/** How fields are read that a key depends on. */
const READERS: ReadonlyMap<string, (value: string) => unknown> = new Map<string, (value: string) => unknown>([
  ['secret', secretIn],
  ['algorithm', algorithmIn],
  ['digits', digitsIn],
  ['period', periodIn],
]);

/** Apps take the first or the last of two that differ; written differently, they may still say the same. */
function parametersOf(url: URL): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    const known = name.toLowerCase();
    const before = found.get(known);
    const read = READERS.get(known);
    if (before !== undefined && before !== value && read && read(before) !== read(value)) {
      throw new InvalidOtpauthUri(known as OtpauthField);
    }
    if (before === undefined) found.set(known, value);
  }
  return found;
}

/** `/Issuer:account`, `/Issuer%3Aaccount` or `/account`. */
function labelOf(url: URL): { issuer: string; account: string } {
  const path = url.pathname.slice(1);
  const label = decoded(path) ?? path;
  const colon = label.indexOf(':');
  return {
    issuer: plain(label.slice(0, Math.max(0, colon)), NAME_MAX),
    account: plain(label.slice(colon + 1), NAME_MAX),
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * What is left over at the end of base32 and makes no byte (a remainder of 1, 3 or 6 characters, RFC 4648 section 6)
 * counts for nothing where it is read at all.
 */
function secretIn(value = ''): string {
  const letters = value.replace(/[\s\p{Pd}]|=+$/gu, '').toUpperCase();
  const secret = [1, 3, 6].includes(letters.length % 8) ? letters.slice(0, -1) : letters;
  if (!/^[A-Z2-7]+$/.test(letters) || secret.length * 5 < BITS_MIN) throw new InvalidOtpauthUri('secret');
  return secret;
}

function algorithmIn(value = ''): TotpKey['algorithm'] {
  const bits = /^(?:hmac)?[-_]?sha[-_]?(1|256|512)$/i.exec(value.trim() || 'SHA1')?.[1];
  if (bits === undefined) throw new InvalidOtpauthUri('algorithm');
  return `SHA${bits as '1' | '256' | '512'}`;
}

function digitsIn(value = ''): TotpKey['digits'] {
  const digits = /^0*([678])$/.exec(value.trim() || '6')?.[1];
  if (digits === undefined) throw new InvalidOtpauthUri('digits');
  return Number(digits) as TotpKey['digits'];
}

function periodIn(value = ''): number {
  const text = value.trim() || '30';
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > PERIOD_MAX) throw new InvalidOtpauthUri('period');
  return seconds;
}

/** Sorted, as the API prints them, and with nothing at its default: what is not said, no app can take differently. */
function addressFor({ secret, issuer, account, algorithm, digits, period }: Omit<TotpKey, 'uri'>): string {
  const query = [
    ...(algorithm === 'SHA1' ? [] : [`algorithm=${algorithm}`]),
    ...(digits === 6 ? [] : [`digits=${digits}`]),
    `issuer=${encodeURIComponent(issuer)}`,
    ...(period === 30 ? [] : [`period=${period}`]),
    `secret=${secret}`,
  ];
  // The first colon ends the issuer, also one that is encoded: an issuer of its own would give a part of it to the account.
  const label = `${issuer.replace(/\s*:\s*/g, ' ').trim()}:${account}`;
  return `otpauth://totp/${encodeURIComponent(label)}?${query.join('&')}`;
}

/** A secret in groups of four, the way people read one off and type it. */
export function groupsOf(secret: string): string[] {
  return secret.match(/.{1,4}/g) ?? [];
}
