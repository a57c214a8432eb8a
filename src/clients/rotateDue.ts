import type { ApiClient } from '../api/index.ts';
import { dueClients } from '../rotation/machine/due.ts';
import type { Outcome } from '../rotation/machine/index.ts';
import { recreatable } from '../rotation/machine/recreatable.ts';
import { listClients } from '../session/listClients.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { TRY_AGAIN } from '../ui/buttons.ts';
import { clientName } from '../ui/clientName.ts';
import { explain } from '../ui/explain.ts';
import { fail, inform } from '../ui/notify.ts';
import { pickMany } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { maxAgeDays } from '../ui/settings.ts';
import { since } from '../ui/time.ts';

/** What it takes of the rotations. */
interface Rotating {
  /** Says that a client takes part in a rotation, which is then not begun again. */
  markOf(identifier: string): object | undefined;
  rotate(client: ApiClient, name: string): Promise<Outcome | undefined>;
}

/** `Tripartie: Rotate Due API Clients…`: one pick for all of them, then one after the other. */
export async function rotateDue(account: Account, rotations: Rotating): Promise<void> {
  let old: ReturnType<typeof dueClients<ApiClient>>;
  try {
    old = dueClients((await listClients(account, account.ended)).clients, maxAgeDays(), account.client.now());
  } catch (error) {
    const words = `The API clients could not be listed. ${explain(error).message}`;
    return (await fail(words, account, TRY_AGAIN)) ? rotateDue(account, rotations) : undefined;
  }
  const due = old.filter(({ identifier }) => rotations.markOf(identifier) === undefined);
  if (due.length === 0) {
    const except = old.length > 0 ? ' but those that are being rotated: see the Account view' : '';
    void inform(`No API client is older than ${maxAgeDays()} days${except}.`);
    return;
  }
  const chosen = await pickMany({
    title: `Rotate due API clients – ${titleName(account)}`,
    about: account,
    placeholder: 'Which ones? Each old key works until you say so.',
    noneSelected: 'select at least one',
    items: due.map((client) => ({
      icon: canBeMade(client) ? 'history' : 'circle-slash',
      label: clientName(client),
      description: since(client.createdAt, account.client.now()),
      detail: scopeWords(client),
      value: client,
    })),
    selected: due.filter(canBeMade),
  });
  if (chosen.kind !== 'answer') return;
  for (const client of chosen.value) {
    if (account.ended.aborted || isLeft(await rotations.rotate(client, clientName(client)))) return;
  }
}

function canBeMade({ scopes }: ApiClient): boolean {
  return 'all' in recreatable(scopes);
}

/** What may be cut is behind what decides. */
function scopeWords({ scopes }: ApiClient): string {
  const made = recreatable(scopes);
  if ('all' in made) return plain(scopes.join(', '), 200);
  if (made.kind === 'noScopes') return 'Cannot be rotated: a key without scopes cannot be made';
  return `Cannot be rotated: nobody can ask for ${plain(made.scopes.join(', '), 200)}`;
}

/** Whether the person left a rotation where it asked them something: then the others are not begun either. */
function isLeft(outcome: Outcome | undefined): boolean {
  if (!outcome || outcome.kind === 'cancelled') return true;
  return outcome.kind === 'needs' && outcome.need.kind !== 'retireNow';
}
