import { fail, showDone, warn } from '../ui/notify.ts';
import type { Damaged } from './put.ts';

/**
 * Says that only a part of a file was written, and puts back what was there as soon as the person has made that possible.
 * @param name what the person calls the file, plain text
 */
export function sayDamaged(name: string, damaged: Damaged): void {
  const words = damaged.wasThere
    ? `${name} was cut off while it was written, as the disk is full or out of reach, and it could not be put back. What was in it is in this window’s memory only: make room on the disk, then put it back before the window closes.`
    : `${name} was begun and could not be written as a whole, nor removed. A part of the secret may be in it. Look at the disk, then try again to remove it.`;
  const button = { id: 'restore', label: damaged.wasThere ? 'Put Back' : 'Remove It' };
  // It is the person's file, whoever is signed in by then.
  void fail(words, undefined, button).then(async (pressed) => {
    if (!pressed) return;
    const outcome = await damaged.restore();
    if (outcome === 'failed') sayDamaged(name, damaged);
    else if (outcome === 'restored') showDone(`${name} is as it was`);
    else void warn(`Somebody else has written to ${name} since, and it stays as it is.`);
  });
}
