import type { Programs } from './programs.ts';

/**
 * The programs of this computer; loaded when one is asked for.
 * @param avoid folders, such as a workspace's: whoever made it could have put a program of any name there, and a shell that
 *   starts the editor may have it on its PATH
 */
export async function openPrograms(avoid: readonly string[]): Promise<Programs> {
  return (await import('./node/programs.ts')).nodePrograms({ avoid });
}
