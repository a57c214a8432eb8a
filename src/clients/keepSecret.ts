import { type HandOverAs, handOver } from '../session/secrets/handOver.ts';
import type { Held } from '../session/secrets/unsavedSecrets.ts';
import { StoreError, type StoreFailure } from '../session/secrets/vault.ts';
import type { Account } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { runCommand } from '../ui/commands.ts';
import { ask, inform, warn } from '../ui/notify.ts';
import { eraseNamed } from './delete.ts';
import { offerSecret } from './offerSecret.ts';

/** A key with its secret. */
type Created = Pick<Held, 'identifier' | 'secret'> & { readonly name?: string };

const FAILURES: Readonly<Record<StoreFailure, string>> = {
  refused: 'The editor’s secret store refused it.',
  timedOut: 'The editor’s secret store did not answer.',
  altered: 'The editor’s secret store gave back something else than it was given.',
  lost: 'The editor’s secret store did not keep it.',
  outdated: 'Another window has changed what is stored meanwhile, and in a browser this one would undo that.',
};

const UNPROVEN = 'This editor may forget secrets when it restarts.';

const MEMORY_ONLY = 'This editor keeps secrets in memory only: they are gone when its window is reloaded.';

/** How a secret is kept. */
export interface Keeping {
  /** Called once it is in the store, or in memory for want of one, and again when its client is deleted. */
  readonly onChanged?: (() => void) | undefined;
  /** Of the create that was announced. */
  readonly note?: string;
  /** Whether the person waits for it in the flow that made it: it is offered there, and else in a message. */
  readonly isAwaited?: boolean;
}

/**
 * Stores the one-time secret of a client that was just created, and only then offers it. If the store does not keep it,
 * the person is asked until the secret is stored, saved elsewhere, or its client deleted; dismissing the question leaves
 * the secret in memory and marked in the tree.
 */
export async function keepSecret(
  account: Account,
  created: Created,
  clipboard: SecretClipboard,
  { onChanged = () => undefined, note, isAwaited = false }: Keeping = {},
): Promise<void> {
  const name = clientName(created);
  try {
    await account.secrets.keep(created.identifier, created.secret, { name, note });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    onChanged();
    return saveElsewhere(account, created, clipboard, FAILURES[error.failure], onChanged);
  }
  onChanged();
  if (account.durability === 'memoryOnly') return saveElsewhere(account, created, clipboard, MEMORY_ONLY, onChanged);
  if (isAwaited) return offerSecret(account, created, clipboard);
  const isUnproven = account.durability === 'unproven';
  const advice = isUnproven ? ' It may forget secrets when it restarts: save a copy.' : '';
  const pressed = await inform<HandOverAs | 'envFile'>(
    `The API client “${name}” was created and its secret is stored in this editor.${advice}`,
    // A secret is saved whoever is signed in by then.
    undefined,
    { id: 'secret', label: 'Copy Secret' },
    { id: 'envLines', label: 'Copy as .env Lines' },
    { id: 'envFile', label: 'Write to .env…' },
  );
  if (pressed === 'envFile' && !account.ended.aborted) {
    return runCommand('tripartie.writeToEnv', { identifier: created.identifier, name: created.name });
  }
  // The command is for the account that is shown: of another one, the key is copied at least.
  const as = pressed === 'envFile' ? 'envLines' : pressed;
  if (!as || !(await handOver(account, clipboard, created, as)) || !isUnproven) return;
  // Until they say so, or the store has been seen to remember, it stays marked.
  const saved = await inform(`Is the secret of “${name}” saved in a safe place?`, undefined, SAVED);
  if (saved) await account.secrets.release(created.identifier);
}

/**
 * Asks to save a secret that an earlier extension host has left in a store which is not known to remember.
 * @returns whether it was saved, or its key deleted
 */
export async function saveUnsaved(account: Account, key: Created, clipboard: SecretClipboard): Promise<boolean> {
  await saveElsewhere(account, key, clipboard, account.durability === 'memoryOnly' ? MEMORY_ONLY : UNPROVEN, () =>
    account.changed('keys'),
  );
  return account.secrets.unsaved.every(({ identifier }) => identifier !== key.identifier);
}

const COPY = { id: 'copy', label: 'Copy Secret' } as const;
const COPY_AGAIN = { id: 'copy', label: 'Copy Again' } as const;
const SAVED = { id: 'saved', label: 'I Saved It' } as const;
const STORE_AGAIN = { id: 'storeAgain', label: 'Try Storing Again' } as const;
const DELETE_KEY = { id: 'delete', label: 'Delete the New Key' } as const;

async function saveElsewhere(
  account: Account,
  created: Created,
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
        `The API client exists. ${reason} Tripartie shows a secret only once, so copy it to a safe place, such as a password manager, now.`,
      ],
      buttons: [...(copied ? [SAVED, COPY_AGAIN] : [COPY]), STORE_AGAIN, DELETE_KEY],
    });
    switch (pressed) {
      case 'copy':
        copied = (await handOver(account, clipboard, created)) || copied;
        break;
      case 'saved':
        await account.secrets.release(created.identifier);
        return;
      case 'storeAgain':
        return keepSecret(account, created, clipboard, { onChanged });
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
  created: Created,
  clipboard: SecretClipboard,
  reason: string,
  onChanged: () => void,
): Promise<void> {
  const place = await account.secrets.place(created.identifier);
  const words =
    place === 'extension'
      ? `The secret of “${clientName(created)}” is only in this extension’s memory. It is lost when the window closes or extensions are restarted.`
      : place === 'memory'
        ? `The secret of “${clientName(created)}” is only in this window’s memory. It is lost when the window closes.`
        : `The secret of “${clientName(created)}” is not saved. It may be lost when the window closes.`;
  if (await warn(words, undefined, { id: 'save', label: 'Save It Now' })) {
    await saveElsewhere(account, created, clipboard, reason, onChanged);
  }
}
