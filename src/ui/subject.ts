/** The account that a question or a message is about, as far as this room knows it. */
export interface Subject {
  /** Aborted when it is no longer the account that is shown: what asks about it closes, and late answers do not count. */
  readonly ended: AbortSignal;
}
