/** How a program of the person's ended. */
export type ProgramEnd =
  | { readonly kind: 'ended'; readonly code: number /** The last words of its error output. */; readonly said: string }
  /** There is no such program on the person's PATH. */
  | { readonly kind: 'absent' }
  /** It was ended, as it took too long, or as the person did not want it any more. What it did until then is not known. */
  | { readonly kind: 'late' }
  | { readonly kind: 'cancelled' };

/** The programs of this computer. */
export interface Programs {
  /**
   * Runs a program that is found on the PATH, but for the folders that are to be avoided, in the person's home. What it
   * prints is not read. Never rejects; ends within a minute.
   * @param input for its standard input; the one place for a secret
   */
  run(program: string, args: readonly string[], input?: string, signal?: AbortSignal): Promise<ProgramEnd>;
}

/** The same programs, each of which is ended once the signal is aborted. */
export function cancellable({ run }: Programs, signal: AbortSignal): Programs {
  return { run: (program, args, input) => run(program, args, input, signal) };
}
