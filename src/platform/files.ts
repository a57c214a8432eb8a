/** How long reading or listing files may take, in milliseconds. */
export const FILE_TIMEOUT_MS = 2_000;

/** The same for what changes one: a busy disk may take seconds until it has what it was given. */
export const CHANGE_TIMEOUT_MS = 10_000;

/**
 * Why the files did not do their work.
 * - `full`: the disk, or what this person may have of it
 * - `readOnly`: the disk is mounted so
 * - `refused`: not allowed, or another program has the file
 * - `noFolder`: where the folder should be is something else
 * - `timedOut`: no answer within {@link FILE_TIMEOUT_MS}, or {@link CHANGE_TIMEOUT_MS}
 * - `unreachable`: anything else
 */
export type FileFailure = 'full' | 'readOnly' | 'refused' | 'noFolder' | 'timedOut' | 'unreachable';

/** The files did not do their work. Holds neither a path nor the system's own message. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly failure: FileFailure;

  constructor(failure: FileFailure) {
    super(`The editor's storage folder failed: ${failure}`);
    this.failure = failure;
  }
}

/**
 * The files of one folder, which windows share. A name is one of a file in it, without separators. What is not there is
 * an answer and no failure, and a folder is made with its first file. Only the person whose files these are can read
 * them (mode 0600). Every method ends in time or rejects with a {@link FileError}.
 */
export interface Files {
  /** The names of the files, without those that are just being written. `undefined`: there is no such folder. */
  list(): Promise<readonly string[] | undefined>;
  /** A file's text; `undefined` when it is not there. */
  read(name: string): Promise<string | undefined>;
  /** When a file was written last, by the clock of its disk, in milliseconds since 1970; `undefined` when it is not there. */
  modifiedAt(name: string): Promise<number | undefined>;
  /**
   * Writes a file as a whole: it is on the disk before it takes the place of the one before, so that a reader finds
   * either and a crash leaves no half. When it rejects, the one before is as it was; only after `timedOut` may the new
   * one take its place yet.
   */
  replace(name: string, text: string): Promise<void>;
  /**
   * Makes a file that is not there. Of many windows that do so at once, one does. It appears as a whole where the disk
   * has hard links; elsewhere a reader may find the first part of it, which a crash leaves for ever.
   * @returns `false` when there is one of that name; a failure is never taken for that. After one it may be made yet
   */
  create(name: string, text: string): Promise<boolean>;
  /** Writes at the end of a file; others may do so at the same time. After a failure it may be written yet. */
  append(name: string, text: string): Promise<void>;
  /** Removes a file; it may be gone already. */
  remove(name: string): Promise<void>;
  /** Calls when a window, this one included, has written; may call without a change. Stops when the folder goes away. */
  watch(changed: () => void): Promise<{ dispose(): void }>;
  /** The files of a folder below this one. */
  folder(name: string): Files;
}
