// npm run screenshots: drives the built package and writes the README's pictures to media/screenshots/. Words after it
// pick scenes by their names.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { KNOWN_ORIGINS } from '../../src/api/origin.ts';
import { HealthPage } from '../ui/healthPage.ts';
import { profileFilesOf } from '../ui/profileFilesOf.ts';
import { chooseForNew, fillInClient } from '../ui/support.ts';
import { buildPackage } from './buildPackage.ts';
import { eventually } from './eventually.ts';
import { ensureFonts } from './fonts.ts';
import { temporaryDirectory } from './lifetime.ts';
import { root, vsix } from './paths.ts';
import { type Frame, writeMovingPicture, writePicture } from './picture.ts';
import { drawTwoFactorStates } from './twoFactorPicture.ts';
import type { Theme } from './versions.ts';
import { startVsCode, type Workbench } from './workbench.ts';

/**
 * One picture: what is done in a VS Code that is signed in to the sandbox account before it is taken. Where something is
 * taken on the way, the picture moves.
 */
interface Scene {
  readonly name: string;
  readonly theme: Theme;
  /** In pixels of the window. */
  readonly height?: number;
  prepare(vscode: Workbench, take: (ms: number) => Promise<void>): Promise<void>;
}

/** A program that uses a key, to stand beside the views. */
const PROGRAM = `"""Signs the shop in to Tripartie, and asks for offers."""

import json
import os
from urllib.parse import urlencode
from urllib.request import urlopen

TRIPARTIE = os.environ["TRIPARTIE_URL"]


def token() -> str:
    form = {
        "grant_type": "client_credentials",
        "client_id": os.environ["TRIPARTIE_CLIENT_ID"],
        "client_secret": os.environ["TRIPARTIE_CLIENT_SECRET"],
    }
    body = urlencode(form).encode()
    with urlopen(f"{TRIPARTIE}/token", body) as answer:
        return json.load(answer)["access_token"]
`;

