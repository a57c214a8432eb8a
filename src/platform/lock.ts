/** How long a lease lasts after it was taken or renewed, in milliseconds: longer than any single call to the API. */
export const LEASE_MS = 90_000;

/** At most one holder a subject, over all windows of the editor. */
export interface Lock {
  /**
   * @returns `undefined` while another window has it; its lease ends by itself when that window is gone
   * @throws FileError when it cannot be said
   */
  acquire(subject: string): Promise<Lease | undefined>;
}

/** Leave to do what only one window may do at a time. */
export interface Lease {
  /** Until when another window held it, by elapsed time; that window's last writes may still be on their way. */
  readonly othersUntil?: number | undefined;
  /**
   * Makes it last {@link LEASE_MS} from now. `false`: it was lost, and another window may be at work.
   * @throws FileError when it could not be renewed; it lasts as long as it did
   */
  renew(): Promise<boolean>;
  /** @throws FileError when other windows have to wait for its end */
  release(): Promise<void>;
}
