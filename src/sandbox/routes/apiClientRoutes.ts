import { apiClientWrite } from '../bodies.ts';
import { manager, personalKey, type UserCaller } from '../callers.ts';
import { notFound } from '../errors.ts';
import { withOddFields } from '../oddRows.ts';
import { contentRange, sliceOf } from '../paging.ts';
import { readBody } from '../readBody.ts';
import type { ApiClientRecord } from '../seed/state.ts';
import { type Answer, type Call, type Route, route } from './route.ts';

/** The operations on API clients: personal key only. Making and deleting is for those who manage the organization. */
export const apiClientRoutes: readonly Route[] = [
  route('GET', '/api-clients', personalKey, list),
  route('POST', '/api-clients', manager, create),
  route('GET', '/api-clients/:identifier', personalKey, (call) => ({ status: 200, body: read(find(call)) })),
  route('DELETE', '/api-clients/:identifier', manager, remove),
];

function list({ dataset, query, caller }: Call<UserCaller>): Answer {
  const { pageSize, range, oddRows } = dataset.settings;
  const slice = sliceOf(query, pageSize);
  const all = dataset.apiClients.list(caller.organization);
  const rows = all.slice(slice.start, slice.start + slice.count).map(read);
  const body = oddRows ? withOddFields(rows) : rows;
  return { status: 200, body, headers: { 'Content-Range': contentRange(slice, body.length, all.length, range) } };
}

async function create({ dataset, request, caller, propagationMs = 0 }: Call<UserCaller>): Promise<Answer> {
  const { referenceName, desiredScopes } = await readBody(request, apiClientWrite);
  const at = dataset.settings.now();
  const scopes = [...new Set(desiredScopes)];
  const { identifier, secret, name } = dataset.apiClients.create(caller.organization, referenceName, scopes, at);
  if (propagationMs > 0) dataset.unknownUntil.set(identifier, at + propagationMs);
  dataset.changed();
  return { status: 201, body: { identifier, secret, name }, headers: { Location: `/api-clients/${identifier}` } };
}

function remove(call: Call<UserCaller>): Answer {
  call.dataset.apiClients.remove(find(call).identifier);
  call.dataset.changed();
  return { status: 204 };
}

function find({ dataset, param, caller }: Call<UserCaller>): ApiClientRecord {
  const client = dataset.apiClients.get(param('identifier'));
  if (client?.organization !== caller.organization) throw notFound();
  return client;
}

/** `ApiClient-Read`. */
function read({ identifier, createdAt, scopes, name }: ApiClientRecord): object {
  return { identifier, createdAt, scopes, name };
}
