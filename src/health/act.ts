import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { answerOf } from '../ui/answer.ts';
import { runCommand } from '../ui/commands.ts';
import { pickOne } from '../ui/pick.ts';
import type { Finding, Item } from './report/index.ts';
import type { Rooms } from './rooms.ts';

/**
 * Does what a finding asks for, to the one that it is about, or the one that the person picks.
 * @returns `elsewhere`: the person was led there; `unseen`: there is nothing to be led to
 */
export async function actOn(
  account: Account,
  rooms: Rooms,
  finding: Finding,
): Promise<'done' | 'elsewhere' | 'unseen'> {
  const { clients, users } = rooms;
  const { kind, count } = finding;
  if (kind === 'old' && count > 1) {
    await runCommand('tripartie.rotateDueApiClients');
    return 'done';
  }
  const item = await itemOf(account, finding);
  if (!item) return 'done';
  const identifier = String(item.id);
  switch (kind) {
    case 'old':
      await runCommand('tripartie.rotateApiClient', { identifier, scope: account.scope });
      return 'done';
    case 'secretElsewhere':
      await runCommand('tripartie.importApiClientSecret', clients.tree.rowOf(identifier));
      return 'done';
    case 'internalWrite':
    case 'sameName':
    case 'writes':
      return (await revealKey(clients, identifier)) ? 'elsewhere' : 'unseen';
    default:
      // Back leads to the others.
      return (await users.showKnown(account, item.id)) && count > 1 ? actOn(account, rooms, finding) : 'done';
  }
}

/** Selects a key in the API Clients view, where it is loaded. @returns whether it did */
export async function revealKey({ tree }: Rooms['clients'], identifier: string): Promise<boolean> {
  const row = tree.rowOf(identifier);
  if (!row) return false;
  // One that is filtered out has no place in the view.
  return tree.view.reveal(row, { select: true, focus: true }).then(
    () => true,
    () => false,
  );
}

async function itemOf(about: Account, { title, count, items, action }: Finding): Promise<Item | undefined> {
  const [only, ...others] = items;
  if (others.length === 0) return only;
  const what = action.replace('…', '');
  const answer = await pickOne({
    title: `${title} – ${titleName(about)}`,
    about,
    placeholder: count > items.length ? `${what}: the first ${items.length.toLocaleString('en')}` : what,
    items: items.map((item) => ({ label: item.name, description: item.detail, value: item })),
  });
  return answerOf(answer);
}
