/** Longest text in which one address is looked for: a person’s name, an address and marks around them; longer is a list. */
const TEXT_MAX = 2_000;

/** What stands around an address that was copied out of a list, a sentence or Markdown, and is no part of it. */
const PAIRS: ReadonlySet<string> = new Set(['""', "''", '``', '()', '[]', '<>', '“”', '‘’', '«»']);

/**
 * The address in what people paste: with `mailto:`, in angle brackets behind a name, as a link of Markdown, in quotes,
 * with the comma or full stop that came behind it, in full width, with characters that nobody sees. What is longer than
 * an address with a name can be is left as it is, unread: this runs with each key that is pressed.
 */
export function addressIn(text: string): string {
  if (text.length > TEXT_MAX) return text;
  const visible = bare(halfWidth(text.replace(/\p{Cf}/gu, '')));
  const linked = /^\[[^[\]]*\]\((mailto:[^()]+)\)$/i.exec(visible)?.[1];
  const address = linked ?? /<([^<>@\s]+@[^<>@\s]+)>$/.exec(visible)?.[1] ?? visible;
  return /^mailto:/i.test(address) ? bare(decoded(address.slice(7).replace(/\?.*$/s, ''))) : withoutQuery(address);
}

/** The text without pairs of marks around it, and without what ends a sentence or an entry of a list. */
function bare(text: string): string {
  let inner = text.trim();
  for (;;) {
    const before = inner;
    inner = inner.replace(/[\s;,.]+$/, '');
    if (PAIRS.has(`${inner.charAt(0)}${inner.slice(1).slice(-1)}`)) inner = inner.slice(1, -1).trim();
    if (inner === before) return inner;
  }
}

/** Signs of a full width, as East Asian keyboards give them: with the dots that count as a domain’s (RFC 3490 section 3.1). */
function halfWidth(text: string): string {
  const dotted = text.replace(/[。．｡]/g, '.');
  if (!dotted.includes('＠')) return dotted;
  return dotted.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** Without the subject and text of a `mailto:` that came without that word. */
function withoutQuery(address: string): string {
  const at = address.indexOf('@');
  const query = address.indexOf('?');
  return at > 0 && query > at + 1 ? address.slice(0, query) : address;
}

/** A `mailto:` is a URI, with `%2B` for a plus (RFC 6068 section 2). What would not be seen, or is no such text, stays. */
function decoded(address: string): string {
  try {
    const text = decodeURIComponent(address);
    return /[\s\p{C}]/u.test(text) ? address : text;
  } catch {
    return address;
  }
}

/**
 * What two spellings of one address have in common: case, composition, the dot of the root behind the domain, and the
 * domain's two forms, in Unicode and in ASCII (RFC 5890 section 2.3.2.1), tell no two people apart. For comparing only: what is sent and shown stays as it is.
 */
export function mailboxOf(address: string): string {
  const text = address.normalize('NFC').toLowerCase();
  const at = text.lastIndexOf('@') + 1;
  return text.slice(0, at) + asciiDomain(text.slice(at)).replace(/\.$/, '');
}

/** A domain as the name service has it; what is no domain stays. */
export function asciiDomain(domain: string): string {
  const address = `http://${domain}`;
  return /^[^/?#@:[\]\\\s]+$/.test(domain) && URL.canParse(address) ? new URL(address).hostname : domain;
}
