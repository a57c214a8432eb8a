import { type Credential, sameCredential } from './credentials.ts';
import { NotSignedInError } from './errors.ts';
import type { Exchange, Transport } from './exchange.ts';
import { unlessAborted } from './network.ts';
import type { Signer } from './signer.ts';

/** Credentials that one call goes through after its first, so that a 401 that never ends ends. */
const MAX_REPLACEMENTS = 3;

/**
 * Whether a call is to be sent again after an error, because what it was signed with was refused (401) and there is
 * something else to sign it with: another access token, the credential that took the place of the refused one
 * meanwhile, or the one that `onRefused` gives. A 401 says that nothing was done, so this holds for writes too, apart
 * from those that are sent `once`.
 * @returns rejects with the signal's reason when it is aborted
 */
export async function renewed(
  transport: Transport,
  exchange: Exchange,
  error: unknown,
  signal: AbortSignal,
): Promise<boolean> {
  const { call, signer: refused, refusals } = exchange;
  if (!(error instanceof NotSignedInError) || error.status !== 401) return false;
  if (refused === undefined) return false;
  exchange.sent = false;
  // The client's own exchange of its secret is an operation of its own: what failed was not the token but the secret.
  const tokenOnly = refused.credential.kind === 'apiClient' && error.operation === call.operation;
  if (tokenOnly && transport.signing.signer === refused && exchange.tokenRenewed !== refused) {
    exchange.tokenRenewed = refused;
    return call.once !== true;
  }
  refusals.push(refused.credential);
  if (refusals.length > MAX_REPLACEMENTS) return false;
  const given = transport.signing.signer === refused ? await ask(transport, exchange, refused, signal) : undefined;
  const { credential } = transport.signing.signer;
  const isWorthIt = given === 'accepted' || !refusals.some((each) => sameCredential(each, credential));
  return call.once !== true && isWorthIt;
}

/** Waits for another credential, from whomever it comes. The call's time-out does not run meanwhile. */
async function ask(
  { signing, onRefused, now }: Transport,
  exchange: Exchange,
  { credential }: Signer,
  signal: AbortSignal,
): Promise<Credential | 'accepted' | undefined> {
  if (onRefused === undefined || credential.kind === 'personaKey') return undefined;
  const since = now();
  const answer = (async () => onRefused(credential, signal))();
  if (!exchange.awaitCredential || exchange.call.once === true) {
    // Who replaces credentials has to know all the same.
    answer.catch(() => undefined);
    return undefined;
  }
  const given = await unlessAborted(unlessAborted(answer, signal), signing.superseded).catch(() => undefined);
  signal.throwIfAborted();
  exchange.deadline += now() - since;
  if (given !== undefined && given !== 'accepted') signing.use(given);
  return given;
}
