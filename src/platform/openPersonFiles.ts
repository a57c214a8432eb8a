import type { PersonFiles } from './personFiles.ts';

/** The files of this computer; loaded when one of the person's is asked for. */
export async function openPersonFiles(): Promise<PersonFiles> {
  return (await import('./node/personFiles.ts')).nodePersonFiles;
}
