import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { quietBuiltIns } from './builtIns.ts';
import { run } from './commands.ts';
import { ensureServer } from './install.ts';
import { spawnGroup, temporaryDirectory } from './lifetime.ts';
import { type HostVersion, releases } from './versions.ts';

export interface ServerOptions {
  readonly version: HostVersion;
  /** A built package to install before the start, as a user has it. */
  readonly vsix?: string;
  /** The folder of an unpacked extension to install besides. */
  readonly unpacked?: string;
  /** Whether windows may run an extension from its sources, and tests. */
  readonly development?: boolean;
  /** quiet: without those of VS Code's own extensions that run code. Default: all, as a user has it. */
  readonly builtIns?: 'all' | 'quiet';
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** Key bindings of the user, as `keybindings.json` has them. */
  readonly keys?: readonly { readonly key: string; readonly command: string }[];
  /** Settings of the machine that the server runs on, where those of a dev container end up. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** false: SecretStorage forgets at a reload, as web hosts without a provider do. true: it lasts as long as the server. */
  readonly durableSecrets: boolean;
  /** Added to the environment of the extension host. */
  readonly env?: NodeJS.ProcessEnv;
  /** Fixed port; default: a free one. */
  readonly port?: number;
}

/** A running VS Code server with a data directory of its own, both gone after `close`. */
export interface Server {
  readonly url: string;
  readonly dataDirectory: string;
  /** The processes of the extension hosts that it has started and that are there; one for each window that is open. */
  extensionHosts(): Promise<number[]>;
  /** All it printed so far; the place to look when it will not work. */
  output(): string;
  /** Calls back when the server process ends otherwise than by `close`. */
  onUnexpectedEnd(listener: () => void): void;
  close(): Promise<void>;
}

/** Settings without which a fresh VS Code shows walkthroughs, chat and updates instead of what is tried. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'window.autoDetectHighContrast': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
  'accessibility.verbosity.emptyEditorHint': false,
};

/** How long a server may take until it listens. On a busy two-core machine it takes up to 5 s. */
const startTimeoutMs = 60_000;

/**
 * Starts a VS Code server on the loopback interface with fresh data, and waits until it listens. It knows no
 * marketplace and sends no telemetry. Throws with the server's output when it ends or says nothing for a minute.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, main } = await ensureServer(options.version);
  const { developmentFlag } = releases[options.version];
  const data = temporaryDirectory('server');
  const temporary = path.join(data.path, 'tmp');
  await mkdir(temporary);
  // Its sockets and logs go with it, also when it is killed and has no chance to remove them itself.
  const env = { ...serverEnv(), TMPDIR: temporary, ...options.env };

  const user = path.join(data.path, 'data/User');
  await writeJson(path.join(user, 'settings.json'), { ...quietSettings, ...options.userSettings });
  if (options.keys) await writeJson(path.join(user, 'keybindings.json'), options.keys);
  if (options.machineSettings)
    await writeJson(path.join(data.path, 'data/Machine/settings.json'), options.machineSettings);
  await cp(await installed(options), path.join(data.path, 'extensions'), { recursive: true });
  const builtIns =
    options.builtIns === 'quiet' ? ['--builtin-extensions-dir', await quietBuiltIns(options.version)] : [];

  const preload = path.join(import.meta.dirname, 'secretKeyPart.mjs');
  const nodeFlags = options.durableSecrets ? ['--import', pathToFileURL(preload).href] : [];
  const group = spawnGroup(
    node,
    [
      ...nodeFlags,
      main,
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      ...['--without-connection-token', '--disable-workspace-trust'],
      ...(options.development && developmentFlag ? [developmentFlag] : []),
      ...builtIns,
      ...serverFlags(data.path),
    ],
    {
      env: options.durableSecrets ? { ...env, TEST_HOST_KEY_PART: randomBytes(32).toString('hex') } : env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );

  const { child } = group;
  let closing = false;
  const close = async () => {
    closing = true;
    // Nothing of it is kept, so it has nothing to put in order first.
    await group.end(0);
    data.remove();
  };
  let output = '';
  try {
    const port = await new Promise<string>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`The VS Code server ${why}.\n${output}`));
      const timer = setTimeout(() => fail('did not start in time'), startTimeoutMs);
      const read = (text: Buffer) => {
        output += text;
        const listening = /Extension host agent listening on (\d+)/.exec(output)?.[1];
        if (listening) {
          clearTimeout(timer);
          resolve(listening);
        }
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.once('error', (error) => fail(`could not be started: ${error.message}`));
      child.once('close', () => {
        clearTimeout(timer);
        fail('ended at once');
      });
    });
    return {
      url: `http://127.0.0.1:${port}`,
      dataDirectory: data.path,
      extensionHosts: () => extensionHostsOf(child.pid),
      output: () => output,
      onUnexpectedEnd: (listener) => {
        child.once('close', () => {
          if (!closing) listener();
        });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** As `/proc` tells them: the servers are for Linux only. */
async function extensionHostsOf(parent: number | undefined): Promise<number[]> {
  const hosts: number[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    // One that has ended meanwhile is none.
    const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
    const isOurs = new RegExp(`^PPid:\\s*${parent}$`, 'm').test(await read('status'));
    if (isOurs && (await read('cmdline')).includes('--type=extensionHost')) hosts.push(Number(pid));
  }
  return hosts;
}

/** No login shell is asked for the environment: it would be that of whoever runs this, and takes a second a window. */
const serverFlags = (data: string) => [
  '--accept-server-license-terms',
  ...['--telemetry-level', 'off'],
  '--force-disable-user-env',
  ...['--server-data-dir', data],
];

const serverEnv = (): NodeJS.ProcessEnv => ({ ...process.env, EXTENSIONS_GALLERY: '{}' });

/** Folders of installed extensions, by what is installed in which VS Code. */
const installations = new Map<string, Promise<string>>();

/** A folder of extensions as a user has it, installed once in this process; every server gets a copy of its own. */
async function installed(wanted: Pick<ServerOptions, 'version' | 'vsix' | 'unpacked'>): Promise<string> {
  const { version, vsix, unpacked } = wanted;
  const built = vsix === undefined ? undefined : (await stat(vsix)).mtimeMs;
  const key = JSON.stringify([version, vsix, built, unpacked]);
  const installation = installations.get(key) ?? install(wanted);
  installations.set(key, installation);
  // What has failed is tried again by whoever wants it next.
  installation.catch(() => installations.delete(key));
  return installation;
}

async function install({ version, vsix, unpacked }: Parameters<typeof installed>[0]): Promise<string> {
  const { node, main } = await ensureServer(version);
  const data = temporaryDirectory('installed').path;
  const extensions = path.join(data, 'extensions');
  await mkdir(extensions);
  // Before the package, whose installation makes the server look at what is there.
  if (unpacked) {
    const manifest = JSON.parse(await readFile(path.join(unpacked, 'package.json'), 'utf8'));
    const name = `${manifest.publisher}.${manifest.name}-${manifest.version}`;
    await cp(unpacked, path.join(extensions, name), { recursive: true });
  }
  if (vsix) await run(node, [main, ...serverFlags(data), '--install-extension', vsix], { env: serverEnv() });
  return extensions;
}

async function writeJson(file: string, content: object): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(content, undefined, 2));
}
