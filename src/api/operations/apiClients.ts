import { nullable, object } from 'valibot';
import { as, deleted } from '../answer.ts';
import type { CallOptions, Send } from '../call.ts';
import { API_CLIENT_NAME_MAX, CREATABLE_SCOPES, type CreatableScope, checked, someOf, text } from '../input.ts';
import { type Page, pageOf } from '../page.ts';
import type { components } from '../schema.d.ts';
import {
  type ApiClient,
  apiClientWire,
  type CreatedApiClient,
  createdApiClientWire,
  toApiClient,
  toCreatedApiClient,
} from '../wire/apiClient.ts';

/** What a new API client is to be. */
export interface NewApiClient {
  /** At most 32 characters. Two clients may bear the same name. */
  readonly name: string | null;
  readonly scopes: readonly [CreatableScope, ...CreatableScope[]];
}

const newApiClient = object({ name: nullable(text(0, API_CLIENT_NAME_MAX)), scopes: someOf(CREATABLE_SCOPES) });

/** The operations on API clients. All need a personal key; all may end in the errors of `TripartieClient`. */
export function apiClientOperations(send: Send) {
  return {
    /** `GET /api-clients`. One page; past the end it is empty. */
    listApiClients: (options: CallOptions & { readonly page?: number } = {}): Promise<Page<ApiClient>> =>
      send(
        {
          operation: 'listApiClients',
          method: 'GET',
          path: '/api-clients',
          page: options.page ?? 1,
          accepts: 'personalKey',
          read: pageOf(apiClientWire, toApiClient),
        },
        options,
      ),

    /**
     * `POST /api-clients`. The only answer that ever carries the secret. An `AmbiguousError` means that a client may
     * exist whose secret nobody has.
     */
    createApiClient: (input: NewApiClient, options?: CallOptions): Promise<CreatedApiClient> =>
      send(
        {
          operation: 'createApiClient',
          method: 'POST',
          path: '/api-clients',
          body: (): components['schemas']['ApiClient-Write'] => {
            const { name, scopes } = checked(newApiClient, input);
            return { referenceName: name, desiredScopes: scopes };
          },
          accepts: 'personalKey',
          rename: new Map([
            ['referenceName', 'name'],
            ['desiredScopes', 'scopes'],
          ]),
          read: as(createdApiClientWire, toCreatedApiClient),
        },
        options,
      ),

    /** `GET /api-clients/{identifier}`. Without the secret: that cannot be read again. */
    getApiClient: (identifier: string, options?: CallOptions): Promise<ApiClient> =>
      send(
        {
          operation: 'getApiClient',
          method: 'GET',
          path: '/api-clients/{identifier}',
          ids: { identifier },
          accepts: 'personalKey',
          read: as(apiClientWire, toApiClient),
        },
        options,
      ),

    /**
     * `DELETE /api-clients/{identifier}`. Its access tokens end with it. `NotFoundError` may mean that an earlier
     * attempt, whose answer was lost, deleted it.
     */
    deleteApiClient: (identifier: string, options?: CallOptions): Promise<void> =>
      send(
        {
          operation: 'deleteApiClient',
          method: 'DELETE',
          path: '/api-clients/{identifier}',
          ids: { identifier },
          accepts: 'personalKey',
          read: deleted,
        },
        options,
      ),
  };
}
