import * as vscode from 'vscode';
import type { CreatedApiClient } from '../api/index.ts';
import { StoreError, type StoreFailure } from '../session/secrets/vault.ts';
import type { Account } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { envLines } from '../ui/envLines.ts';
import { withoutLinks } from '../ui/plainText.ts';
import { eraseNamed } from './delete.ts';
import { clientName } from './view.ts';

const FAILURES: Readonly<Record<StoreFailure, string>> = {
  refused: 'The editor’s secret store refused it.',
  timedOut: 'The editor’s secret store did not answer.',
  altered: 'The editor’s secret store gave back something else than it was given.',
  lost: 'The editor’s secret store did not keep it.',
  outdated: 'Another window has changed what is stored meanwhile, and in a browser this one would undo that.',
};

const MEMORY_ONLY = 'This editor keeps secrets in memory only: they are gone when its window is reloaded.';

/**
 * Stores the one-time secret of a client that was just created, and only then offers it. If the store does not keep it,
 * the person is asked until the secret is stored, saved elsewhere, or its client deleted; dismissing the question leaves
 * the secret in memory and marked in the tree.
 * @param onChanged called once the secret is in the store, or in memory for want of one, and again when its client is deleted
 */
export async function keepSecret(
  account: Account,
  created: CreatedApiClient,
  clipboard: SecretClipboard,
  onChanged: () => void = () => undefined,
): Promise<void> {
  const name = withoutLinks(clientName(created));
  try {
    await account.secrets.keep(created.identifier, created.secret);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    onChanged();
    return saveElsewhere(account, created, clipboard, FAILURES[error.failure], onChanged);
  }
  onChanged();
  if (account.durability === 'memoryOnly') return saveElsewhere(account, created, clipboard, MEMORY_ONLY, onChanged);
  // A desktop's store is trusted until it fails; a browser's is not until it has been seen to remember.
  const doubtful = account.durability === 'unproven' && vscode.env.uiKind === vscode.UIKind.Web;
  const advice = doubtful ? ' This is an editor in a browser, which may forget it on reload: save a copy.' : '';
  const choice = await vscode.window.showInformationMessage(
    `The API client “${name}” was created and its secret is stored in this editor.${advice}`,
    'Copy Secret',
    'Copy as .env Lines',
  );
  if (choice === undefined) return;
  await clipboard.copy(choice === 'Copy Secret' ? created.secret : envLines(created));
  account.note('secret copied', created);
}

async function saveElsewhere(
  account: Account,
  created: CreatedApiClient,
  clipboard: SecretClipboard,
  reason: string,
  onChanged: () => void,
): Promise<void> {
  const name = clientName(created);
  let copied = false;
  for (;;) {
    const choice = await vscode.window.showWarningMessage(
      copied
        ? `Is the secret of “${withoutLinks(name)}” saved in a safe place?`
        : `Save the secret of “${withoutLinks(name)}” yourself`,
      {
        modal: true,
        detail: `The API client was created. ${reason} Tripartie shows a secret only once, so copy it to a safe place, such as a password manager, now.`,
      },
      ...(copied ? ['I Saved It', 'Copy Again'] : ['Copy Secret']),
      'Try Storing Again',
      'Delete the New Key',
    );
    switch (choice) {
      case 'Copy Secret':
      case 'Copy Again':
        await clipboard.copy(created.secret);
        account.note('secret copied', created);
        copied = true;
        break;
      case 'I Saved It':
        account.secrets.release(created.identifier);
        return;
      case 'Try Storing Again':
        return keepSecret(account, created, clipboard, onChanged);
      case 'Delete the New Key':
        if (!(await eraseNamed(account, created))) break;
        onChanged();
        return;
      default:
        return stillInMemory(account, created, clipboard, reason, onChanged);
    }
  }
}

/** The question was dismissed; the way back to it stays in sight. */
async function stillInMemory(
  account: Account,
  created: CreatedApiClient,
  clipboard: SecretClipboard,
  reason: string,
  onChanged: () => void,
): Promise<void> {
  const choice = await vscode.window.showWarningMessage(
    `The secret of “${withoutLinks(clientName(created))}” is only in this window’s memory. It is lost when the window closes.`,
    'Save It Now',
  );
  if (choice) await saveElsewhere(account, created, clipboard, reason, onChanged);
}
