import type { Files } from '../platform/files.ts';
import type { Sandbox, SandboxState } from '../sandbox/index.ts';

/** The seed and size of the account that ships with the extension. */
const ACCOUNT = { seed: 1, users: 240, apiClients: 8, pageSize: 50 };

const FILE = 'sandbox.json';

export interface SandboxAccount {
  /** `http://127.0.0.1:port` of this window's server. */
  url: string;
  personalKey: string;
  close(): Promise<void>;
}

/**
 * Starts the API's stand-in on a loopback port of this window. What the person changes in it is kept in a file, so
 * it survives a reload, and every window's server takes up what the others wrote. The file holds no secret: the sandbox
 * keeps hashes.
 */
export async function startSandboxAccount(files: Files): Promise<SandboxAccount> {
  const { createSandbox, serveSandbox } = await import('../sandbox/index.ts');
  let writtenAt = 0;
  let writing: Promise<void> = Promise.resolve();
  let sandbox: Sandbox = createSandbox(ACCOUNT);

  const modifiedAt = async () => (await files.modifiedAt(FILE)) ?? 0;
  const write = async (state: SandboxState): Promise<void> => {
    await files.replace(FILE, JSON.stringify(state));
    writtenAt = await modifiedAt();
  };
  const takeUp = async (): Promise<void> => {
    await writing;
    const at = await modifiedAt().catch(() => writtenAt);
    if (at === writtenAt) return;
    let text: string | undefined;
    try {
      text = await files.read(FILE);
    } catch {
      // It is read again with the next request.
      return;
    }
    writtenAt = at;
    try {
      const state: SandboxState = JSON.parse(text ?? '');
      sandbox = createSandbox({ ...ACCOUNT, state, onChange: save });
    } catch {
      // Made-up data that cannot be read is no loss worth an error: it starts afresh.
      sandbox = createSandbox({ ...ACCOUNT, onChange: save });
    }
  };
  const save = (state: SandboxState): void => {
    writing = writing.then(() => write(state)).catch(() => undefined);
  };

  sandbox = createSandbox({ ...ACCOUNT, onChange: save });
  await takeUp();
  const { url, close } = await serveSandbox({
    fetch: async (request: Request) => {
      await takeUp();
      const response = await sandbox.fetch(request);
      await writing;
      return response;
    },
  });
  return { url, personalKey: sandbox.personalKey, close };
}
