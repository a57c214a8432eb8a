/** What a process gets that was started for it. */
export interface Handed {
  /** Environment variables, by their names. */
  readonly variables: Readonly<Record<string, string>>;
  /** What to run, as it is typed at a prompt. Without one it is in the arguments of the runner. */
  readonly line?: { readonly shell: string; readonly text: string };
}

/**
 * How a handover ended.
 * - `taken`: by the process that had the ticket
 * - `refused`: somebody came without it, or it broke off half-way; whoever has the ticket comes too late then
 * - `notAsked`: nobody came in time
 */
export type HandoverEnd = 'taken' | 'refused' | 'notAsked';

/** Something secret that waits for one process, on a socket that this person alone can reach. */
export interface Handover {
  /** The program that runs the runner: Node, or the editor's own in its place. */
  readonly node: string;
  /**
   * What the runner needs in its environment. It is no secret afterwards: it is good for one connection, and the first
   * one ends it, right or wrong.
   */
  readonly ticket: Readonly<Record<string, string>>;
  /** Never rejects. */
  readonly ended: Promise<HandoverEnd>;
  /** Ends it in so many milliseconds, unless it was taken by then. */
  endIn(ms: number): void;
}
