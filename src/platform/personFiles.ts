/** What the editor's own way to the person's files cannot do. Paths are absolute ones of this computer. */
export interface PersonFiles {
  /** Where a path really leads, with every symbolic link followed, spelled as the disk has it. Rejects where nothing is. */
  realPath(path: string): Promise<string>;
  /**
   * Makes an empty file that only the person may read (on Windows: whoever may read its folder).
   * @returns whether it was made; not where something has the name already
   */
  createPrivate(path: string): Promise<boolean>;
}
