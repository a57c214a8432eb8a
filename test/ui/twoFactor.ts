import assert from 'node:assert/strict';
import { type TOTP, URI } from 'otpauth';
import { eventually } from '../host/eventually.ts';
import type { Setting } from './support.ts';
import { TwoFactorPanel } from './twoFactorPanel.ts';

/** What an authenticator app makes of an address: the code of now, or of steps of 30 seconds later. */
export function codeOf(uri: string, later = 0): string {
  return (URI.parse(uri) as TOTP).generate({ timestamp: Date.now() + later * 30_000 });
}

/** Notes the addresses that the API gives out, as the panel gets them. */
export function noteUris({ sandbox }: Setting): string[] {
  const given: string[] = [];
  const answer = sandbox.fetch;
  sandbox.fetch = async (request) => {
    const response = await answer(request);
    if (request.url.endsWith('/totp-setup') && response.ok) {
      given.push(((await response.clone().json()) as { totpUri: string }).totpUri);
    }
    return response;
  };
  return given;
}

/** Waits until the Account view says that it is off. */
export async function isOff({ vscode }: Setting): Promise<void> {
  const row = await vscode.view('Account').item('Two-factor sign-in');
  await eventually(async () => assert.equal(await row.description(), 'off'));
}

/** Opens the panel as far as the code that is asked for. */
export async function openToCode(setting: Setting): Promise<TwoFactorPanel> {
  const panel = await new TwoFactorPanel(setting.vscode).open();
  await panel.press('Show QR code');
  await panel.shown(/Scan this/);
  return panel;
}
