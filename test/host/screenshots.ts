// npm run screenshots: drives the built package and writes the README's pictures to media/screenshots/. Words after it
// pick scenes by their names.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { KNOWN_ORIGINS } from '../../src/api/origin.ts';
import { profileFilesOf } from '../ui/profileFilesOf.ts';
import { buildPackage } from './buildPackage.ts';
import { eventually } from './eventually.ts';
import { temporaryDirectory } from './lifetime.ts';
import { root, vsix } from './paths.ts';
import { drawTwoFactorStates } from './twoFactorPicture.ts';
import type { Theme } from './versions.ts';
import { startVsCode, type Workbench } from './workbench.ts';

/** One picture: what is done in a VS Code that is signed in to the sandbox account before it is taken. */
interface Scene {
  readonly name: string;
  readonly theme: Theme;
  prepare(vscode: Workbench): Promise<void>;
}

const scenes: readonly Scene[] = [
  {
    name: 'views',
    theme: 'light',
    prepare: async (vscode) => {
      await (await vscode.view('API Clients').item('Storefront production')).expand();
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
    name: 'rotate',
    theme: 'light',
    prepare: startRotation,
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

async function filled(vscode: Workbench, view: string): Promise<void> {
  await eventually(async () => {
    if ((await vscode.view(view).size()) === 0) throw new Error(`"${view}" stays empty.`);
  });
}

const wanted = process.argv.slice(2);
const home = temporaryDirectory('screenshots');
const folder = path.join(home.path, 'shop');
await mkdir(folder);
await buildPackage();
for (const { name, theme, prepare } of scenes) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const size = { width: 1100, height: 720 };
  const vscode = await startVsCode({ vsix, theme, size, folder, env: { TRIPARTIE_SANDBOX: '1' } });
  try {
    await vscode.openContainer('Tripartie');
    await filled(vscode, 'API Clients');
    await filled(vscode, 'Users');
    await prepare(vscode);
    const file = path.join(root, 'media/screenshots', `${name}.png`);
    await vscode.screenshot(file);
    console.log(path.relative(root, file));
  } finally {
    await vscode.close();
  }
}
for (const theme of ['light', 'dark', 'hc-light', 'hc-dark'] as const) {
  if (wanted.length > 0 && !wanted.includes('two-factor')) continue;
  const file = path.join(root, 'media/screenshots', `two-factor-${theme}.png`);
  await drawTwoFactorStates(file, theme);
  console.log(path.relative(root, file));
}
