import { type TOTP, URI } from 'otpauth';
import { openSetting, signInWithKey } from '../ui/support.ts';
import { TwoFactorPanel } from '../ui/twoFactorPanel.ts';
import { launchChromium } from './chromium.ts';
import { writePicture } from './picture.ts';
import type { Theme } from './versions.ts';

/** Width of one state in the picture, in pixels. */
const WIDTH = 500;

/** Leads through the states of the panel for two-factor sign-in in a theme, and writes one picture of all of them. */
export async function drawTwoFactorStates(file: string, theme: Theme): Promise<void> {
  const setting = await openSetting({}, { theme, size: { width: 860, height: 580 }, scale: 2 });
  const states: { words: string; png: Buffer }[] = [];
  try {
    const { vscode, sandbox } = setting;
    await signInWithKey(setting);
    await vscode.view('Account').item('Two-factor sign-in');
    await vscode.runCommand('View: Toggle Primary Side Bar Visibility');
    const panel = new TwoFactorPanel(vscode);
    const take = async (words: string) => {
      const png = await vscode.page.locator('.part.editor .editor-container').first().screenshot({ caret: 'hide' });
      states.push({ words, png });
    };
    await panel.open();
    await panel.shown('Two-factor sign-in');
    await panel.button('Show QR code').waitFor();
    await take('What will happen');
    await panel.press('Show QR code');
    const totp = URI.parse(await panel.readQr()) as TOTP;
    await take('Scan it, or type the key');
    await panel.enter('000000');
    await panel.complaint();
    await take('A wrong code is said at its field');
    await panel.enter(totp.generate());
    await panel.shown('Two-factor sign-in is on');
    await take('On, now that a code was accepted');
    await panel.close();
    await panel.open();
    await panel.shown('Two-factor sign-in is on already');
    await take('Later: off again with a code');
    await panel.close();
    sandbox.faults.add({ path: '/me', kind: 'status', status: 503, times: 'always' });
    await vscode.runCommand('Tripartie: Set Up Two-Factor Sign-In');
    await panel.shown('Your account could not be looked at');
    await take('What went wrong, and what helps');
  } finally {
    await setting.close();
  }
  await compose(states, file);
}

async function compose(states: readonly { words: string; png: Buffer }[], file: string): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 2 * WIDTH + 48, height: 600 }, deviceScaleFactor: 2 });
    const figures = states.map(
      ({ words, png }, index) =>
        `<figure><figcaption>${index + 1}. ${words}</figcaption><img src="data:image/png;base64,${png.toString('base64')}"></figure>`,
    );
    await page.setContent(`<style>
      body { display: grid; grid-template-columns: repeat(2, ${WIDTH}px); gap: 16px; margin: 16px; font: 15px sans-serif; }
      figure { margin: 0; } figcaption { margin-bottom: 6px; } img { width: 100%; border: 1px solid #ccc; }
    </style>${figures.join('')}`);
    await writePicture(file, await page.screenshot({ fullPage: true }));
  } finally {
    await browser.close();
  }
}
