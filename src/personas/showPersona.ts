import * as vscode from 'vscode';
import { CancelledError, createClient, NotSignedInError, type Persona } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import { StoreError } from '../session/secrets/vault.ts';
import type { Account } from '../session/session.ts';
import { askText } from '../ui/askText.ts';
import { REPLACE_KEY, TRY_AGAIN } from '../ui/buttons.ts';
import { explain } from '../ui/explain.ts';
import { fail, showDone, warn } from '../ui/notify.ts';
import { type Choice, pickOne, SEPARATOR } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { whileBusy } from '../ui/whileBusy.ts';
import { personaKeyIn } from './personaKeyIn.ts';
import { forgetPersonaKey, keepPersonaKey, readPersonaKey } from './personaKeys.ts';

/** Longest persona key that is taken for one, in characters. */
const KEY_MAX = 16_384;

/** `Tripartie: Show Persona Behind a Key…`: asks for the key once, masked, and keeps it in the secret store. */
export async function showPersona(account: Account): Promise<void> {
  const kept = await readPersonaKey(account).catch(() => undefined);
  if (kept === undefined) return askForKey(account);
  let persona: Persona;
  try {
    persona = await whileBusy('Looking up the persona', ({ signal }) => lookUp(account, kept, signal));
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
    about: account,
    prompt: `Paste the persona’s key. It is sent to ${account.origin} only, and kept in the editor’s secret store.`,
    placeholder: 'Persona key',
    password: true,
    validate: (value) => {
      const cleaned = personaKeyIn(value);
      if (cleaned.length > KEY_MAX) return 'This is too long to be a persona key.';
      return /^[!-~]+$/.test(cleaned) ? undefined : 'This is not a key: it has letters, digits and signs only.';
    },
    check: async (value, signal) => {
      try {
        persona = await lookUp(account, personaKeyIn(value), signal);
        return undefined;
      } catch (error) {
        return error instanceof NotSignedInError ? 'Tripartie does not accept this key.' : explain(error).message;
      }
    },
  });
  if (key.kind !== 'answer' || !persona) return;
  try {
    await keepPersonaKey(account, personaKeyIn(key.value));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    void warn('The editor’s secret store did not keep the persona’s key. It will be asked for again.');
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
  const picked = await pickOne<() => Promise<void>>({
    title: `${plain(`${persona.firstName ?? ''} ${persona.lastName ?? ''}`) || 'Persona'} – ${titleName(account)}`,
    about: account,
    placeholder: 'Enter copies a value',
    items: [
      ...rows.flatMap(([icon, what, value]) =>
        value === undefined ? [] : [valueRow(icon, what, plain(String(value)))],
      ),
      SEPARATOR,
      {
        icon: 'key',
        label: 'Use another key…',
        description: 'It takes the place of this one',
        value: () => askForKey(account),
      },
      {
        icon: 'trash',
        label: 'Forget this key',
        description: 'The persona itself stays',
        value: () => forget(account),
      },
    ],
  });
  if (picked.kind === 'answer') await picked.value();
}

function valueRow(icon: string, what: string, text: string): Choice<() => Promise<void>> {
  const copy = async () => {
    await vscode.env.clipboard.writeText(text);
    showDone(`${what} copied`);
  };
  return { icon, label: text, description: what, value: copy };
}

async function notShown(account: Account, error: unknown): Promise<void> {
  const pressed =
    error instanceof NotSignedInError
      ? await fail('Tripartie does not accept the persona’s key any more.', account, REPLACE_KEY)
      : await fail(`The persona is not shown. ${explain(error).message}`, account, TRY_AGAIN, REPLACE_KEY);
  if (pressed === 'replaceKey') await askForKey(account);
  if (pressed === 'tryAgain') await showPersona(account);
}

async function forget(account: Account): Promise<void> {
  try {
    await forgetPersonaKey(account);
    showDone('Persona key forgotten');
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    void fail('The editor’s secret store did not delete the persona’s key. It is still here.');
  }
}
