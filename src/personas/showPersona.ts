import * as vscode from 'vscode';
import { CancelledError, createClient, NotSignedInError, type Persona } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import { StoreError } from '../session/secrets/vault.ts';
import type { Account } from '../session/session.ts';
import { explain } from '../ui/explain.ts';
import { plain, withoutIcons } from '../ui/plainText.ts';
import { askText, whileBusy } from '../ui/steps.ts';
import { forgetPersonaKey, keepPersonaKey, readPersonaKey } from './personaKeys.ts';

/** Longest persona key that is taken for one, in characters. */
const KEY_MAX = 16_384;

/** `Tripartie: Show Persona Behind a Key…`: asks for the key once, masked, and keeps it in the secret store. */
export async function showPersona(account: Account): Promise<void> {
  const kept = await readPersonaKey(account).catch(() => undefined);
  if (kept === undefined) return askForKey(account);
  let persona: Persona;
  try {
    persona = await whileBusy('Looking up the persona', (signal) => lookUp(account, kept, signal));
  } catch (error) {
    if (error instanceof CancelledError) return;
    return notShown(account, error);
  }
  await show(account, persona);
}

async function askForKey(account: Account): Promise<void> {
  let persona: Persona | undefined;
  const key = await askText({
    title: `Show persona – ${titleName(account)}`,
    left: account.left,
    prompt: `Paste the persona’s key. It is sent to ${account.origin} only, and kept in the editor’s secret store.`,
    placeholder: 'Persona key',
    password: true,
    validate: (value) => {
      const cleaned = clean(value);
      if (cleaned.length > KEY_MAX) return 'This is too long to be a persona key.';
      return /^[!-~]+$/.test(cleaned) ? undefined : 'This is not a key: it has letters, digits and signs only.';
    },
    check: async (value, signal) => {
      try {
        persona = await lookUp(account, clean(value), signal);
        return undefined;
      } catch (error) {
        return error instanceof NotSignedInError ? 'Tripartie does not accept this key.' : explain(error).message;
      }
    },
  });
  if (typeof key !== 'string' || !persona) return;
  try {
    await keepPersonaKey(account, clean(key));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    void vscode.window.showWarningMessage(
      'The editor’s secret store did not keep the persona’s key. It will be asked for again.',
    );
  }
  await show(account, persona);
}

/** The API may want the key plain or after `Bearer`, as it is set up: a refusal of the one is worth a look with the other. */
async function lookUp({ origin }: Account, key: string, signal: AbortSignal): Promise<Persona> {
  const look = (bearer: boolean) =>
    createClient({ origin, credential: { kind: 'personaKey', key, bearer } }).personaMe({ signal });
  try {
    return await look(false);
  } catch (error) {
    if (error instanceof NotSignedInError) return look(true);
    throw error;
  }
}

async function show(account: Account, persona: Persona): Promise<void> {
  const rows: readonly [icon: string, what: string, value: string | number | undefined][] = [
    ['mail', 'Email', persona.email],
    ['device-mobile', 'Telephone', persona.mobilePhoneNumber],
    ['globe', 'Language', persona.language],
    ['symbol-number', 'Number', persona.id],
  ];
  const pick = await vscode.window.showQuickPick(
    [
      ...rows.flatMap(([icon, what, value]) =>
        value === undefined
          ? []
          : [{ label: `$(${icon}) ${withoutIcons(String(value))}`, description: what, text: plain(String(value)) }],
      ),
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      { label: '$(key) Use another key…', description: 'It takes the place of this one', act: askForKey },
      { label: '$(trash) Forget this key', description: 'The persona itself stays', act: forget },
    ],
    {
      title: `${withoutIcons(`${persona.firstName ?? ''} ${persona.lastName ?? ''}`) || 'Persona'} – ${titleName(account)}`,
      placeHolder: 'Enter copies a value',
    },
  );
  if (!pick) return;
  if ('act' in pick) return pick.act(account);
  if (!('text' in pick)) return;
  await vscode.env.clipboard.writeText(pick.text);
  vscode.window.setStatusBarMessage(`$(check) ${pick.description} copied`, 4_000);
}

async function notShown(account: Account, error: unknown): Promise<void> {
  const refused = error instanceof NotSignedInError;
  const choice = await vscode.window.showErrorMessage(
    refused
      ? 'Tripartie does not accept the persona’s key any more.'
      : `The persona is not shown. ${explain(error).message}`,
    ...(refused ? ['Replace Key'] : ['Try Again', 'Replace Key']),
  );
  if (choice === 'Replace Key') await askForKey(account);
  if (choice === 'Try Again') await showPersona(account);
}

async function forget(account: Account): Promise<void> {
  try {
    await forgetPersonaKey(account);
    vscode.window.setStatusBarMessage('$(check) Persona key forgotten', 4_000);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    void vscode.window.showErrorMessage(
      'The editor’s secret store did not delete the persona’s key. It is still here.',
    );
  }
}

function clean(pasted: string): string {
  return pasted
    .trim()
    .replace(/^["']|["']$/g, '')
    .replace(/^Bearer /i, '')
    .trim();
}