const scenes: readonly Scene[] = [
  {
    name: 'views',
    theme: 'light',
    prepare: async (vscode) => {
      await (await vscode.view('API Clients').item('Storefront production')).expand();
      await vscode.view('API Clients').item('Identifier');
    },
  },
  {
    name: 'create',
    theme: 'dark',
    prepare: async (vscode) => {
      await vscode.runCommand('Tripartie: Create API Client…');
      await vscode.inputBox.shown(/Create API client/);
      await vscode.inputBox.type('checkout-backend');
      await vscode.inputBox.accept();
      await vscode.quickPick.pick('OFFER_READ');
      await vscode.quickPick.pick('DISPUTE_READ');
    },
  },
  {
    name: 'delete',
    theme: 'dark',
    prepare: async (vscode) => {
      await (await vscode.view('API Clients').item('Warehouse bridge')).contextMenu('Delete API Client…');
      await vscode.dialog.shown();
    },
  },
  {
    name: 'rotating',
    theme: 'dark',
    prepare: async (vscode) => {
      await startRotation(vscode);
      await vscode.quickPick.pick('24 hours');
      await vscode.quickPick.pick('Ask me at the next start');
      await vscode.notifications.shown(/^“Storefront staging”: Both keys work until/);
      await vscode.view('Account').item('Rotating “Storefront staging”');
      // The one that showed how far it is fades away.
      await eventually(async () => {
        if ((await vscode.notifications.all()).length > 1) throw new Error('Another message is still there.');
      });
    },
  },
  { name: 'rotation', theme: 'light', prepare: rotateToTheEnd },
  {
    name: 'write-to-env',
    theme: 'dark',
    prepare: async (vscode) => {
      await fillInClient(vscode, 'checkout-backend', ['OFFER_READ', 'DISPUTE_READ']);
      await chooseForNew(vscode, 'checkout-backend', 'Write to .env…');
      await vscode.quickPick.pick('.env');
      await vscode.quickPick.pick('TRIPARTIE_CLIENT_ID, TRIPARTIE_CLIENT_SECRET');
      await vscode.quickPick.shown(/\(3\/3\)/);
      await vscode.page.locator('.monaco-diff-editor .editor.modified .view-line').first().waitFor();
    },
  },
  {
    name: 'secret-in-file',
    theme: 'light',
    prepare: async (vscode) => {
      await fillInClient(vscode, 'checkout-backend', ['OFFER_READ', 'DISPUTE_READ']);
      await chooseForNew(vscode, 'checkout-backend', 'Copy as .env lines');
      const [, secret = ''] = await eventually(async () => {
        const copied = /SECRET=(\S+)/.exec(await vscode.clipboard());
        if (!copied) throw new Error('Not copied yet.');
        return copied;
      });
      await vscode.putAway();
      await writeFile(path.join(folder, 'offers.py'), `import os\n\nSECRET = "${secret}"\n`);
      await openFile(vscode, 'offers.py');
      await vscode.page.locator('.squiggly-warning').first().waitFor();
      await vscode.page.keyboard.press('F8');
      await vscode.page.locator('.marker-widget .message').first().waitFor();
      await vscode.page.keyboard.press('Control+.');
      await vscode.page.locator('.action-widget .monaco-list-row').first().waitFor();
    },
  },
  {
    name: 'health',
    theme: 'light',
    height: 1500,
    prepare: async (vscode) => {
      const page = await new HealthPage(vscode).open();
      await page.press('Load all users');
      await vscode.view('Account').item('Health');
      await eventually(async () => {
        if (/so far/.test(await page.text())) throw new Error('Not all users are loaded yet.');
      });
    },
  },
  {
    name: 'find-user',
    theme: 'light',
    prepare: async (vscode) => {
      await vscode.runCommand('Tripartie: Find User…');
      await vscode.quickPick.shown();
      await vscode.quickPick.type('soder');
      await eventually(async () => {
        if (!(await vscode.quickPick.items()).some(({ label }) => label.includes('Söder')))
          throw new Error('Not found yet.');
      });
    },
  },
  {
    name: 'profiles',
    theme: 'dark',
    prepare: async (vscode) => {
      await addProfiles(vscode);
      await vscode.runCommand('Tripartie: Switch Profile…');
      await vscode.quickPick.shown(/Switch profile/);
      await eventually(async () => {
        if ((await vscode.quickPick.items()).length < 5) throw new Error('Not all profiles are there yet.');
      });
    },
  },
];

/** Notes three profiles besides the sandbox account, as earlier sign-ins would have. */
async function addProfiles(vscode: Workbench): Promise<void> {
  const files = profileFilesOf(vscode);
  const { production, staging } = KNOWN_ORIGINS;
  const kind = 'personalKey';
  await files.note('live', 'binding', { environment: 'production', origin: production, kind, subject: '17' });
  await files.note('live', 'learned', { organization: 'Acme', email: 'camille.lefevre@acme.example' });
  await files.note('live', 'readOnly', { readOnly: true });
  await files.note('try', 'binding', { environment: 'staging', origin: staging, kind, subject: '4' });
  await files.note('try', 'learned', { organization: 'Acme', email: 'camille.lefevre@acme.example' });
  const subject = '39d0ca77637957807486558b208b1818';
  await files.note('job', 'binding', { environment: 'staging', origin: staging, kind: 'apiClient', subject });
  await files.note('job', 'name', { name: 'Nightly job' });
}

/** Rotates a key up to the choice of the overlap. */
async function startRotation(vscode: Workbench): Promise<void> {
  // The secret store is trusted once it was seen to remember, which takes a restart.
  await vscode.reload();
  await vscode.openContainer('Tripartie');
  await (await vscode.view('API Clients').item('Storefront staging')).inlineAction(/Rotate API Client/);
  await vscode.quickPick.shown(/The new key of “Storefront staging” works/);
}

