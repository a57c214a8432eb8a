import { Refusal } from '../errors.ts';
import { signJwt } from '../jwt.ts';
import type { Dataset } from '../seed/dataset.ts';
import { deriveHex } from '../seed/derive.ts';
import { hashSecret, sameText } from '../seed/secrets.ts';
import type { ApiClientRecord } from '../seed/state.ts';
import { type Answer, type Call, publicRoute, type Route } from './route.ts';

const TTL_SECONDS = 3600;
const uncached = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };

/** `POST /token`: the client credentials grant, as league/oauth2-server 8.5 answers it. */
export const tokenRoute: Route = publicRoute('POST', '/token', grant);

async function grant({ dataset, request }: Call<undefined>): Promise<Answer> {
  const form = await readForm(request);
  if (form.get('grant_type') !== 'client_credentials') throw refuse('unsupported_grant_type');
  const client = authenticate(dataset, request, form);
  const asked = (form.get('scope') ?? '').split(' ').filter(Boolean);
  const unheld = asked.find((scope) => !client.scopes.includes(scope));
  if (unheld !== undefined) throw refuse('invalid_scope', `Check the \`${unheld}\` scope`);
  // Left out: every scope of the client, as the bundle around league's server has it.
  const scopes = asked.length > 0 ? asked : client.scopes;
  const { seed, now } = dataset.settings;
  const iat = now() / 1000;
  const { identifier } = client;
  const jti = deriveHex(80, seed, 'token', identifier, now());
  const access_token = signJwt(seed, {
    aud: identifier,
    jti,
    iat,
    nbf: iat,
    exp: iat + TTL_SECONDS,
    sub: identifier,
    scopes,
  });
  return { status: 200, body: { token_type: 'Bearer', expires_in: TTL_SECONDS, access_token }, headers: uncached };
}

/** Anything but a form has no parameters, as PHP sees it. */
async function readForm(request: Request): Promise<URLSearchParams> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers.get('Content-Type') ?? '');
  return new URLSearchParams(isForm ? await request.text() : '');
}

/** The client whose credentials came in the body, or by HTTP Basic: the body wins. */
function authenticate(dataset: Dataset, request: Request, form: URLSearchParams): ApiClientRecord {
  const header = request.headers.get('Authorization');
  const basic = /^Basic (.*)$/i.exec(header ?? '')?.[1] ?? '';
  const [user, ...password] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  const identifier = form.get('client_id') ?? (user || null);
  if (identifier === null) throw refuse('invalid_request', 'Check the `client_id` parameter');
  const secret = form.get('client_secret') ?? password.join(':');
  const client = dataset.apiClients.get(identifier);
  const known = (dataset.unknownUntil.get(identifier) ?? 0) <= dataset.settings.now();
  if (!client || !known || !sameText(hashSecret(secret), client.secretHash)) {
    throw refuse('invalid_client', undefined, header === null ? {} : { 'WWW-Authenticate': 'Basic realm="OAuth"' });
  }
  return client;
}

const refusals = {
  unsupported_grant_type: [400, 'The authorization grant type is not supported by the authorization server.'],
  invalid_request: [
    400,
    'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.',
  ],
  invalid_scope: [400, 'The requested scope is invalid, unknown, or malformed'],
  invalid_client: [401, 'Client authentication failed'],
} as const;

function refuse(error: keyof typeof refusals, hint?: string, headers: Record<string, string> = {}): Refusal {
  const [status, description] = refusals[error];
  const grantHint = error === 'unsupported_grant_type' ? 'Check that all required parameters have been provided' : hint;
  const body = { error, error_description: description, ...(grantHint && { hint: grantHint }), message: description };
  return new Refusal(status, body, { 'Content-Type': 'application/json', ...uncached, ...headers });
}
