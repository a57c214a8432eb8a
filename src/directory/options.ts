import type { FetchPage } from './listing.ts';

/** What a directory needs of the account it is for. */
export interface DirectoryOptions {
  /** `client.listUsers` of the account. */
  readonly fetchPage: FetchPage;
  /** Pages asked for at the same time. Default: 2, which leaves half of a client's calls to the person. */
  readonly width?: number;
  /** How old a listing may be before `load` lists again, in milliseconds. Default: ten minutes. */
  readonly maxAgeMs?: number;
  readonly now?: () => number;
  /** Called when somebody else is known, or known otherwise, or how many there are. */
  onDidChange?(): void;
}

/** How much of the organization is known. */
export interface DirectoryProgress {
  /** Users that can be found. */
  readonly seen: number;
  /** Users there are, as the server told last; never fewer than are known. */
  readonly total?: number;
  /** Entries of the list that could not be read. Absent when there are none. */
  readonly unreadable?: number;
  readonly loading: boolean;
  /** Whether the last listing came to its end. */
  readonly listed: boolean;
}

/** How to load. */
export interface LoadOptions {
  /** Ends the waiting; the loading too, when nobody else waits for it. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each page. */
  onProgress?(progress: DirectoryProgress): void;
}
