import type { ContextKey, ContextKeys } from './contextKeys.ts';
import type { RowContext } from './rows.ts';
import type { ViewId } from './views.ts';

declare const made: unique symbol;

/** A condition in VS Code's language of `when` clauses. Made here only, so that it names nothing that does not exist. */
export type When = string & { readonly [made]: true };

export function all(...conditions: readonly When[]): When {
  return when(conditions.join(' && '));
}

export function isSet(key: ContextKey): When {
  return when(key);
}

export function isNotSet(key: ContextKey): When {
  return when(`!${key}`);
}

export function is<Key extends ContextKey>(key: Key, value: ContextKeys[Key]): When {
  return when(`${key} == ${value}`);
}

export function isNot<Key extends ContextKey>(key: Key, value: ContextKeys[Key]): When {
  return when(`${key} != ${value}`);
}

export function isOneOf<Key extends ContextKey>(key: Key, ...values: readonly ContextKeys[Key][]): When {
  return when(`${key} =~ /^(${values.join('|')})$/`);
}

/** Whether the person trusts the code in the workspace: a key of VS Code's own. */
export const WORKSPACE_IS_TRUSTED: When = when('isWorkspaceTrusted');

/** In menus of a view. */
export function inView(view: ViewId): When {
  return when(`view == ${view}`);
}

/** In keybindings. */
export function hasFocus(view: ViewId): When {
  return when(`focusedView == ${view}`);
}

/** While no text is typed anywhere, such as what a list is searched for. */
export function isNoText(): When {
  return when('!inputFocus');
}

/** Never: for what only a row can do. */
export function never(): When {
  return when('false');
}

/** In menus of a row. */
export function onRow(...rows: readonly RowContext[]): When {
  const [first, ...others] = rows;
  if (others.length === 0) return when(`viewItem == ${first}`);
  return when(`viewItem =~ /^(${rows.map((row) => row.replaceAll('.', '\\.')).join('|')})$/`);
}

function when(text: string): When {
  return text as When;
}
