import { type Browser, chromium } from 'playwright-core';
import { installWithApt } from './apt.ts';
import { isExecutable, onPath } from './onPath.ts';

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
  await installWithApt(['chromium'], missing);
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
      // Else much of the workbench's 19 MB is parsed again for positions in its source: in a trace, 0.6 s of a window.
      '--js-flags=--no-enable-lazy-source-positions',
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
