import { type ApiClient, allPages } from '../api/index.ts';
import type { CommandId } from '../contributes/commands.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { answered, answerOf } from '../ui/answer.ts';
import { clientName } from '../ui/clientName.ts';
import { explain } from '../ui/explain.ts';
import { LivePick, type LiveRow } from '../ui/livePick.ts';
import { plain } from '../ui/plainText.ts';
import { unreadableWords } from '../ui/unreadable.ts';
import { lookOf, placeOf, type RotationMarks } from './view.ts';

interface ClientRow extends LiveRow {
  readonly client?: ApiClient;
  /** Whether it is what the person is most likely to want. */
  readonly isFirst?: boolean;
}

/** What a client is picked for, by the command that asks for it. */
const PURPOSES = {
  'tripartie.deleteApiClient': { title: 'Delete an API client' },
  'tripartie.copyApiClientSecret': { title: 'Copy a secret', first: 'here' },
  'tripartie.copyApiClientEnvLines': { title: 'Copy a key as .env lines', first: 'here' },
  'tripartie.writeToEnv': { title: 'Write a key to .env', first: 'here' },
  'tripartie.runWithKey': { title: 'Run with a key', first: 'here' },
  'tripartie.setCiSecret': { title: 'Set a CI secret', first: 'here' },
  'tripartie.rotateApiClient': { title: 'Rotate an API client', first: 'due' },
  'tripartie.testApiClient': { title: 'Test credentials', first: 'here' },
  'tripartie.importApiClientSecret': { title: 'Import a secret', first: 'notHere' },
  'tripartie.copyApiClientIdentifier': { title: 'Copy an identifier' },
} as const satisfies Partial<Readonly<Record<CommandId, { title: string; first?: First }>>>;

/** Which clients stand first: those whose secret is in this editor, or is not, or those that are due. */
type First = 'here' | 'notHere' | 'due';

export type Purpose = keyof typeof PURPOSES;

/**
 * Lets the person choose an API client; rows say what those of the view say. They appear while pages still arrive. Closes
 * when the account is left.
 */
export async function pickClient(
  account: Account,
  purpose: Purpose,
  marks: Pick<RotationMarks, 'markOf'>,
): Promise<ApiClient | undefined> {
  const { title, first }: { title: string; first?: First } = PURPOSES[purpose];
  const pick = new LivePick<ClientRow>({
    title: `${title} – ${titleName(account)}`,
    about: account,
    onAccept: (row, settle) => {
      if (row.client) settle(answered(row));
      else if (!pick.busy) void load();
    },
  });
  let closing = new AbortController().signal;
  const load = async () => {
    let rows: ClientRow[] = [];
    let unreadable = 0;
    pick.busy = true;
    pick.placeholder = 'Loading API clients…';
    try {
      const pages = allPages((page, options) => account.client.listApiClients({ ...options, page }), {
        keyOf: ({ identifier }: ApiClient) => identifier,
        signal: closing,
        onProgress: (progress) => {
          unreadable = progress.unreadable ?? 0;
        },
      });
      for await (const page of pages) {
        const more = await Promise.all(page.map((client) => clientRow(account, client, marks, first)));
        rows = [...rows, ...more].sort((one, other) => Number(other.isFirst) - Number(one.isFirst));
        pick.draw(rows, { active: pick.active });
      }
      pick.placeholder = question(rows.length, unreadable);
    } catch (error) {
      if (closing.aborted) return;
      const { message } = explain(error);
      pick.placeholder = message;
      pick.draw([...rows, { icon: 'refresh', label: 'Try again', detail: message, alwaysShow: true }]);
    }
    pick.busy = false;
  };
  const chosen = await pick.run((signal) => {
    closing = signal;
    void load();
  });
  return answerOf(chosen)?.client;
}

function question(clients: number, unreadable: number): string {
  if (unreadable > 0) return `${clients > 0 ? 'Which API client? ' : ''}${unreadableWords(unreadable)}.`;
  return clients > 0 ? 'Which API client?' : 'This organization has no API clients yet.';
}

async function clientRow(
  account: Account,
  client: ApiClient,
  { markOf }: Pick<RotationMarks, 'markOf'>,
  first: First | undefined,
): Promise<ClientRow> {
  const place = await placeOf(client, account);
  const isHere = place !== 'absent';
  const { icon, due, short } = lookOf(client, place, markOf(client.identifier), account.client.now());
  return {
    icon,
    label: clientName(client),
    description: [short, ...(due ? ['due'] : []), ...(isHere ? [] : ['secret not here'])].join(' · '),
    detail: plain(`${client.identifier} · ${client.scopes.join(', ')}`, 300),
    client,
    isFirst: first !== undefined && { here: isHere, notHere: !isHere, due }[first],
  };
}
