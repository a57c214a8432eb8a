/** How a request failed before its first byte could leave. */
export type Unsent = 'name' | 'connection' | 'certificate' | 'tls' | 'proxy';

/** The system's codes, and those of OpenSSL and Node for what ends while TLS begins. */
const UNSENT: Readonly<Record<Exclude<Unsent, 'proxy'>, ReadonlySet<string>>> = {
  name: new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']),
  connection: new Set([
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'EHOSTDOWN',
    'ENETUNREACH',
    'ENETDOWN',
    'EADDRNOTAVAIL',
    'UND_ERR_CONNECT_TIMEOUT',
  ]),
  certificate: new Set([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'CERT_REJECTED',
    'CERT_REVOKED',
    'CERT_SIGNATURE_FAILURE',
    'CERT_UNTRUSTED',
    'CERT_CHAIN_TOO_LONG',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_FORMAT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HOSTNAME_MISMATCH',
    'INVALID_CA',
    'INVALID_PURPOSE',
    'PATH_LENGTH_EXCEEDED',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ]),
  tls: new Set([
    'ERR_SSL_HTTP_REQUEST',
    'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
    'ERR_SSL_PACKET_LENGTH_TOO_LONG',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
    'ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED',
    'ERR_SSL_UNSUPPORTED_PROTOCOL',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ]),
};

/** How the code of a proxy that opens no tunnel begins; the three digits of its status follow. */
const PROXY = 'PROXY_';

/** How a failure with this code kept a request from leaving; `undefined` when the server may have had it, and acted. */
export function unsent(code: string | undefined): Unsent | undefined {
  if (code === undefined) return undefined;
  if (code.startsWith(PROXY)) return 'proxy';
  return Object.entries(UNSENT).find(([, codes]) => codes.has(code))?.[0] as Unsent | undefined;
}

/**
 * The system's code of a failed `fetch`, which wraps it in one or two causes; the messages, which may hold addresses, stay
 * out. A proxy that refuses to open a tunnel has no code of its own: undici tells of it in a message.
 */
export function failureCode(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth += 1) {
    const tunnel = /^Proxy response \((\d{3})\)/.exec(cause.message)?.[1];
    if (tunnel !== undefined) return PROXY + tunnel;
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(cause.code))
      return cause.code;
  }
  return undefined;
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
