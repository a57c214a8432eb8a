/** The process that the extension runs in, and what was set for it. */
export interface Environment {
  /** The environment variables as they are now; none in a browser. */
  readonly variables: Variables;
  /** The computer or container, since a number of a process says nothing on another one that shares the folder. */
  readonly host: string;
  /** Of the extension host: another one after a window was reloaded. */
  readonly pid: number;
  /** When the extension host started, by the wall clock of then, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Whether there is such a process on this host, whoever's it is. */
  isAlive(pid: number): boolean;
}

export type Variables = Readonly<Record<string, string | undefined>>;
