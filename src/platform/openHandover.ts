import type { Handed, Handover } from './handover.ts';

/** Opens one; loaded when it is asked for. Rejects where no socket can be made. */
export async function openHandover(handed: Handed): Promise<Handover> {
  return (await import('./node/handover.ts')).openHandover(handed);
}
