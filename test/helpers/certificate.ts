import type { ServerOptions } from 'node:https';
import { generate } from 'selfsigned';

/** What a server on the loopback interface proves itself with, to nobody who was not told to trust it. */
export async function untrustedCertificate(): Promise<ServerOptions> {
  const name = [{ name: 'commonName', value: '127.0.0.1' }];
  const { private: key, cert } = await generate(name, {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  return { key, cert };
}
