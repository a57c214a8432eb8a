import type { Account } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import { runCommand } from '../ui/commands.ts';
import { explain } from '../ui/explain.ts';
import { ask, warn } from '../ui/notify.ts';
import { plain } from '../ui/plainText.ts';
import { createdWords } from '../ui/time.ts';
import { eraseNamed } from './delete.ts';
import { findOrphans, type Orphans, type Sent, type Wanted } from './orphans.ts';

const LOOK_AGAIN = { id: 'lookAgain', label: 'Look Again' } as const;
const CREATE_AGAIN = { id: 'createAgain', label: 'Create It Again' } as const;

/**
 * The answer to a create was lost, so a client may exist whose secret nobody has. Looks for it and says what was found;
 * deletes on the person's word only, and never creates a second one by itself.
 * @param sent when the create was
 */
export async function settleAmbiguousCreate(account: Account, wanted: Wanted, sent: Sent): Promise<void> {
  const lost = `The answer to creating “${plain(wanted.name, 80)}” was lost`;
  let found: Orphans;
  try {
    found = await findOrphans(account, wanted, sent);
  } catch (error) {
    const words = `${lost}, so the key may or may not exist; nobody has its secret. ${explain(error).message}`;
    if (await warn(words, account, LOOK_AGAIN)) await settleAmbiguousCreate(account, wanted, sent);
    return;
  }
  account.changed('keys');
  const [orphan, ...others] = found.orphans;
  if (!orphan) return nothingFound(account, wanted, sent, lost, found.complete);
  if (others.length > 0) {
    void warn(
      `${lost}. ${found.orphans.length} new keys bear this name and have no secret here. Compare them in the API Clients view and delete those that nobody uses.`,
    );
    return;
  }
  const sure = await ask({
    about: account,
    text: `A key “${clientName(orphan)}” was made whose secret nobody has`,
    detail: [
      'The answer that carried the secret was lost, and Tripartie shows it only once. The key cannot be used: delete it and create another.',
      `Identifier: ${plain(orphan.identifier)}`,
      `Created: ${createdWords(orphan.createdAt)}`,
    ],
    buttons: [{ id: 'delete', label: 'Delete It' }],
  });
  if (sure && (await eraseNamed(account, orphan))) account.changed('keys');
}

async function nothingFound(
  account: Account,
  wanted: Wanted,
  sent: Sent,
  lost: string,
  complete: boolean,
): Promise<void> {
  const pressed = await (complete
    ? warn(
        `${lost}, and no such key is there now. It is safe to create it again; look again first if the network is slow.`,
        account,
        CREATE_AGAIN,
        LOOK_AGAIN,
      )
    : // What is not in a list that moved may exist all the same, and so may what cannot be told to be new.
      warn(
        `${lost}, and no such key was found. That is not certain: the list changed while it was read, or the answers told no time.`,
        account,
        LOOK_AGAIN,
      ));
  if (pressed === 'createAgain') await runCommand('tripartie.createApiClient');
  if (pressed === 'lookAgain') await settleAmbiguousCreate(account, wanted, sent);
}
