import { copyChoices, WRITE_CHOICE } from '../session/secrets/copyChoices.ts';
import { type HandedKey, type HandOverAs, handOver } from '../session/secrets/handOver.ts';
import type { Account } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { runCommand } from '../ui/commands.ts';
import { type Choice, pickOne, SEPARATOR } from '../ui/pick.ts';

type Offered = HandOverAs | 'envFile' | 'saved' | 'done';

/**
 * The last step of creating a key, whose secret is stored by now: offers to hand it over until the person is done. Where
 * the store is not known yet to remember, the secret stays marked until they say that they saved it.
 */
export async function offerSecret(
  account: Account,
  created: HandedKey & { readonly name?: string },
  clipboard: SecretClipboard,
): Promise<void> {
  const { identifier, name } = created;
  const isUnproven = account.durability === 'unproven';
  const copied = new Set<HandOverAs>();
  for (;;) {
    const ends = isUnproven && copied.size > 0 ? [SAVED, NOT_SAVED] : [isUnproven ? UNPROVEN : DONE];
    const picked = await pickOne<Offered>({
      title: `“${clientName(created)}” was created – its secret is stored in this editor`,
      // A secret is saved whoever is signed in by then.
      about: undefined,
      placeholder: isUnproven
        ? 'This editor may forget secrets when it restarts: save a copy.'
        : 'What do you want to do with the secret? It can be copied later too.',
      items: [...copyChoices('secret', copied), WRITE_CHOICE, SEPARATOR, ...ends],
      active: copied.size > 0 ? ends[0]?.value : undefined,
    });
    if (picked.kind !== 'answer' || picked.value === 'done') return;
    if (picked.value === 'saved') return account.secrets.release(identifier);
    if (picked.value === 'envFile' && !account.ended.aborted) {
      return runCommand('tripartie.writeToEnv', { identifier, name });
    }
    // Writing is for the account that is shown: of another one, the key is copied at least.
    const as = picked.value === 'envFile' ? 'envLines' : picked.value;
    if (await handOver(account, clipboard, created, as)) copied.add(as);
  }
}

const DONE: Choice<Offered> = { icon: 'pass', label: 'Done', value: 'done' };
const UNPROVEN: Choice<Offered> = { ...DONE, description: 'it stays marked as not saved' };
const SAVED: Choice<Offered> = { icon: 'pass', label: 'I saved it', description: 'in a safe place', value: 'saved' };
const NOT_SAVED: Choice<Offered> = { label: 'Not yet', description: 'it stays marked as not saved', value: 'done' };
