import * as vscode from 'vscode';
import type { CreatedApiClient } from '../api/index.ts';
import { type HandOverAs, handOver } from '../session/secrets/handOver.ts';
import { StoreError, type StoreFailure } from '../session/secrets/vault.ts';
import type { Account } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { ask, inform, warn } from '../ui/notify.ts';
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
  const name = clientName(created);
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
  const pressed = await inform<HandOverAs>(
    `The API client “${name}” was created and its secret is stored in this editor.${advice}`,
    // A secret is saved whoever is signed in by then.
    undefined,
    { id: 'secret', label: 'Copy Secret' },
    { id: 'envLines', label: 'Copy as .env Lines' },
  );
  if (pressed) await handOver(account, clipboard, created, pressed);
}

const COPY = { id: 'copy', label: 'Copy Secret' } as const;
const COPY_AGAIN = { id: 'copy', label: 'Copy Again' } as const;
const SAVED = { id: 'saved', label: 'I Saved It' } as const;
const STORE_AGAIN = { id: 'storeAgain', label: 'Try Storing Again' } as const;
const DELETE_KEY = { id: 'delete', label: 'Delete the New Key' } as const;

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
    const pressed = await ask({
      // A secret that is in memory only is to be saved whoever is signed in by then.
      about: undefined,
      text: copied ? `Is the secret of “${name}” saved in a safe place?` : `Save the secret of “${name}” yourself`,
      detail: [
        `The API client was created. ${reason} Tripartie shows a secret only once, so copy it to a safe place, such as a password manager, now.`,
      ],
      buttons: [...(copied ? [SAVED, COPY_AGAIN] : [COPY]), STORE_AGAIN, DELETE_KEY],
    });
    switch (pressed) {
      case 'copy':
        copied = (await handOver(account, clipboard, created)) || copied;
        break;
      case 'saved':
        account.secrets.release(created.identifier);
        return;
      case 'storeAgain':
        return keepSecret(account, created, clipboard, onChanged);
      case 'delete':
        if (!(await eraseNamed(account, created))) break;
        onChanged();
        return;
      case undefined:
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
  const words = `The secret of “${clientName(created)}” is only in this window’s memory. It is lost when the window closes.`;
  if (await warn(words, undefined, { id: 'save', label: 'Save It Now' })) {
    await saveElsewhere(account, created, clipboard, reason, onChanged);
  }
}
