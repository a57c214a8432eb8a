import { parseApiOrigin } from '../../src/api/index.ts';
import { createSandbox, type SandboxServer, serveSandbox } from '../../src/sandbox/index.ts';
import type { KeptCredential } from '../../src/session/secrets/keptCredential.ts';
import type { NewProfile } from '../../src/session/session.ts';

/** A sandbox on a socket, and people who sign in to it with personal keys. */
export class PersonalKeys {
  readonly sandbox = createSandbox({ users: 3 });
  #server: SandboxServer | undefined;

  get url(): string {
    if (!this.#server) throw new Error('The sandbox is not started.');
    return this.#server.url;
  }

  /** Somebody with the sandbox's key. */
  get jane(): NewProfile {
    return this.person('jane', this.sandbox.personalKey);
  }

  person(subject: string, jwt: string): NewProfile {
    const origin = parseApiOrigin(this.url);
    return { environment: 'custom', origin, kind: 'personalKey', subject, credential: personalKey(jwt) };
  }

  async start(): Promise<void> {
    this.#server = await serveSandbox(this.sandbox);
  }

  async end(): Promise<void> {
    await this.#server?.close();
  }
}

export function personalKey(jwt: string): KeptCredential {
  return { kind: 'personalKey', jwt };
}

/** One for all tests of a suite. */
export function usePersonalKeys(): PersonalKeys {
  const keys = new PersonalKeys();
  before(() => keys.start());
  after(() => keys.end());
  return keys;
}
