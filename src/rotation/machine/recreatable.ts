import { CREATABLE_SCOPES, type CreatableScope } from '../../api/index.ts';
import type { Refusal } from './outcome.ts';

/** What a client that may do the same is created with; or why none can be, and then its key cannot be rotated. */
export function recreatable(
  scopes: readonly string[],
):
  | { readonly all: [CreatableScope, ...CreatableScope[]] }
  | Extract<Refusal, { kind: 'scopesNotCreatable' | 'noScopes' }> {
  const others = scopes.filter((scope) => !isCreatable(scope));
  if (others.length > 0) return { kind: 'scopesNotCreatable', scopes: others };
  const [first, ...rest] = new Set(scopes.filter(isCreatable));
  return first === undefined ? { kind: 'noScopes' } : { all: [first, ...rest] };
}

function isCreatable(scope: string): scope is CreatableScope {
  return CREATABLE_SCOPES.some((creatable) => creatable === scope);
}
