/** How a request failed before its first byte could leave. */
export type Unsent = 'name' | 'connection' | 'certificate' | 'tls' | 'proxy';

/**
 * The system's codes, and those of OpenSSL and Node for what ends while TLS begins: of alerts only those that answer the
 * first words of a client, under the names that OpenSSL had and has. A certificate that the server asks for is none of
 * these: with TLS 1.3 it says so when the request may have come already. UNSPECIFIED is Node's for what it has no name
 * for, such as a certificate whose key is too weak.
 */
const UNSENT: readonly (readonly [Exclude<Unsent, 'proxy'>, RegExp])[] = [
  ['name', /^ENOTFOUND$|^EAI_/],
  ['connection', /^E(CONNREFUSED|(HOST|NET)(UNREACH|DOWN)|ADDRNOTAVAIL)$|^UND_ERR_CONNECT_TIMEOUT$/],
  [
    'certificate',
    /^(CERT_|ERR_TLS_CERT_ALTNAME_|(DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF)|HOSTNAME_MISMATCH$|INVALID_(CA|PURPOSE)$|PATH_LENGTH_EXCEEDED$|UNSPECIFIED$)/,
  ],
  [
    'tls',
    /^ERR_SSL_(HTTP_REQUEST|NO_PROTOCOLS_AVAILABLE|PACKET_LENGTH_TOO_LONG|(SSLV3|SSL\/TLS)_ALERT_HANDSHAKE_FAILURE|TLSV1_(ALERT_(INAPPROPRIATE_FALLBACK|INSUFFICIENT_SECURITY|NO_APPLICATION_PROTOCOL|PROTOCOL_VERSION)|UNRECOGNIZED_NAME)|UNSAFE_LEGACY_RENEGOTIATION_DISABLED|UNSUPPORTED_PROTOCOL|WRONG_VERSION_NUMBER)$/,
  ],
];

/** How the code of a proxy that opens no tunnel begins; the three digits of its status follow. */
const PROXY = 'PROXY_';

/** How a code begins that means another thing later: the system's follows, of what ended while a connection was made. */
const CONNECT = 'CONNECT_';

/** How a failure with this code kept a request from leaving; `undefined` when the server may have had it, and acted. */
export function unsent(code: string | undefined): Unsent | undefined {
  if (code === undefined) return undefined;
  if (code.startsWith(PROXY)) return 'proxy';
  if (code.startsWith(CONNECT)) return 'connection';
  return UNSENT.find(([, codes]) => codes.test(code))?.[0];
}

/**
 * The system's code of a failed `fetch`, which wraps it in one or two causes; the messages, which may hold addresses, stay
 * out. A proxy that refuses to open a tunnel has no code of its own: undici tells of it in a message. A 407 inside a
 * tunnel has nothing at all, as anything may have in another version, so it stays in doubt.
 */
export function failureCode(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth += 1) {
    const tunnel = /^Proxy response \((\d{3})\)/.exec(cause.message)?.[1];
    if (tunnel !== undefined) return PROXY + tunnel;
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z][A-Z0-9_/]{2,60}$/.test(cause.code))
      return whileConnecting(cause) && unsent(cause.code) === undefined ? CONNECT + cause.code : cause.code;
  }
  return undefined;
}

/** Whether a connection could not be made; of a name with several addresses, to any of them. */
function whileConnecting(error: Error): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(whileConnecting);
  return 'syscall' in error && error.syscall === 'connect';
}

/** Settles with the promise, or rejects with the signal's reason as soon as it is aborted, whatever the promise does. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
