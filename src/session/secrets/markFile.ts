import * as v from 'valibot';
import type { Environment } from '../../platform/environment.ts';
import type { Files } from '../../platform/files.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Page, pageSchema } from './page.ts';

const mark = v.object({
  /** What the secret store has too, as far as it keeps and shows what it is given. */
  value: v.string(),
  /** The page of the window that wrote it; an older version of the extension did not say. */
  page: v.optional(pageSchema),
  /** The computer or container of the extension host that wrote it. */
  host: v.string(),
  /** Its process. */
  pid: v.number(),
});

/** What stands in a file for a value of the secret store, for starts and windows that may not see the store's. */
export type Mark = v.InferOutput<typeof mark>;

/**
 * @returns `undefined` for a file that is not there, or damaged
 * @throws FileError when nothing is known of it
 */
export async function readMark(files: Files, name: string): Promise<Mark | undefined> {
  const text = await files.read(name);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), mark), text);
  return parsed.success ? parsed.output : undefined;
}

/** @throws FileError */
export async function writeMark({ files, environment }: Platform, name: string, value: string, page: Page) {
  const { host, pid } = environment;
  await files.replace(name, JSON.stringify({ value, page, host, pid } satisfies Mark));
}

/** Whether the extension host that left it is known to be gone. Its window may still be there, with another one. */
export function isWriterGone({ host, pid }: Pick<Mark, 'host' | 'pid'>, environment: Environment): boolean {
  return host === environment.host && !environment.isAlive(pid);
}
