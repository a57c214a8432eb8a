import * as v from 'valibot';
import { sha256 } from '../../platform/hash.ts';
import type { Platform } from '../../platform/platform.ts';
import { randomId } from '../../platform/randomness.ts';
import { isWriterGone } from './markFile.ts';
import { isAnother, type Page, pageOf, pageSchema } from './page.ts';
import type { ThisWindow } from './thisWindow.ts';

const noteSchema = v.object({
  version: v.literal(1),
  /** Whose key it is: it is asked about while this account is signed in. */
  owner: v.string(),
  /** Missing while the answer that brings it is under way. */
  identifier: v.optional(v.string()),
  name: v.nullable(v.string()),
  scopes: v.array(v.string()),
  /** When the create was sent at the earliest, in milliseconds since 1970. */
  startedAt: v.number(),
  /** A rotation asks about its key itself. */
  isOfRotation: v.boolean(),
  page: pageSchema,
  host: v.string(),
  pid: v.number(),
});

/** Of a secret that is not safe, without the secret. */
export type SecretNote = v.InferOutput<typeof noteSchema>;

/** What a note says besides who wrote it. */
export type NoteText = Omit<SecretNote, 'version' | 'page' | 'host' | 'pid'>;

/** A secret that nobody has saved. */
export interface Held {
  readonly owner: string;
  readonly identifier: string;
  readonly name: string | null;
  readonly isOfRotation: boolean;
  readonly secret: string;
  /** Whether the store has it as well; else it ends with the extension host. */
  readonly isStored: boolean;
}

const SUFFIX = '.json';

/**
 * The secrets of all accounts that would be lost if this window went: in memory, as long as the extension host lives, and
 * a note of each in a file, so that whatever comes after it knows that there was one. They outlive the account that is
 * shown. A file that cannot be written keeps no secret from being stored.
 */
export class UnsavedSecrets {
  readonly #platform: Platform;
  readonly #page: Page;
  readonly #held = new Map<string, Held>();
  /** Keys whose secret the person has saved, though the store is given it once more. */
  readonly #saved = new Set<string>();

  /** @param platform with the files of the folder that is the notes' own */
  constructor(platform: Platform, window: Pick<ThisWindow, 'sessionId' | 'logs'>) {
    this.#platform = platform;
    this.#page = pageOf(window);
  }

  get size(): number {
    return this.#held.size;
  }

  of(owner: string): Held[] {
    return [...this.#held.values()].filter((held) => held.owner === owner);
  }

  get(key: string): Held | undefined {
    return this.#held.get(key);
  }

  hold(key: string, held: Held): void {
    if (!this.#saved.has(key)) this.#held.set(key, held);
  }

  /** A durable store has it; the note stays until that has reached the disk. */
  async stored(key: string, flushed: Promise<void>): Promise<void> {
    this.#held.delete(key);
    await flushed;
    if (!this.#held.has(key)) await this.drop(fileOf(key));
  }

  /** It is safe now, or gone for good. */
  async release(key: string, isSaved = false): Promise<void> {
    if (isSaved) this.#saved.add(key);
    this.#held.delete(key);
    await this.drop(fileOf(key));
  }

  /** The person wants none of them any more. */
  async forget(): Promise<void> {
    for (const key of this.#held.keys()) await this.release(key);
  }

  /** Notes that a key is about to be made. @returns what the note is called */
  async announce(text: NoteText): Promise<string> {
    const name = `${randomId()}${SUFFIX}`;
    await this.#write(name, text);
    return name;
  }

  /** Notes that a key was made whose secret is not known to be safe. */
  async note(key: string, text: NoteText): Promise<void> {
    if (!this.#saved.has(key)) await this.#write(fileOf(key), text);
  }

  /** Removes a note, by what it is called. */
  async drop(name: string): Promise<void> {
    await this.#platform.files.remove(name).catch(() => undefined);
  }

  /**
   * The notes of an account whose writers are known to be gone: an extension host before this one in the same page, or
   * one that has ended. Those of this extension host and of windows that are there are theirs.
   */
  async left(owner: string): Promise<{ notes: ReadonlyMap<string, SecretNote>; areOthersThere: boolean }> {
    const notes = new Map<string, SecretNote>();
    let areOthersThere = false;
    const { files, environment } = this.#platform;
    for (const name of (await files.list().catch(() => undefined)) ?? []) {
      const text = await files.read(name).catch(() => undefined);
      const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), noteSchema), text);
      if (!success || output.owner !== owner) continue;
      const isNumberOurs = output.host === environment.host && output.pid === environment.pid;
      const isPageOurs = !isAnother(output.page, this.#page);
      if (isNumberOurs && isPageOurs) continue;
      // A page has one extension host at a time, and a container gives numbers of processes again.
      if (isNumberOurs || isPageOurs || isWriterGone(output, environment)) notes.set(name, output);
      else areOthersThere = true;
    }
    return { notes, areOthersThere };
  }

  async #write(name: string, text: NoteText): Promise<void> {
    const { files, environment } = this.#platform;
    const note: SecretNote = { version: 1, ...text, page: this.#page, host: environment.host, pid: environment.pid };
    await files.replace(name, JSON.stringify(note)).catch(() => undefined);
  }
}

/** A key is one of the store, and may be long. */
function fileOf(key: string): string {
  return `${sha256(key, 'hex').slice(0, 32)}${SUFFIX}`;
}
