import { runCommand } from '../ui/commands.ts';
import { inform, sayLate } from '../ui/notify.ts';
import { activeProfileId } from './activeProfileId.ts';
import type { Needs } from './needs.ts';
import type { Account, Session } from './session.ts';

export type { Needs } from './needs.ts';

/** What a command needs that changes something. */
export const WRITES: Needs = { writes: true };

/** What a command needs that changes keys, and with them the secrets that this editor has. */
export const STORES: Needs = { ...WRITES, stores: true };

/** The signed-in account for a command; where there is none that can do it, offers what helps and goes on when it did. */
export async function requireAccount(session: Session, needs: Needs = {}): Promise<Account | undefined> {
  const { hindranceOf } = await import('./hindrance.ts');
  const hindrance = await hindranceOf(session, needs);
  if (!hindrance) return session.account();
  const { message, button, command, whose } = hindrance;
  if (!(await inform(message, undefined, button))) return undefined;
  // A message may be answered when another account is shown: what it was about is not to be done to that one.
  const isOther = async () => whose !== undefined && activeProfileId(await session.current()) !== whose;
  if (await isOther()) return sayLate();
  await runCommand(command);
  if ((await hindranceOf(session, needs)) || (await isOther())) return undefined;
  return session.account();
}

/**
 * Whether secrets can be stored and forgotten in this window; where they cannot, says so and offers the reload that
 * helps. Does not wait for the answer, which ends this window.
 */
export async function requireLatest(session: Session): Promise<boolean> {
  if (!(await session.isOutdated())) return true;
  const { message, button, command } = (await import('./hindrance.ts')).OUTDATED;
  void inform(message, undefined, button).then((pressed) => pressed !== undefined && void runCommand(command));
  return false;
}
