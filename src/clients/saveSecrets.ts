import type { Account } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { runCommand } from '../ui/commands.ts';
import { inform } from '../ui/notify.ts';
import { saveUnsaved } from './keepSecret.ts';

/**
 * `Tripartie: Save Unsaved Secrets…`: one after the other, until the person leaves a question.
 * @param rotationOf the id of the rotation that made a key: it goes on once its secret is saved
 */
export async function saveSecrets(
  account: Account,
  clipboard: SecretClipboard,
  rotationOf: (identifier: string) => string | undefined,
): Promise<void> {
  const { unsaved } = account.secrets;
  if (unsaved.length === 0) {
    void inform('No secret of this account waits to be saved.');
    return;
  }
  for (const { identifier, secret, name } of unsaved) {
    const rotation = rotationOf(identifier);
    if (rotation !== undefined) await runCommand('tripartie.continueRotation', rotation);
    else if (!(await saveUnsaved(account, { identifier, secret, ...(name !== null && { name }) }, clipboard))) return;
  }
}
