import { type ApiClient, allPages, CREATABLE_SCOPES } from '../api/index.ts';
import { dueClients, isDue } from '../rotation/machine/due.ts';
import { daysSince } from '../ui/time.ts';
import type { Reach } from './reach.ts';
import { nameOf, type ToolResult, toPlainText } from './results.ts';

/** More API clients than a model needs to see; the rest of the list is not read. */
const CLIENTS_MAX = 500;

/** All API clients. @throws ApiError when none could be listed */
export async function listApiClients(reach: Reach, signal: AbortSignal): Promise<ToolResult> {
  const { clients, complete } = await listAll(reach, signal);
  return {
    kind: 'clients',
    account: reach.account,
    clients: clients.map((client) => ({
      ...nameOf(client),
      ageDays: ageDays(client, reach.api.now()),
      scopes: client.scopes.map((scope) => toPlainText(scope, 60)),
      due: isDue(client, reach.maxAgeDays, reach.api.now()) && reach.rotations.markOf(client.identifier) === undefined,
      rotation: rotationOf(reach, client),
    })),
    complete,
  };
}

/** The keys that are due, and what could be done. @throws ApiError when none could be listed */
export async function explainDue(reach: Reach, signal: AbortSignal): Promise<ToolResult> {
  const { clients, complete } = await listAll(reach, signal);
  const creatable: ReadonlySet<string> = new Set(CREATABLE_SCOPES);
  return {
    kind: 'due',
    account: reach.account,
    maxAgeDays: reach.maxAgeDays,
    due: dueClients(clients, reach.maxAgeDays, reach.api.now()).map((client) => ({
      ...nameOf(client),
      ageDays: ageDays(client, reach.api.now()),
      rotation: rotationOf(reach, client),
      notCreatable: client.scopes.filter((scope) => !creatable.has(scope)).map((scope) => toPlainText(scope, 60)),
    })),
    complete,
  };
}

async function listAll({ api }: Reach, signal: AbortSignal): Promise<{ clients: ApiClient[]; complete: boolean }> {
  const clients: ApiClient[] = [];
  let complete = false;
  const pages = allPages((page, options) => api.listApiClients({ ...options, page }), {
    keyOf: ({ identifier }: ApiClient) => identifier,
    signal,
    onProgress: ({ end }) => {
      complete = end === 'complete';
    },
  });
  try {
    for await (const page of pages) {
      clients.push(...page);
      if (clients.length > CLIENTS_MAX) break;
    }
  } catch (error) {
    if (clients.length === 0) throw error;
  }
  return { clients: clients.slice(0, CLIENTS_MAX), complete };
}

function ageDays({ createdAt }: ApiClient, now: number): number | 'unknown' {
  return createdAt === undefined ? 'unknown' : Math.max(0, daysSince(createdAt, now));
}

function rotationOf({ rotations }: Reach, { identifier }: ApiClient) {
  const mark = rotations.markOf(identifier);
  return mark === undefined ? 'none' : toPlainText(mark.words);
}
