import { type ApiClient, allPages } from '../api/index.ts';
import type { Account } from './account.ts';

/** The API clients of an account, as of a look that was taken now. */
export interface ClientList {
  readonly clients: readonly ApiClient[];
  /** Whether one that is not among them is not there. */
  readonly isComplete: boolean;
}

/** All API clients of a person's account. @throws ApiError when a page cannot be had, CancelledError */
export async function listClients({ client }: Pick<Account, 'client'>, signal?: AbortSignal): Promise<ClientList> {
  const clients: ApiClient[] = [];
  let isComplete = false;
  const pages = allPages((page, options) => client.listApiClients({ ...options, page }), {
    keyOf: ({ identifier }: ApiClient) => identifier,
    signal,
    onProgress: ({ end }) => {
      isComplete = end === 'complete';
    },
  });
  for await (const page of pages) clients.push(...page);
  return { clients, isComplete };
}
