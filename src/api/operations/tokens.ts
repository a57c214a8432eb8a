import { array, exactOptional, object } from 'valibot';
import { as } from '../answer.ts';
import type { CallOptions, Send } from '../call.ts';
import { checked, required } from '../input.ts';
import { type AccessToken, accessTokenWire, toAccessToken } from '../wire/token.ts';

/** An API client that asks for a token. */
export interface TokenRequest {
  readonly identifier: string;
  readonly secret: string;
  /** Left out: all scopes of the client. */
  readonly scopes?: readonly string[];
}

const tokenRequest = object({ identifier: required, secret: required, scopes: exactOptional(array(required)) });

/**
 * `POST /token` (RFC 6749 section 4.4). A wrong identifier or secret is `NotSignedInError` (`invalid`), a scope the
 * client does not have `InvalidError`. Sent once; also by a read-only client, as nothing but a token comes of it.
 */
export function fetchToken(send: Send, input: TokenRequest, options?: CallOptions): Promise<AccessToken> {
  return send(
    {
      operation: 'fetchToken',
      method: 'POST',
      path: '/token',
      form: true,
      body: () => {
        const { identifier, secret, scopes } = checked(tokenRequest, input);
        return {
          grant_type: 'client_credentials',
          client_id: identifier,
          client_secret: secret,
          ...(scopes?.length ? { scope: scopes.join(' ') } : {}),
        };
      },
      accepts: 'none',
      asksOnly: true,
      unmetered: true,
      confidential: ['client_secret'],
      read: as(accessTokenWire, (wire, { at }) => toAccessToken(wire, at)),
    },
    options,
  );
}
