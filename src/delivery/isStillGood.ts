import type { HandedKey } from '../session/secrets/handOver.ts';
import { isStillHere } from '../session/secrets/isStillHere.ts';
import type { Account } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import { warn } from '../ui/notify.ts';

/**
 * Whether a key is what it was when the person was asked; else they are told.
 * @param notDone what was not done for that reason: "nothing was written to .env"
 */
export async function isStillGood(account: Account, key: HandedKey, notDone: string): Promise<boolean> {
  const isGood = await isStillHere(account, key);
  if (!isGood) void warn(`“${clientName(key)}” was deleted or replaced meanwhile, so ${notDone}.`);
  return isGood;
}
