import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { replaceFile } from '../files/replaceFile.ts';

/** A value that the secret store has too, as far as the store keeps and shows what it is given. */
const mark = v.object({
  value: v.string(),
  /** Milliseconds since 1970. */
  writtenAt: v.number(),
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
export async function writeMark(file: string, next: Mark): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await replaceFile(file, JSON.stringify(next));
}
