import { type ApiClient, allPages } from '../api/index.ts';
import { systemClock } from '../platform/clock.ts';
import { dueClients } from '../rotation/machine/due.ts';
import { accountName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { TRY_AGAIN } from '../ui/buttons.ts';
import { explain } from '../ui/explain.ts';
import { ask, fail, inform } from '../ui/notify.ts';
import { maxAgeDays } from '../ui/settings.ts';
import { since } from '../ui/time.ts';
import { clientName } from './view.ts';

/** What it takes of the rotations. */
interface Rotating {
  /** Says that a client takes part in a rotation, which is then not begun again. */
  markOf(identifier: string): string | undefined;
  rotate(client: ApiClient): Promise<unknown>;
}

/** `Tripartie: Rotate Due API Clients…`: one after the other, each with its own yes. */
export async function rotateDue(account: Account, rotations: Rotating): Promise<void> {
  let old: ReturnType<typeof dueClients<ApiClient>>;
  try {
    old = dueClients(await listAll(account), maxAgeDays(), systemClock.now());
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
  for (const [index, client] of due.entries()) {
    const pressed = await ask({
      about: account,
      text: `Rotate “${clientName(client)}” of ${accountName(account)}? (${index + 1} of ${due.length})`,
      detail: [`It was created ${since(client.createdAt)}. The old key goes on working until you say so.`],
      buttons: [
        { id: 'rotate', label: 'Rotate' },
        { id: 'skip', label: 'Skip' },
      ],
    });
    if (pressed === undefined) return;
    if (pressed === 'rotate') await rotations.rotate(client);
  }
}

async function listAll(account: Account): Promise<ApiClient[]> {
  const clients: ApiClient[] = [];
  const pages = allPages((page, options) => account.client.listApiClients({ ...options, page }), {
    keyOf: ({ identifier }: ApiClient) => identifier,
  });
  for await (const page of pages) clients.push(...page);
  return clients;
}
