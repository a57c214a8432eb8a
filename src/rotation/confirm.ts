import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { confirmName } from '../ui/confirmName.ts';
import { ask } from '../ui/notify.ts';
import { plain } from '../ui/plainText.ts';
import type { Decision, Rotation } from './machine/index.ts';

/**
 * Asks before a decision that deletes a key. Undoing deletes one that programs may use already, and nobody was asked
 * about it yet; in production the name of the client has to be typed before any deletion at once.
 * @returns whether to go on
 */
export async function confirmDecision(
  { account, name }: { readonly account: Account; readonly name: string },
  rotation: Rotation,
  decision: Decision,
): Promise<boolean> {
  const key = keyDeletedBy(decision);
  if (key === undefined) return true;
  if (decision.kind === 'undo' && !(await askToUndo(account, name, rotation))) return false;
  return confirmName(account, {
    title: `Delete ${key} of “${plain(name, 40)}” – ${titleName(account)}`,
    name,
    doing: `delete ${key} of this API client`,
  });
}

async function askToUndo(account: Account, name: string, { newIdentifier = '' }: Rotation): Promise<boolean> {
  const sure = await ask({
    about: account,
    text: `Delete the new key of “${name}” and stay with the old one?`,
    detail: [
      'Programs that already use the new key stop working at once. The old key is tried first, and stays.',
      `New identifier: ${plain(newIdentifier)}`,
    ],
    buttons: [{ id: 'delete', label: 'Delete the New Key' }],
  });
  return sure !== undefined;
}

function keyDeletedBy(decision: Decision): string | undefined {
  switch (decision.kind) {
    case 'retireNow':
      return 'the old key';
    case 'overlap':
      return decision.overlap.kind === 'for' && decision.overlap.ms === 0 ? 'the old key' : undefined;
    case 'undo':
      return 'the new key';
    case 'deleteOrphan':
      return 'the useless key';
    case 'savedCopy':
    case 'leave':
    case 'goOn':
      return undefined;
  }
}
