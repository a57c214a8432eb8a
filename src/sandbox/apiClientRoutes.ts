import { apiClientWrite } from './bodies.ts';
import { manager, personalKey, type UserCaller } from './callers.ts';
import { notFound } from './errors.ts';
import { contentRange, sliceOf } from './paging.ts';
import { readBody } from './readBody.ts';
import { type Answer, type Call, type Route, route } from './route.ts';
import type { ApiClientRecord } from './state.ts';

/** The operations on API clients: personal key only. Making and deleting is for those who manage the organization. */
export const apiClientRoutes: readonly Route[] = [
  route('GET', '/api-clients', personalKey, list),
  route('POST', '/api-clients', manager, create),
  route('GET', '/api-clients/:identifier', personalKey, (call) => ({ status: 200, body: read(find(call)) })),
  route('DELETE', '/api-clients/:identifier', manager, remove),
];

function list({ world, query, caller }: Call<UserCaller>): Answer {
  const { pageSize, range } = world.settings;
  const slice = sliceOf(query, pageSize);
  const all = world.apiClients.list(caller.organization);
  const body = all.slice(slice.start, slice.start + slice.count).map(read);
  return { status: 200, body, headers: { 'Content-Range': contentRange(slice, body.length, all.length, range) } };
}

async function create({ world, request, caller, propagationMs = 0 }: Call<UserCaller>): Promise<Answer> {
  const { referenceName, desiredScopes } = await readBody(request, apiClientWrite);
  const at = world.settings.now();
  const scopes = [...new Set(desiredScopes)];
  const { identifier, secret, name } = world.apiClients.create(caller.organization, referenceName, scopes, at);
  if (propagationMs > 0) world.unknownUntil.set(identifier, at + propagationMs);
  world.changed();
  return { status: 201, body: { identifier, secret, name }, headers: { Location: `/api-clients/${identifier}` } };
}

function remove(call: Call<UserCaller>): Answer {
  call.world.apiClients.remove(find(call).identifier);
  call.world.changed();
  return { status: 204 };
}

function find({ world, param, caller }: Call<UserCaller>): ApiClientRecord {
  const client = world.apiClients.get(param('identifier'));
  if (client?.organization !== caller.organization) throw notFound();
  return client;
}

/** `ApiClient-Read`. */
function read({ identifier, createdAt, scopes, name }: ApiClientRecord): object {
  return { identifier, createdAt, scopes, name };
}
