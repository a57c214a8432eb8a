import * as v from 'valibot';

/** What was run with a key in this workspace. The key is not part of it. */
const recentRun = v.variant('kind', [
  v.object({ kind: v.literal('line'), text: v.string(), /** Address of the folder. */ folder: v.string() }),
  v.object({ kind: v.literal('task'), task: v.string() }),
]);

export type RecentRun = v.InferOutput<typeof recentRun>;

/** `vscode.Memento`, as much as is used. */
interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const KEY = 'tripartie.recentRuns';
const KEPT = 5;

/** The last ones first. What is none, as another version may have written it, is left out. */
export function recentRuns(memory: Memory): RecentRun[] {
  const kept = memory.get(KEY);
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((each) => {
    const parsed = v.safeParse(recentRun, each);
    return parsed.success ? [parsed.output] : [];
  });
}

/** Remembers one for this workspace. */
export async function rememberRun(memory: Memory, run: RecentRun): Promise<void> {
  await memory.update(KEY, [run, ...othersThan(memory, run)].slice(0, KEPT));
}

/** Forgets one: it could not be started. */
export async function forgetRun(memory: Memory, run: RecentRun): Promise<void> {
  await memory.update(KEY, othersThan(memory, run));
}

function othersThan(memory: Memory, run: RecentRun): RecentRun[] {
  const text = JSON.stringify(run);
  return recentRuns(memory).filter((each) => JSON.stringify(each) !== text);
}
