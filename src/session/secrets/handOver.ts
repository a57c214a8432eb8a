import { TRY_AGAIN } from '../../ui/buttons.ts';
import type { SecretClipboard } from '../../ui/clipboard.ts';
import { fail } from '../../ui/notify.ts';
import type { Account } from '../account.ts';
import { envLines } from './envLines.ts';

/** A key with its secret, on its way to the person. */
export interface HandedKey {
  readonly identifier: string;
  readonly secret: string;
  readonly name?: string | null | undefined;
}

/** As what it is copied: the secret alone, or identifier and secret as lines for a `.env` file. */
export type HandOverAs = 'secret' | 'envLines';

/**
 * Hands a secret to the person: on the clipboard for a while, and noted in the activity log. Where the editor does not
 * let it onto the clipboard, says so and offers to try again.
 * @returns whether the person has it
 */
export async function handOver(
  account: Pick<Account, 'note'>,
  clipboard: SecretClipboard,
  key: HandedKey,
  as: HandOverAs = 'secret',
): Promise<boolean> {
  try {
    await clipboard.copy(as === 'secret' ? key.secret : envLines(key));
  } catch {
    // Whoever is signed in by then: a secret that can be saved is to be saved.
    const words = 'The editor did not let the secret onto the clipboard. Nothing was copied, and the key is unharmed.';
    return (await fail(words, undefined, TRY_AGAIN)) !== undefined && handOver(account, clipboard, key, as);
  }
  account.note('secret copied', { identifier: key.identifier, name: key.name ?? null });
  return true;
}
