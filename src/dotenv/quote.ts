declare const checked: unique symbol;

/** A name that every reader takes: dotenv would have `.` and `-` too, which a shell has not. */
export type VariableName = string & { readonly [checked]: true };

export function isVariableName(text: string): text is VariableName {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

/** Why no line exists that readers read alike. */
export type Unwritable =
  /** A key is never empty; and where a blank follows, node takes the next line for the value. */
  | 'empty'
  /** A line break, a control character, or what is not ASCII and depends on the file's encoding. */
  | 'unprintable'
  /** dotenv-expand, and with it Vite and Next, expand `$` after the quotes are gone, so that no quotes help. */
  | 'dollar'
  /** Single quotes cannot hold `'`, and double quotes are no help with what else is in it. */
  | 'quotes'
  /** Before a closing quote dotenv takes it for an escape; of two, python-dotenv takes one away. */
  | 'backslash'
  /** dotenvx would decrypt it. */
  | 'encryptedPrefix';

/** How a value stands behind `=`, or why it cannot. */
export type Quoting =
  | { readonly kind: 'bare' | 'single' | 'double'; readonly text: string }
  | { readonly kind: 'refused'; readonly because: Unwritable };

/** Read alike by all thirteen readers of the design, `docker run` too, which keeps quotes as part of the value. */
const BARE = /^[A-Za-z0-9_./+,:=@%^!?*[\]{}-]+$/;

/** Behind `export` some shells expand patterns: what follows is an argument of a command to them. */
const BARE_EXPORTED = /^[A-Za-z0-9_./+,:=@%-]+$/;

/**
 * How a value has to be written so that every reader gives it back as it is.
 * @param exported whether `export` stands before the name
 */
export function quote(value: string, exported = false): Quoting {
  if (value === '') return refused('empty');
  if (!/^[ -~]*$/.test(value)) return refused('unprintable');
  if (value.startsWith('encrypted:')) return refused('encryptedPrefix');
  if ((exported ? BARE_EXPORTED : BARE).test(value)) return { kind: 'bare', text: value };
  if (value.includes('$')) return refused('dollar');
  if (value.includes("'")) {
    return /["\\`]/.test(value) ? refused('quotes') : { kind: 'double', text: `"${value}"` };
  }
  return /\\(?:\\|$)/.test(value) ? refused('backslash') : { kind: 'single', text: `'${value}'` };
}

function refused(because: Unwritable): Quoting {
  return { kind: 'refused', because };
}
