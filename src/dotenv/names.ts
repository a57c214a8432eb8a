import type { Assignment } from './parse.ts';
import { isVariableName, type VariableName } from './quote.ts';

/** The names under which a program looks for a key. */
export interface Names {
  readonly identifier: VariableName;
  readonly secret: VariableName;
}

/** Where a program does not say otherwise. */
export const DEFAULT_NAMES: Names = {
  identifier: 'TRIPARTIE_CLIENT_ID' as VariableName,
  secret: 'TRIPARTIE_CLIENT_SECRET' as VariableName,
};

/** Names whose values build tools put into web pages and apps, where everybody can read them. */
export const PUBLISHED =
  /^(?:VITE|NEXT_PUBLIC|NUXT_PUBLIC|REACT_APP|VUE_APP|NG_APP|GATSBY|EXPO_PUBLIC|PUBLIC|STORYBOOK|SNOWPACK_PUBLIC|RAZZLE)_/;

/**
 * Names that a shell, a loader or a language takes for settings of its own, by what they end or begin with: whoever sets
 * one decides what is run, or has a file made that is called by the value. Whatever their case, as Windows has it.
 */
const RULING =
  /^(?:(?:DY)?LD_.+|NPM_CONFIG_.+|PYTHON[A-Z]+|PERL5\w+|GIT_(?:SSH|CONFIG\w*|EXTERNAL_DIFF)|\w*(?:PATH|HOME|DIR|LIB|SHELL|ENV|OPTIONS|OPTS?|FLAGS|HOOKS|WRAPPER|COMMAND|ASKPASS|EDITOR|PAGER|PROXY|CERTS?|FILE|COVERAGE|WARNINGS|PROFILER|CONF|ROOT)|LESSOPEN|PATHEXT|USERPROFILE|COMSPEC|SYSTEMROOT|IFS|PS\d|TE?MP|VISUAL|BROWSER|ELECTRON_RUN_AS_NODE)$/i;

/** Whether a variable of this name decides what programs run. A key never goes there because a workspace says so. */
export function isRuling(name: string): boolean {
  return RULING.test(name);
}

/** Under which names a file has the parts of a key; the secret's may not be known. */
export interface FoundNames {
  readonly identifier: VariableName;
  readonly secret?: VariableName;
}

/** The name of the identifier that goes with the name of a secret, by what they have in common. */
export function partnerOf(secret: string, names: readonly VariableName[]): VariableName | undefined {
  if (!/SECRET$/i.test(secret)) return undefined;
  return names.find((name) => /^(?:ID|IDENTIFIER|KEY_ID)$/i.test(restOf(name, secret)));
}

/** What a name has behind what it has in common with the name of a secret. */
function restOf(name: string, secret: string): string {
  const stem = secret.replace(/SECRET$/i, '');
  return name.startsWith(stem) ? name.slice(stem.length) : '';
}

/**
 * Under which names a file has a key: the secret by its value where that is known, else by its name.
 * @returns `undefined` where nothing has the identifier
 */
export function namesOfKey(
  assignments: readonly Assignment[],
  identifier: string,
  secret: string | undefined,
): FoundNames | undefined {
  const named = assignments.flatMap(({ name, text }) => (isVariableName(name) ? [{ name, text }] : []));
  const idName = named.findLast(({ text }) => text === identifier)?.name;
  if (idName === undefined) return undefined;
  const byValue = secret === undefined ? undefined : named.findLast(({ text }) => text === secret)?.name;
  const secretName = byValue ?? named.findLast(({ name }) => partnerOf(name, [idName]) === idName)?.name;
  return { identifier: idName, ...(secretName && { secret: secretName }) };
}
