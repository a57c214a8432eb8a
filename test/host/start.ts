// npm start: a VS Code with the built package installed and the Tripartie view open on sandbox data, until Ctrl+C.
// --desktop uses the `code` on the PATH, with a profile of its own; --port=N fixes the port of the address.
import { spawn } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './commands.ts';
import { endWithParent, spawnGroup, temporaryDirectory } from './lifetime.ts';
import { vsix } from './paths.ts';
import { quietSettings, startServer } from './server.ts';
import { address } from './workbench.ts';

/** The extension takes this as "sign in to the sandbox account when you first start". */
const sandboxEnv = { TRIPARTIE_SANDBOX: '1' };

/** Opens the Tripartie container; an extension of its own, so that the product need not know about it. */
const starter = path.join(import.meta.dirname, 'starter');

const { values } = parseArgs({ options: { desktop: { type: 'boolean' }, port: { type: 'string' } } });

/** Opens an address in the person's browser, where there is one; what becomes of it is not waited for. */
function openInBrowser(url: string): void {
  const hasScreen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (process.env.CI || !hasScreen) return;
  const commands: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
    darwin: ['open', url],
    win32: ['cmd', '/c', 'start', '', url.replaceAll('&', '^&')],
  };
  const [command, ...args] = commands[process.platform] ?? ['xdg-open', url];
  spawn(command, args, { detached: true, stdio: 'ignore' })
    .on('error', () => undefined)
    .unref();
}

async function startInBrowser(): Promise<void> {
  const folder = temporaryDirectory('sandbox');
  const port = values.port === undefined ? {} : { port: Number(values.port) };
  const server = await startServer({
    version: 'newest',
    vsix,
    unpacked: starter,
    durableSecrets: true,
    env: sandboxEnv,
    ...port,
  });
  const url = address(server.url, folder.path);
  console.log(`VS Code with Tripartie Account, on sandbox data:\n\n  ${url}\n\nCtrl+C ends it and removes everything.`);
  openInBrowser(url);
  server.onUnexpectedEnd(() => {
    console.error('The VS Code server ended.');
    process.exit(1);
  });
}

async function startOnDesktop(): Promise<void> {
  const home = temporaryDirectory('desktop');
  const inHome = (name: string) => path.join(home.path, name);
  await cp(starter, inHome('extensions/tripartie-community.starter-0.0.0'), { recursive: true });
  await mkdir(inHome('user/User'), { recursive: true });
  await writeFile(inHome('user/User/settings.json'), JSON.stringify(quietSettings));
  await mkdir(inHome('folder'));
  const profile = ['--user-data-dir', inHome('user'), '--extensions-dir', inHome('extensions')];
  await run('code', [...profile, '--install-extension', vsix]).catch((error: unknown) => {
    throw new Error('`code` did not install the package; is VS Code on the PATH?', { cause: error });
  });
  console.log('VS Code with Tripartie Account, on sandbox data. Close the window, or press Ctrl+C, to end it.');
  const flags = ['--wait', '--new-window', '--disable-workspace-trust', inHome('folder')];
  const editor = spawnGroup('code', [...profile, ...flags], {
    env: { ...process.env, ...sandboxEnv },
    stdio: 'ignore',
  });
  editor.child.once('close', () => process.exit());
}

// Ctrl+C is how this is meant to end; leaving the process cleans up.
process.on('SIGINT', () => process.exit(0));
endWithParent();
console.log('Building the package.');
await run('node', [path.join(import.meta.dirname, 'package.ts'), '--quick']);
await (values.desktop ? startOnDesktop() : startInBrowser());
