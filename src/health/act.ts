import type { Account } from '../session/session.ts';
import { answerOf } from '../ui/answer.ts';
import { runCommand } from '../ui/commands.ts';
import { pickOne } from '../ui/pick.ts';
import type { Finding, Item } from './report/index.ts';
import type { Rooms } from './rooms.ts';

/**
 * Does what a finding asks for, to the one that it is about, or the one that the person picks.
 * @returns whether the person is done with it, and not led elsewhere
 */
export async function actOn(account: Account, { clients, users }: Rooms, finding: Finding): Promise<boolean> {
  const { kind, count } = finding;
  if (kind === 'old' && count > 1) {
    await runCommand('tripartie.rotateDueApiClients');
    return true;
  }
  const item = await itemOf(account, finding);
  if (!item) return true;
  const identifier = String(item.id);
  switch (kind) {
    case 'old':
      await runCommand('tripartie.rotateApiClient', { identifier, scope: account.scope });
      return true;
    case 'secretElsewhere':
      await runCommand('tripartie.importApiClientSecret', clients.tree.rowOf(identifier));
      return true;
    case 'internalWrite':
    case 'sameName':
    case 'writes':
      return !(await revealKey(clients, identifier));
    default:
      await users.showKnown(account, item.id);
      return true;
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
    title,
    about,
    placeholder: count > items.length ? `${what}: the first ${items.length.toLocaleString('en')}` : what,
    items: items.map((item) => ({ label: item.name, description: item.detail, value: item })),
  });
  return answerOf(answer);
}
