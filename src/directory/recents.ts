import type { Id } from '../api/index.ts';
import { keyOf } from './ids.ts';

/** How many are remembered. */
export const RECENTS_MAX = 10;

/** The ids of those who were chosen last, the last one first. In memory only, like all that tells about people. */
export class Recents {
  #ids: Id[] = [];

  get ids(): readonly Id[] {
    return this.#ids;
  }

  add(id: Id): void {
    const key = keyOf(id);
    this.#ids = [key, ...this.#ids.filter((other) => other !== key)].slice(0, RECENTS_MAX);
  }

  /** Matches of recent users, the last one first. */
  inOrder<M extends { readonly user: { readonly id: Id } }>(matches: readonly M[]): M[] {
    const place = ({ user }: M) => this.#ids.indexOf(keyOf(user.id));
    return [...matches].sort((one, other) => place(one) - place(other));
  }

  clear(): void {
    this.#ids = [];
  }
}
