import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { run } from './commands.ts';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const usualPlaces = [
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

function findChromium(): string | undefined {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!isExecutable(chosen)) throw new Error(`CHROMIUM_PATH points at nothing that can be run: ${chosen}`);
    return chosen;
  }
  return names.map(onPath).find((found) => found !== undefined) ?? usualPlaces.find(isExecutable);
}

/**
 * The path of a Chromium, Chrome or Edge: `CHROMIUM_PATH`, else one on the PATH or in a usual place, else Debian's own
 * package, which is installed where apt-get is there and may be used without a password. Throws with one line that
 * says what is missing.
 */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  const missing = 'No Chromium, Chrome or Edge found: install one, or set CHROMIUM_PATH to it.';
  const aptGet = onPath('apt-get');
  if (!aptGet) throw new Error(missing);
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args: string[]) => {
    const [command = aptGet, ...rest] = [...asRoot, aptGet, ...args];
    return run(command, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  console.log('Installing the package chromium with apt-get (once).');
  try {
    await apt('update');
    await apt('install', '--yes', '--no-install-recommends', 'chromium');
  } catch (error) {
    throw new Error(missing, { cause: error });
  }
  const installed = findChromium();
  if (!installed) throw new Error(missing);
  return installed;
}

/** Starts a headless browser for the workbench. No sandbox of its own: it only ever opens pages of this machine. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

let shared: Promise<Browser> | undefined;
let holders = 0;

/**
 * Keeps the browser that all windows of this process are opened in, from the first window that needs it on.
 * @returns gives it up; it ends when nobody holds it any more
 */
export function holdChromium(): () => Promise<void> {
  holders += 1;
  return async () => {
    holders -= 1;
    if (holders > 0) return;
    const ending = shared;
    shared = undefined;
    await (await ending)?.close();
  };
}

/** The browser for all windows of this process; whoever uses it holds it. A new one where the last one is gone. */
export async function sharedChromium(): Promise<Browser> {
  const found = await shared?.catch(() => undefined);
  if (!found?.isConnected()) shared = launchChromium();
  return shared as Promise<Browser>;
}
