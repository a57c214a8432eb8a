import { array, type InferOutput, is, object, string } from 'valibot';
import type * as vscode from 'vscode';

const permission = object({
  /** Id of the profile whose key it is. */
  profile: string(),
  /** What that profile was called. */
  who: string(),
  /** Name or identifier of the client, as references of this workspace have it: it stays over a rotation. */
  what: string(),
  /** Whom that meant last. */
  identifier: string(),
});

/** Debug sessions of this workspace get the secret of one client without a question. It has no field for a secret. */
export type Permission = Readonly<InferOutput<typeof permission>>;

const KEY = 'tripartie.debugPermissions';

/** What the person has allowed in this workspace, on this computer. */
export class Permissions {
  readonly #memory: Pick<vscode.Memento, 'get' | 'update'>;

  constructor(memory: Pick<vscode.Memento, 'get' | 'update'>) {
    this.#memory = memory;
  }

  get all(): readonly Permission[] {
    const kept = this.#memory.get<unknown>(KEY);
    return is(array(permission), kept) ? kept : [];
  }

  /** That of a profile for what a reference says. */
  of(profile: string, what: string): Permission | undefined {
    return this.all.find((each) => each.profile === profile && each.what === what);
  }

  /** Remembers these, in the place of what was known of the same. */
  async allow(...news: readonly Permission[]): Promise<void> {
    const rest = this.all.filter((old) => !news.some((each) => isSame(each, old)));
    await this.#memory.update(KEY, [...rest, ...news]);
  }

  /** Forgets these. */
  async revoke(gone: readonly Permission[]): Promise<void> {
    const rest = this.all.filter((old) => !gone.some((each) => isSame(each, old)));
    await this.#memory.update(KEY, rest.length > 0 ? rest : undefined);
  }
}

function isSame(one: Permission, other: Permission): boolean {
  return one.profile === other.profile && one.what === other.what;
}
