import { type Browser, type BrowserContext, chromium } from 'playwright-core';
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

/** What a window has to itself, in pixels, unless a test says otherwise. */
export const windowSize = { width: 1280, height: 800 };

/** No sandbox of its own: it only ever opens pages of this machine. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A window lives for seconds. Positions in the source of the workbench's 19 MB are not looked for where nobody asks,
  // and code is not made fast that is over before it pays: in a window that opens, 0.6 s and 1.5 s of processor time.
  '--js-flags=--no-enable-lazy-source-positions --no-opt --no-maglev',
];

/** Starts a headless browser. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureChromium(), args });
}

/**
 * Starts a headless browser with a profile on disk, as a person's is: in the one that keeps all in memory, a window
 * takes 2 s of processor time more to open. What VS Code's windows keep there goes by the address of their server. The
 * profile is gone when it is closed.
 * @param scale pixels of a screenshot a pixel of the window
 */
export async function launchProfile(scale = 1): Promise<BrowserContext> {
  const profile = await chromium.launchPersistentContext('', {
    executablePath: await ensureChromium(),
    args,
    viewport: windowSize,
    deviceScaleFactor: scale,
  });
  await profile.grantPermissions(['clipboard-read', 'clipboard-write']);
  return profile;
}

let shared: Promise<BrowserContext> | undefined;
let holders = 0;

/**
 * Keeps the browser that the windows of this process are opened in, from the first window that needs it on.
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

/** The browser for the windows of this process; whoever uses it holds it. A new one where the last one is gone. */
export async function sharedProfile(): Promise<BrowserContext> {
  const found = await shared?.catch(() => undefined);
  if (!found || found.isClosed()) shared = launchProfile();
  return shared as Promise<BrowserContext>;
}