/** Goes through a rotation from its row to its end. */
async function rotateToTheEnd(vscode: Workbench, take: (ms: number) => Promise<void>): Promise<void> {
  await take(1_500);
  await startRotation(vscode);
  await take(2_500);
  await vscode.quickPick.pick('Copy as .env lines');
  await eventually(async () => {
    if (!/TRIPARTIE_CLIENT_SECRET=/.test(await vscode.clipboard())) throw new Error('Not copied yet.');
  });
  await take(2_000);
  await vscode.quickPick.pick('Delete the old key now');
  await vscode.dialog.shown(/Delete the old key of/);
  await take(2_500);
  await vscode.dialog.button('Delete the Old Key');
  await vscode.notifications.shown(/“Storefront staging”: the key was rotated/);
  await take(3_500);
}

/** Opens a file, as a person does who knows its name. */
async function openFile(vscode: Workbench, name: string): Promise<void> {
  await vscode.page.keyboard.press('Control+p');
  await vscode.quickPick.shown();
  await vscode.quickPick.type(name);
  await vscode.quickPick.pick(name);
  await vscode.page.locator('.tab.active', { hasText: name }).waitFor();
  await vscode.page.locator('.editor-instance .view-line').first().waitFor();
}

/** Makes the side bar as wide as its rows need. */
async function widenSideBar({ page }: Workbench): Promise<void> {
  const bar = await page.locator('.part.sidebar').boundingBox();
  if (!bar) throw new Error('There is no side bar.');
  const edge = bar.x + bar.width;
  await page.mouse.move(edge, bar.y + bar.height / 2);
  await page.mouse.down();
  await page.mouse.move(bar.x + SIDE_BAR, bar.y + bar.height / 2, { steps: 4 });
  await page.mouse.up();
}

async function filled(vscode: Workbench, view: string): Promise<void> {
  await eventually(async () => {
    if ((await vscode.view(view).size()) === 0) throw new Error(`"${view}" stays empty.`);
  });
}

/** In pixels of the window. */
const SIDE_BAR = 420;

const wanted = process.argv.slice(2);
const home = temporaryDirectory('screenshots');
const folder = path.join(home.path, 'shop');
await mkdir(folder);
await writeFile(path.join(folder, 'checkout.py'), PROGRAM);
await writeFile(path.join(folder, '.env'), 'TRIPARTIE_URL=http://127.0.0.1:4010\nTRIPARTIE_CLIENT_ID=\n');
await ensureFonts();
await buildPackage();
for (const { name, theme, height = 760, prepare } of scenes) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const size = { width: 1200, height };
  const settings = { 'editor.minimap.enabled': false };
  const env = { TRIPARTIE_SANDBOX: '1' };
  const vscode = await startVsCode({ vsix, builtIns: 'all', theme, size, scale: 2, settings, folder, env });
  const frames: Frame[] = [];
  const take = async (ms: number) => {
    frames.push({ png: await vscode.picture(), ms });
  };
  try {
    await openFile(vscode, 'checkout.py');
    await vscode.openContainer('Tripartie');
    await widenSideBar(vscode);
    await filled(vscode, 'API Clients');
    await filled(vscode, 'Users');
    await prepare(vscode, take);
    const file = path.join(root, 'media/screenshots', `${name}.webp`);
    if (frames.length > 0) await writeMovingPicture(file, frames);
    else await writePicture(file, await vscode.picture());
    console.log(path.relative(root, file));
  } finally {
    await vscode.close();
  }
}
for (const theme of ['light', 'dark', 'hc-light', 'hc-dark'] as const) {
  if (wanted.length > 0 && !wanted.includes('two-factor')) continue;
  const file = path.join(root, 'media/screenshots', `two-factor-${theme}.webp`);
  await drawTwoFactorStates(file, theme);
  console.log(path.relative(root, file));
}
