/** References to API clients in files that are committed, with no secret in them: how they are written, and whom they mean. */
export { type JsonString, stringsIn } from './jsonStrings.ts';
export { type ClientMatch, findClient } from './match.ts';
export {
  byName,
  comparable,
  isIdentifier,
  isReference,
  type NamedClient,
  type Part,
  parseReference,
  type Reference,
  spell,
  spellingOf,
} from './reference.ts';
export { isVariable, withValues } from './variables.ts';
