import type { SecretClipboard } from '../../ui/clipboard.ts';
import { copySecret } from '../../ui/copySecret.ts';
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
 * Hands a secret to the person: on the clipboard for a while, and noted in the activity log.
 * @returns whether the person has it at once; else they were told, and can try again
 */
export function handOver(
  account: Pick<Account, 'note'>,
  clipboard: SecretClipboard,
  key: HandedKey,
  as: HandOverAs = 'secret',
): Promise<boolean> {
  const { identifier, name = null } = key;
  const copied = () => account.note('secret copied', { identifier, name });
  return copySecret(clipboard, as === 'secret' ? key.secret : envLines(key), copied);
}
