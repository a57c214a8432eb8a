/** The name of a variable or field whose value is an identifier or a secret, up to where the value begins. */
const NAME_OF_IDENTIFIER = /^.*?(?:id|identifier)["'`]?\s*[:=]\s*(?=\S)/is;
const NAME_OF_SECRET = /^.*secret["'`]?\s*[:=]\s*(?=[^\s=])/is;

/** Where the secret begins that was copied together with the identifier; line ends are gone in a field of one line. */
const SECRET_BEHIND = /[,;&\s]*(?:[A-Z_]*SECRET|(?<=["'`\s,;&])\w*secret)["'`]?\s*[:=].*$/s;

/**
 * The identifier of an API client in what people paste: alone or in quotes, as a line of a `.env` file, a shell or an
 * answer of the API, also where its secret follows. What is none of these comes back as it is, without blanks around it.
 */
export function identifierIn(pasted: string): string {
  return valueIn(visible(pasted).replace(SECRET_BEHIND, ''), NAME_OF_IDENTIFIER);
}

/** The same of its secret, also where its identifier stands before it. Nothing inside of the secret is touched. */
export function secretIn(pasted: string): string {
  return valueIn(visible(pasted), NAME_OF_SECRET);
}

function valueIn(text: string, name: RegExp): string {
  const value = text.replace(name, '');
  const quoted = /^(["'`])(.+?)\1/s.exec(value)?.[2];
  if (quoted !== undefined) return quoted.trim();
  // Behind a name, a comment or another field may follow; a value alone is whole.
  return value === text ? value : value.replace(/[,;\s}].*$/s, '');
}

function visible(pasted: string): string {
  return pasted
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^([“‘])(.*)[”’]$/su, '$2');
}
