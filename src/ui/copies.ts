import * as v from 'valibot';
import type { Platform } from '../platform/platform.ts';
import { randomId } from '../platform/randomness.ts';
import type { Copies } from './clipboard.ts';

const FILE = 'clipboard.json';

const copy = v.object({
  /** Of the copy. */
  id: v.string(),
  /** The computer whose elapsed time counts. */
  host: v.string(),
  /** By that, when it is to be taken off. */
  ends: v.number(),
});

/** The last copy of all windows, in a file that says nothing of what was copied. What the disk refuses is not told. */
export function createCopies({ files, clock, environment }: Platform): Copies {
  let own: string | undefined;
  return {
    async note(lifetimeMs) {
      own = randomId();
      const next: v.InferOutput<typeof copy> = {
        id: own,
        host: environment.host,
        ends: clock.elapsed() + lifetimeMs,
      };
      await files.replace(FILE, JSON.stringify(next)).catch(() => undefined);
    },
    async othersLeft() {
      const text = await files.read(FILE).catch(() => undefined);
      const last = v.safeParse(v.pipe(v.string(), v.parseJson(), copy), text);
      if (!last.success || last.output.id === own || last.output.host !== environment.host) return 0;
      const left = last.output.ends - clock.elapsed();
      // Longer than any may stay: it was left before the computer was started anew.
      return left > LONGEST_MS ? 0 : Math.max(left, 0);
    },
  };
}

/** Longer than any copy may stay, in milliseconds. */
const LONGEST_MS = 120_000;
