import * as vscode from 'vscode';
import { type ApiClient, allPages } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { explain } from '../ui/explain.ts';
import { withoutIcons } from '../ui/plainText.ts';
import { since } from '../ui/time.ts';
import { clientName } from './view.ts';

interface ClientItem extends vscode.QuickPickItem {
  client?: ApiClient;
}

const TRY_AGAIN: ClientItem = { label: '$(refresh) Try again', alwaysShow: true };

/** Lets the person choose an API client. Items appear while pages still arrive. */
export async function pickClient(account: Account, purpose: string): Promise<ApiClient | undefined> {
  const pick = vscode.window.createQuickPick<ClientItem>();
  pick.title = `${purpose} – ${titleName(account)}`;
  // What takes the focus for a moment must not close it; Escape does.
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const closing = new AbortController();
  const load = async () => {
    const items: ClientItem[] = [];
    pick.busy = true;
    pick.placeholder = 'Loading API clients…';
    try {
      const pages = allPages((page, options) => account.client.listApiClients({ ...options, page }), {
        keyOf: ({ identifier }: ApiClient) => identifier,
        signal: closing.signal,
      });
      for await (const page of pages) {
        items.push(...page.map(clientItem));
        pick.keepScrollPosition = true;
        pick.items = items;
      }
      pick.placeholder = items.length > 0 ? 'Which API client?' : 'This organization has no API clients yet.';
    } catch (error) {
      if (closing.signal.aborted) return;
      const { message } = explain(error);
      pick.placeholder = message;
      pick.items = [...items, { ...TRY_AGAIN, detail: message }];
    }
    pick.busy = false;
  };
  try {
    return await new Promise<ApiClient | undefined>((settle) => {
      pick.onDidHide(() => settle(undefined));
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item?.client) settle(item.client);
        else if (item && !pick.busy) void load();
      });
      pick.show();
      void load();
    });
  } finally {
    closing.abort();
    pick.dispose();
  }
}

function clientItem(client: ApiClient): ClientItem {
  return {
    label: withoutIcons(clientName(client)),
    description: since(client.createdAt),
    detail: withoutIcons(`${client.identifier} · ${client.scopes.join(', ')}`, 300),
    client,
  };
}
