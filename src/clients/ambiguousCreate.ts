import * as vscode from 'vscode';
import type { Account } from '../session/session.ts';
import { runCommand } from '../ui/commands.ts';
import { explain } from '../ui/explain.ts';
import { plain, withoutLinks } from '../ui/plainText.ts';
import { longDate } from '../ui/time.ts';
import { eraseNamed } from './delete.ts';
import { findOrphans, type Orphans, type Wanted } from './orphans.ts';
import { clientName } from './view.ts';

/**
 * The answer to a create was lost, so a client may exist whose secret nobody has. Looks for it and says what was found;
 * deletes on the person's word only, and never creates a second one by itself.
 * @param startedAt when the create was sent, milliseconds since 1970
 */
export async function settleAmbiguousCreate(account: Account, wanted: Wanted, startedAt: number): Promise<void> {
  const name = withoutLinks(wanted.name);
  let found: Orphans;
  try {
    found = await findOrphans(account, wanted, startedAt);
  } catch (error) {
    const choice = await vscode.window.showWarningMessage(
      `The answer to creating “${name}” was lost, so the key may or may not exist; nobody has its secret. ${explain(error).message}`,
      'Look Again',
    );
    return choice ? settleAmbiguousCreate(account, wanted, startedAt) : undefined;
  }
  account.changed('keys');
  const [orphan, ...others] = found.orphans;
  if (!orphan) return nothingFound(account, wanted, startedAt, found.complete);
  if (others.length > 0) {
    void vscode.window.showWarningMessage(
      `The answer to creating “${name}” was lost. ${found.orphans.length} new keys bear this name and have no secret here. Compare them in the API Clients view and delete those that nobody uses.`,
    );
    return;
  }
  const choice = await vscode.window.showWarningMessage(
    `A key “${withoutLinks(clientName(orphan))}” was made whose secret nobody has`,
    {
      modal: true,
      detail: `The answer that carried the secret was lost, and Tripartie shows it only once. The key cannot be used: delete it and create another.\nIdentifier: ${plain(orphan.identifier)}\nCreated: ${longDate(orphan.createdAt)}`,
    },
    'Delete It',
  );
  if (choice && (await eraseNamed(account, orphan))) account.changed('keys');
}

async function nothingFound(account: Account, wanted: Wanted, startedAt: number, complete: boolean): Promise<void> {
  const lost = `The answer to creating “${withoutLinks(wanted.name)}” was lost, and no such key`;
  const choice = await (complete
    ? vscode.window.showWarningMessage(
        `${lost} is there now. It is safe to create it again; look again first if the network is slow.`,
        'Create It Again',
        'Look Again',
      )
    : // What is not in a list that moved may exist all the same, and so may what cannot be told to be new.
      vscode.window.showWarningMessage(
        `${lost} was found. That is not certain: the list changed while it was read, or the answers told no time.`,
        'Look Again',
      ));
  if (choice === 'Create It Again') await runCommand('tripartie.createApiClient');
  if (choice === 'Look Again') await settleAmbiguousCreate(account, wanted, startedAt);
}
