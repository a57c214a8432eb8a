import { TRY_AGAIN } from './buttons.ts';
import type { SecretClipboard } from './clipboard.ts';
import { fail } from './notify.ts';

/**
 * Puts a text with a secret on the clipboard, for a while. Where the editor does not let it, says so with a button that
 * tries again; that is not waited for.
 * @param copied called once it is there
 * @returns whether it is there at once
 */
export async function copySecret(
  clipboard: SecretClipboard,
  text: string,
  copied: () => void = () => undefined,
): Promise<boolean> {
  try {
    await clipboard.copy(text);
  } catch {
    const words = 'The editor gave no access to the clipboard, so nothing was copied. Nothing is lost.';
    // Whoever is signed in by then: a secret that can be saved is to be saved.
    void fail(words, undefined, TRY_AGAIN).then((pressed) => pressed && void copySecret(clipboard, text, copied));
    return false;
  }
  copied();
  return true;
}
