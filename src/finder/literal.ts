import * as vscode from 'vscode';
import { fileOf, isEnvFile } from './documents.ts';

/** How a program of a language reads a variable of its environment. The names are those that `.env` files take. */
const REFERENCES: ReadonlyMap<string, (name: string) => string> = new Map([
  ...['javascript', 'javascriptreact', 'typescript', 'typescriptreact'].map(
    (id) => [id, (name: string) => `process.env.${name}`] as const,
  ),
  ['python', (name) => `os.environ["${name}"]`],
  ['ruby', (name) => `ENV.fetch("${name}")`],
  ['go', (name) => `os.Getenv("${name}")`],
  ...['java', 'kotlin', 'scala', 'groovy'].map((id) => [id, (name: string) => `System.getenv("${name}")`] as const),
  ['php', (name) => `$_ENV['${name}']`],
  ['csharp', (name) => `Environment.GetEnvironmentVariable("${name}")`],
  ['shellscript', (name) => `"$${name}"`],
]);

/** What a file has to say besides, for its references to mean something, and how it is told that it does. */
const NEEDED: ReadonlyMap<string, { readonly line: string; readonly said: RegExp }> = new Map([
  ['python', { line: 'import os', said: /^import\s(?:[^#\n]*,\s*)?os(?:\.\w+)?\s*(?:[,;#]|$)/m }],
  ['go', { line: 'import "os"', said: /"os"/ }],
  ['csharp', { line: 'using System;', said: /\busing\s+System;/ }],
]);

/** A secret that is all of a string in the source of a program, and what reads a variable in its place. */
export interface Literal {
  /** With its quotes. */
  readonly range: vscode.Range;
  readonly reference: (name: string) => string;
  /** A line that the file lacks for that. */
  readonly lacks?: string;
}

/** What stands before the quotes of a string: not the prefix of another kind of string, and no second quote. */
const BEFORE = /(?:^|[^\w"'`@$#])$/;

/** What stands behind them: no second quote or word, no type, not the colon of a property's name, no end of an element. */
const BEHIND = /^(?!["'`\w]|\s*(?::|as\b)|<\/)/;

/** The attribute of an element, what is a type or the address of a module, in the languages that have these. */
const FIXED = /<\w(?:[^>;]|=>)*[\w-]\s*=\s*$|\benum\s+\w+\s*\{[^}]*$|\btype\s+\w[^=;]*=[^=;\n]*$|\b(?:from|import)\s*$/;
const HAS_ELEMENTS = /^(?:java|type)script/;

/** Where only a constant may stand: in the languages that know constants, in an annotation, a property's declaration, a parameter. */
const CONSTANT =
  /\bconst\b.*$|\bconst\s*\([^()]*$|[@[]\w+\s*\([^()]*$|\b(?:private|public|protected|static|var|function)\b[^;{}]*\$\w+\s*=[^;{}]*$|\b(?:case|is)\s+$|[(,]\s*\w+\??\s+\w+\s*=\s*$/;
const HAS_CONSTANTS = ['go', 'java', 'kotlin', 'scala', 'groovy', 'php', 'csharp'];

/** So much is looked at before a string, in UTF-16 units: of a longer line nobody can tell whether it is one. */
const HEAD_MAX = 2_000;

/** A longer text, which nobody writes by hand, would hold others up: in it no string is told from the rest. In UTF-16 units. */
const TEXT_MAX = 200 * 1024;

/** @returns `undefined` where nothing can stand in the place of a secret by itself */
export function literalAt(document: vscode.TextDocument, secret: vscode.Range): Literal | undefined {
  const { languageId } = document;
  const reference = REFERENCES.get(languageId);
  // Editors take some files of variables for shell scripts.
  if (!reference || !secret.isSingleLine || isEnvFile(fileOf(document))) return undefined;
  if (secret.start.character > HEAD_MAX) return undefined;
  const text = document.getText();
  if (text.length > TEXT_MAX) return undefined;
  const [from, to] = [document.offsetAt(secret.start) - 1, document.offsetAt(secret.end) + 1];
  if (!isString(languageId, text, from, to)) return undefined;
  const [head, behind] = [text.slice(Math.max(0, from - HEAD_MAX), from), text.slice(to, to + 64)];
  if (!BEFORE.test(head) || !BEHIND.test(behind)) return undefined;
  // Strings beside each other are one, but to a shell.
  if (languageId !== 'shellscript' && (/["'`]\s*$/.test(head) || /^\s*["'`]/.test(behind))) return undefined;
  if (HAS_ELEMENTS.test(languageId) && FIXED.test(head)) return undefined;
  if (HAS_CONSTANTS.includes(languageId) && CONSTANT.test(head)) return undefined;
  const needed = NEEDED.get(languageId);
  const range = new vscode.Range(secret.start.translate(0, -1), secret.end.translate(0, 1));
  const lacks = needed && !needed.said.test(text) ? needed.line : undefined;
  return { range, reference, ...(lacks !== undefined && { lacks }) };
}

/** Languages whose strings may go over several lines, as may what they have between two words. */
const HAS_LONG = ['shellscript', 'ruby', 'php'];

// Each goes on to the end of the line or the text where its own end is missing, so that no part is looked at often.
const HASH = /(?<![^\s;(])#.*/;
const SLASHES = /\/\/.*|\/\*[\s\S]*?(?:\*\/|(?![\s\S]))/;
const THREE = /"""[\s\S]*?(?:"""|(?![\s\S]))|'''[\s\S]*?(?:'''|(?![\s\S]))/;
const ONE_LINE = /"(?:\\[\s\S]|[^"\\\n])*(?:"|$)|'(?:\\[\s\S]|[^'\\\n])*(?:'|$)/;
const LINES = /"(?:\\[\s\S]|[^"\\])*"?|'(?:\\[\s\S]|[^'\\])*'?/;
const BACKTICKS = /`(?:\\[\s\S]|[^`\\])*`?|\\[\s\S]/;
const WORDS = /<<[<~-]?[ \t]*["']?(?<end>[A-Za-z_]\w*)[\s\S]*?(?:\n[ \t]*\k<end>\b|(?![\s\S]))/;
/** Behind a blank, Ruby's `<<` appends. */
const WORDS_OF_RUBY = /<<[~-]?["'`]?(?<end>[A-Za-z_]\w*)[\s\S]*?(?:\n[ \t]*\k<end>\b|(?![\s\S]))/;

/** Whether a string is at a place, in a text with comments and other strings. What is in doubt is none, which does no harm. */
function isString(languageId: string, text: string, from: number, to: number): boolean {
  const long = HAS_LONG.includes(languageId);
  const comments = languageId === 'php' ? [HASH, SLASHES] : [long || languageId === 'python' ? HASH : SLASHES];
  const words = languageId === 'ruby' ? WORDS_OF_RUBY : WORDS;
  const parts = [...comments, ...(long ? [words, LINES] : [THREE, ONE_LINE]), BACKTICKS];
  const part = new RegExp(parts.map(({ source }) => source).join('|'), 'gm');
  for (const { 0: found, index } of text.matchAll(part)) {
    if (index + found.length >= to) return index === from && found.length === to - from && /["'`]/.test(found);
  }
  return false;
}
