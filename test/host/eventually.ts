/** How long a test waits for what a person would see within a second or two; generous, for busy machines. */
export const patienceMs = 20_000;

const intervalMs = 50;

/**
 * Repeats a check until it no longer throws, and gives its result. Ends in the check's own last error after
 * `timeoutMs`, so that a failing test says what was there instead of "timed out".
 */
export async function eventually<T>(check: () => T | Promise<T>, timeoutMs = patienceMs): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}

/** Looks until the same was there twice in a row: what is on its way is not where it was seen. */
export async function settled<T>(look: () => Promise<T>): Promise<T> {
  let before: { readonly seen: T } | undefined;
  return eventually(async () => {
    const seen = await look();
    if (seen === before?.seen) return seen;
    before = { seen };
    throw new Error(`It does not come to rest; the last thing that was seen: ${seen}.`);
  });
}
