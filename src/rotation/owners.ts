import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../platform/replaceFile.ts';

/**
 * Remembers as whom a profile rotates, as the API last said: while that cannot be asked, its rotations can be listed,
 * and their keys be kept from being deleted, all the same.
 * @param folder for what holds no secret
 */
export class Owners {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @returns `undefined` when it was never heard, or cannot be read */
  async recall(profileId: string): Promise<string | undefined> {
    return readFile(this.#file(profileId), 'utf8').catch(() => undefined);
  }

  /** What cannot be written is asked again. */
  async remember(profileId: string, owner: string): Promise<void> {
    try {
      if ((await this.recall(profileId)) === owner) return;
      await mkdir(this.#folder, { recursive: true });
      await replaceFile(this.#file(profileId), owner);
    } catch {
      // Only what is shown while the API cannot be reached depends on it.
    }
  }

  #file(profileId: string): string {
    return join(this.#folder, `${encodeURIComponent(profileId)}.owner`);
  }
}
