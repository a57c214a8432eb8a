/** What an authenticator app is given: the fields of an `otpauth://totp/` address, checked. */
export interface TotpKey {
  /** The address as it came; a secret. */
  readonly uri: string;
  /** Base32 without padding (RFC 4648 section 6); a secret. */
  readonly secret: string;
  readonly issuer: string;
  /** Whose codes they are, most often an email address. */
  readonly account: string;
  /** Digits of a code. */
  readonly digits: 6 | 8;
  /** How long a code counts, in seconds. */
  readonly period: number;
}

/** The part of an address that is not what an authenticator app could work with. */
export type OtpauthField = 'address' | 'type' | 'label' | 'issuer' | 'secret' | 'algorithm' | 'digits' | 'period';

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

/**
 * Base32 of 128 bits (the least that RFC 4226 section 4 permits) to 512. A remainder of 1, 3 or 6 characters holds no
 * whole byte (RFC 4648 section 6), so apps disagree about what it means.
 */
const SECRET = /^(?=[A-Z2-7]{26,103}$)(?:.{8})*(?:.{2}|.{4}|.{5}|.{7})?$/;

/** The names and values that apps know: https://github.com/google/google-authenticator/wiki/Key-Uri-Format. */
const PARAMETERS: readonly [name: OtpauthField, pattern: RegExp, fallback: string][] = [
  ['algorithm', /^SHA(1|256|512)$/, 'SHA1'],
  ['digits', /^[68]$/, '6'],
  ['period', /^(15|30|60)$/, '30'],
];

/**
 * Checks an address of the form `otpauth://totp/Issuer:account?issuer=Issuer&secret=…`, with `algorithm`, `digits` and
 * `period` left out at their defaults (SHA1, 6, 30).
 * @throws InvalidOtpauthUri for anything that an app would refuse or understand differently than we do
 */
export function parseOtpauthUri(uri: string): TotpKey {
  const url = addressOf(uri);
  if (url.hostname.toLowerCase() !== 'totp') throw new InvalidOtpauthUri('type');
  const { issuer: labelIssuer, account } = labelOf(url);
  const parameters = url.searchParams;
  for (const name of new Set(parameters.keys())) {
    if (parameters.getAll(name).length > 1) throw new InvalidOtpauthUri(isField(name) ? name : 'address');
  }
  const issuer = parameters.get('issuer') ?? labelIssuer ?? '';
  if (!isReadable(issuer) || (labelIssuer !== undefined && labelIssuer !== issuer)) {
    throw new InvalidOtpauthUri('issuer');
  }
  const secret = parameters.get('secret') ?? '';
  if (!SECRET.test(secret)) throw new InvalidOtpauthUri('secret');
  const [, digits, period] = PARAMETERS.map(([name, pattern, fallback]) => {
    const value = parameters.get(name) ?? fallback;
    if (!pattern.test(value)) throw new InvalidOtpauthUri(name);
    return Number(value);
  }) as [number, 6 | 8, number];
  return { uri, secret, issuer, account, digits, period };
}

function addressOf(uri: string): URL {
  // What is drawn and what was checked must be one and the same: URL would drop line breaks and blanks.
  if (uri.length > URI_MAX || !/^otpauth:\/\/[!-~]+$/.test(uri) || !URL.canParse(uri)) {
    throw new InvalidOtpauthUri('address');
  }
  const url = new URL(uri);
  if (url.username !== '' || url.password !== '' || url.port !== '' || url.hash !== '') {
    throw new InvalidOtpauthUri('address');
  }
  return url;
}

/** `/Issuer:account`, `/Issuer%3Aaccount` or `/account`. */
function labelOf(url: URL): { issuer: string | undefined; account: string } {
  let label: string;
  try {
    label = decodeURIComponent(url.pathname.slice(1));
  } catch {
    throw new InvalidOtpauthUri('label');
  }
  const colon = label.indexOf(':');
  const account = label.slice(colon + 1).trim();
  if (!isReadable(account)) throw new InvalidOtpauthUri('label');
  return { issuer: colon < 0 ? undefined : label.slice(0, colon), account };
}

/** Apps show issuer and account: nothing in them may hide, turn the text around, or fill the screen. */
function isReadable(text: string): boolean {
  return text.length > 0 && text.length <= 256 && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
}

function isField(name: string): name is OtpauthField {
  return name === 'issuer' || name === 'secret' || PARAMETERS.some(([known]) => known === name);
}

/** A secret in groups of four, the way people read one off and type it. */
export function groupsOf(secret: string): string[] {
  return secret.match(/.{1,4}/g) ?? [];
}
