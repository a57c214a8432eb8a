import * as vscode from 'vscode';
import type { Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { registerCommand } from '../ui/commands.ts';
import type { TotpPanel } from './panel.ts';

/** The commands of two-factor sign-in. What they need is read when one is called first, not at activation. */
export function registerTotp(
  session: Session,
  clipboard: SecretClipboard,
  extensionUri: vscode.Uri,
): vscode.Disposable {
  let panel: Promise<TotpPanel> | undefined;
  const openPanel = async () => {
    panel ??= import('./panel.ts').then(({ TotpPanel }) => new TotpPanel(session, clipboard, extensionUri));
    await (await panel).open();
  };
  return vscode.Disposable.from(
    registerCommand('tripartie.setUpTwoFactor', openPanel),
    registerCommand('tripartie.turnOffTwoFactor', async () => {
      const { turnOffTwoFactor } = await import('./turnOff.ts');
      await turnOffTwoFactor(session);
    }),
    { dispose: () => void panel?.then((opened) => opened.dispose()) },
  );
}
