import type { FoundNames } from '../dotenv/index.ts';
import type { ThisWindow } from './secrets/thisWindow.ts';

/** Where a key was put. The key is named by its identifier; what is in the file is not remembered. */
export interface RememberedPlace {
  /** Of the file. */
  readonly uri: string;
  readonly identifier: string;
  readonly names: FoundNames;
  /** Identifier of the key that it takes the place of, which the file may still have. */
  readonly replaces?: string;
}

const ENTRY = 'tripartie.places';

/** Most places that are remembered; the oldest go first. */
const PLACES_MAX = 200;

/**
 * The places of keys in this workspace, in its state. What cannot be written there is lost without a word: a file that has
 * a key is found all the same.
 */
export class PlaceMemory {
  readonly #memory: ThisWindow['memory'];
  readonly #listeners = new Set<() => void>();

  constructor({ memory }: Pick<ThisWindow, 'memory'>) {
    this.#memory = memory;
  }

  /** Where a key was put, but for files that are remembered for the key that takes its place. */
  of(identifier: string): readonly RememberedPlace[] {
    const all = this.#all();
    const isTaken = (uri: string) => all.some((each) => each.replaces === identifier && each.uri === uri);
    return all.filter((each) => each.identifier === identifier && !isTaken(each.uri));
  }

  /** Remembers that these files have a key, or are to get it: what was remembered of the same names there is forgotten. */
  async remember(...places: readonly RememberedPlace[]): Promise<void> {
    const others = this.#all().filter((each) => !places.some((place) => isSameSpot(each, place)));
    await this.#write([...others, ...places]);
  }

  /** Forgets that a file has a key; the file stays as it is. */
  async forget(identifier: string, uri: string): Promise<void> {
    await this.#write(this.#all().filter((each) => each.identifier !== identifier || each.uri !== uri));
  }

  /** Hears of every change. @returns what ends that */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  #all(): readonly RememberedPlace[] {
    return this.#memory.get<readonly RememberedPlace[]>(ENTRY) ?? [];
  }

  async #write(places: readonly RememberedPlace[]): Promise<void> {
    await this.#memory.update(ENTRY, places.slice(-PLACES_MAX)).then(undefined, () => undefined);
    for (const listener of this.#listeners) listener();
  }
}

function isSameSpot(one: RememberedPlace, other: RememberedPlace): boolean {
  return one.uri === other.uri && one.identifier === other.identifier;
}
