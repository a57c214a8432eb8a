import * as v from 'valibot';
import { type ApiOrigin, parseApiOrigin } from '../../api/origin.ts';
import { FileError, type Files } from '../../platform/files.ts';
import { environmentAt } from './environments.ts';
import type { Binding, Profile } from './profile.ts';

const origin = v.pipe(
  v.string(),
  v.rawTransform<string, ApiOrigin>(({ dataset, addIssue, NEVER }) => {
    try {
      return parseApiOrigin(dataset.value);
    } catch {
      addIssue({ message: 'no API address' });
      return NEVER;
    }
  }),
);

const text = v.pipe(v.string(), v.maxLength(300));

/** What is known of a profile, one file each: what one window writes never takes back what another one wrote. */
const FACTS = {
  binding: v.pipe(
    v.object({
      environment: v.picklist(['sandbox', 'staging', 'production', 'custom']),
      origin: v.exactOptional(origin),
      kind: v.picklist(['personalKey', 'apiClient']),
      subject: text,
    }),
    v.check((binding) => (binding.environment === 'sandbox') === (binding.origin === undefined)),
    // A custom address may have turned out to be production's.
    v.transform((binding) => ({ ...binding, ...(binding.origin && environmentAt(binding.origin)) })),
  ),
  name: v.object({ name: text }),
  readOnly: v.object({ readOnly: v.boolean() }),
  learned: v.object({ organization: v.exactOptional(text), email: v.exactOptional(text) }),
  key: v.object({ keyWrittenAt: v.number(), way: v.exactOptional(v.literal('password')) }),
  /** Of the environment variable's profile, which has no binding to take away. */
  left: v.object({ left: v.boolean() }),
} as const;

/** A kind of fact, and so a file. `binding` makes the profile be there. */
export type FactName = keyof typeof FACTS;
export type Fact<Name extends FactName> = v.InferOutput<(typeof FACTS)[Name]>;

const ACTIVE = 'active.json';
const active = v.object({ id: v.nullable(v.string()) });

/**
 * The profiles of all windows, in files without secrets. A fact is one file, replaced as a whole; a profile is there as
 * long as its binding is. All methods reject with a {@link FileError} where the files do not do their work.
 */
export class ProfileFiles {
  readonly #files: Files;
  /** The active profile of this window, where the folder did not take it. */
  #held: Profile | undefined;

  constructor(files: Files) {
    this.#files = files;
  }

  /** Where the folder cannot be written: this window has the profile as its active one, until another is. */
  hold(profile: Profile): void {
    this.#held = profile;
  }

  /** All profiles, by id. A damaged file counts as not there. */
  async list(): Promise<Profile[]> {
    const held = this.#held;
    if (!held) return this.#list();
    const others = await this.#list().catch(() => []);
    return [held, ...others.filter(({ id }) => id !== held.id)];
  }

  async #list(): Promise<Profile[]> {
    const names = await this.#files.list().catch(ifNoFolder);
    const ids = (names ?? []).flatMap((name) =>
      name.endsWith('.binding.json') ? [name.slice(0, -'.binding.json'.length)] : [],
    );
    const all = await Promise.all(ids.sort().map((id) => this.read(id)));
    return all.filter((profile) => profile !== undefined);
  }

  async read(id: string): Promise<Profile | undefined> {
    if (this.#held?.id === id) return this.#held;
    const binding = await this.fact(id, 'binding');
    return binding && this.describe({ id, binding, readOnly: false });
  }

  /**
   * A profile whose binding is known otherwise, with what has been noted of it.
   * @param known `readOnly`: what it is as long as nobody has said
   */
  async describe({ id, binding, ...known }: { id: string; binding: Binding; readOnly: boolean }): Promise<Profile> {
    const [name, readOnly, learned, key, left] = await Promise.all([
      this.fact(id, 'name'),
      this.fact(id, 'readOnly'),
      this.fact(id, 'learned'),
      this.fact(id, 'key'),
      this.fact(id, 'left'),
    ]);
    return { readOnly: known.readOnly, ...readOnly, ...name, ...learned, ...key, ...left, ...binding, id };
  }

  /** What a file says of a profile; none does of one that this window has alone. */
  async fact<Name extends FactName>(id: string, name: Name): Promise<Fact<Name> | undefined> {
    if (this.#held?.id === id) return undefined;
    return this.#parse(FACTS[name], `${id}.${name}.json`) as Promise<Fact<Name> | undefined>;
  }

  /** Whether a profile was removed. It was not while the folder itself is out of reach, or a file is damaged. */
  async isGone(id: string): Promise<boolean> {
    if (this.#held?.id === id) return false;
    const names = await this.#files.list().catch(() => undefined);
    return names !== undefined && !names.includes(`${id}.binding.json`);
  }

  async note<Name extends FactName>(id: string, name: Name, fact: Fact<Name>): Promise<void> {
    if (this.#held?.id === id) {
      this.#held = { ...this.#held, ...fact };
      return;
    }
    await this.#files.replace(`${id}.${name}.json`, JSON.stringify(fact));
  }

  /** The profile is gone with its binding; what else was noted of it is there until {@link clear}. */
  async unbind(id: string): Promise<void> {
    const wasHeld = this.#held?.id === id;
    if (wasHeld) this.#held = undefined;
    const removed = this.#files.remove(`${id}.binding.json`);
    await (wasHeld ? removed.catch(() => undefined) : removed);
  }

  /** Removes what was noted of a profile that is gone. Never rejects: nobody reads what stays. */
  async clear(id: string): Promise<void> {
    for (const name of Object.keys(FACTS)) {
      await this.#files.remove(`${id}.${name}.json`).catch(() => undefined);
    }
  }

  /** The active profile's id; `null` when the person signed out, `undefined` when nothing was chosen yet. */
  async active(): Promise<string | null | undefined> {
    if (this.#held) return this.#held.id;
    return (await this.#parse(active, ACTIVE))?.id;
  }

  async activate(id: string | null): Promise<void> {
    await this.#files.replace(ACTIVE, JSON.stringify({ id }));
    this.#held = undefined;
  }

  /** Calls when a window, this one included, has written; may call without a change. */
  watch(changed: () => void): Promise<{ dispose(): void }> {
    return this.#files.watch(changed);
  }

  async #parse<Schema extends v.GenericSchema>(
    schema: Schema,
    name: string,
  ): Promise<v.InferOutput<Schema> | undefined> {
    const read = await this.#files.read(name).catch(ifNoFolder);
    try {
      return v.parse(schema, JSON.parse(read ?? ''));
    } catch {
      return undefined;
    }
  }
}

/** Where no folder can be, nothing was ever noted; any other failure is one. */
function ifNoFolder(error: unknown): undefined {
  if (!(error instanceof FileError && error.failure === 'noFolder')) throw error;
}
