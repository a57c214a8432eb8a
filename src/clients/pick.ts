import { type ApiClient, allPages } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { answered, answerOf } from '../ui/answer.ts';
import { explain } from '../ui/explain.ts';
import { LivePick, type LiveRow } from '../ui/livePick.ts';
import { plain } from '../ui/plainText.ts';
import { ageWords } from '../ui/time.ts';
import { unreadableWords } from '../ui/unreadable.ts';
import { clientName } from './view.ts';

interface ClientRow extends LiveRow {
  readonly client?: ApiClient;
}

/** Lets the person choose an API client. Rows appear while pages still arrive. Closes when the account is left. */
export async function pickClient(account: Account, purpose: string): Promise<ApiClient | undefined> {
  const pick = new LivePick<ClientRow>({
    title: `${purpose} – ${titleName(account)}`,
    about: account,
    onAccept: (row, settle) => {
      if (row.client) settle(answered(row));
      else if (!pick.busy) void load();
    },
  });
  let closing = new AbortController().signal;
  const load = async () => {
    const rows: ClientRow[] = [];
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
        rows.push(...page.map(clientRow));
        pick.draw(rows);
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

function clientRow(client: ApiClient): ClientRow {
  return {
    label: clientName(client),
    description: ageWords(client.createdAt),
    detail: plain(`${client.identifier} · ${client.scopes.join(', ')}`, 300),
    client,
  };
}
