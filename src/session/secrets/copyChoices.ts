import { CLIPBOARD_LIFETIME_MS } from '../../ui/clipboard.ts';
import type { Choice } from '../../ui/pick.ts';
import type { HandOverAs } from './handOver.ts';

const SECONDS = CLIPBOARD_LIFETIME_MS / 1000;

const STAYS = `on the clipboard for ${SECONDS} seconds – select to copy again`;

/**
 * The rows of a pick that hand a key over, each said to be done where it is.
 * @param secret what the secret is called: "secret", "new secret"
 * @param copied as what it was copied by now
 */
export function copyChoices(secret: string, copied: ReadonlySet<HandOverAs>): Choice<HandOverAs>[] {
  return [
    copied.has('secret')
      ? { icon: 'check', label: 'Copied', description: STAYS, value: 'secret' }
      : { icon: 'copy', label: `Copy the ${secret}`, description: `for ${SECONDS} seconds`, value: 'secret' },
    copied.has('envLines')
      ? { icon: 'check', label: 'Copied as .env lines', description: STAYS, value: 'envLines' }
      : { icon: 'copy', label: 'Copy as .env lines', description: 'identifier and secret', value: 'envLines' },
  ];
}

/** The row that writes a key to a file. */
export const WRITE_CHOICE = {
  icon: 'file-symlink-file',
  label: 'Write to .env…',
  description: 'after a look at it',
  value: 'envFile',
} as const;
