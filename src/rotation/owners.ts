import type { Files } from '../platform/files.ts';

/**
 * Remembers as whom a profile rotates, as the API last said: while that cannot be asked, its rotations can be listed,
 * and their keys be kept from being deleted, all the same.
 */
export class Owners {
  readonly #files: Files;

  constructor(files: Files) {
    this.#files = files;
  }

  /** @returns `undefined` when it was never heard, or cannot be read */
  async recall(profileId: string): Promise<string | undefined> {
    return this.#files.read(fileOf(profileId)).catch(() => undefined);
  }

  /** What cannot be written is asked again. */
  async remember(profileId: string, owner: string): Promise<void> {
    if ((await this.recall(profileId)) === owner) return;
    // Only what is shown while the API cannot be reached depends on it.
    await this.#files.replace(fileOf(profileId), owner).catch(() => undefined);
  }
}

function fileOf(profileId: string): string {
  return `${encodeURIComponent(profileId)}.owner`;
}
