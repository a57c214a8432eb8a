import { mkdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { isAlive } from '../../platform/fileLock.ts';
import { replaceFile } from '../../platform/replaceFile.ts';

const mark = v.object({
  /** What the secret store has too, as far as it keeps and shows what it is given. */
  value: v.string(),
  /** Milliseconds since 1970. */
  writtenAt: v.number(),
  /** The computer or container of the extension host that wrote it. */
  host: v.string(),
  /** Its process. */
  pid: v.number(),
});

/** What stands in a file for a value of the secret store, for starts and windows that may not see the store's. */
export type Mark = v.InferOutput<typeof mark>;

/** @returns `undefined` for a file that is not there, or damaged */
export async function readMark(file: string): Promise<Mark | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), mark), text);
  return parsed.success ? parsed.output : undefined;
}

/** @throws NodeJS.ErrnoException */
export async function writeMark(file: string, value: string): Promise<void> {
  const next: Mark = { value, writtenAt: Date.now(), host: hostname(), pid: process.pid };
  await mkdir(dirname(file), { recursive: true });
  await replaceFile(file, JSON.stringify(next));
}

/** Whether the window that left it is known to be gone, or to have been reloaded. */
export function isWriterGone({ host, pid }: Mark): boolean {
  return host === hostname() && !isAlive(pid);
}
