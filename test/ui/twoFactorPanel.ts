import jsqr from 'jsqr';
import type { Locator } from 'playwright-core';
import { eventually, patienceMs } from '../host/eventually.ts';
import { WebviewPage } from './webviewPage.ts';

/** The panel that sets up two-factor sign-in, in the words of the person who looks at it. */
export class TwoFactorPanel extends WebviewPage {
  /** Opens it from the palette and waits for its first words. */
  async open(): Promise<this> {
    await this.vscode.runCommand('Tripartie: Set Up Two-Factor Sign-In');
    await this.shown(/Two-factor sign-in/);
    return this;
  }

  /** Waits for a step, by its heading; a string is the whole heading, as some begin with the whole of another. */
  async shown(heading: string | RegExp): Promise<void> {
    const step = this.content.getByRole('heading', { level: 1, name: heading, exact: true });
    await step.waitFor({ timeout: patienceMs });
  }

  get code(): Locator {
    return this.content.getByLabel(/-digit code from the app/);
  }

  /** Types a code and presses Enter. */
  async enter(code: string): Promise<void> {
    await this.code.fill(code, { timeout: patienceMs });
    await this.code.press('Enter');
  }

  /** What is said at the field for the code, to eyes and screen readers; waits until something is. */
  complaint(): Promise<string> {
    return eventually(async () => {
      const text = await this.announced('alert');
      if (text === '') throw new Error('Nothing is said at the field.');
      return text;
    });
  }

  /** The key as it is written beside the QR code, without the gaps. */
  async key(): Promise<string> {
    const groups = await this.content.locator('.key span').allTextContents();
    return groups.join('');
  }

  /** Reads the QR code from the screen, as soon as it is drawn there. */
  readQr(): Promise<string> {
    return eventually(async () => {
      const text = await this.decodeQr();
      if (text === undefined) throw new Error('There is no QR code to be read.');
      return text;
    });
  }

  /** Takes a picture of the QR code as it is on the screen, and reads that with another decoder. */
  private async decodeQr(): Promise<string | undefined> {
    const qr = this.content.locator('.qr');
    await qr.locator('svg').waitFor({ timeout: patienceMs });
    const png = await qr.screenshot({ animations: 'disabled' });
    const { pixels, width, height } = await this.vscode.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      let text = '';
      for (const byte of data) text += String.fromCharCode(byte);
      return { pixels: btoa(text), width: bitmap.width, height: bitmap.height };
    }, png.toString('base64'));
    return jsqr(new Uint8ClampedArray(Buffer.from(pixels, 'base64')), width, height)?.data;
  }

  /** Closes its tab. */
  async close(): Promise<void> {
    await this.vscode.runCommand('View: Close All Editors');
    await this.vscode.page.locator('iframe.webview').waitFor({ state: 'detached', timeout: patienceMs });
  }
}
