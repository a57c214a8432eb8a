import { addressIn, type PersonaAccess } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { askText } from '../ui/askText.ts';
import { CLIPBOARD_LIFETIME_MS, type SecretClipboard } from '../ui/clipboard.ts';
import { copySecret } from '../ui/copySecret.ts';
import { characters, EXAMPLES, email, orNothing, orNull } from '../ui/fields.ts';
import { type Draft, fillIn } from '../ui/form.ts';
import { inform } from '../ui/notify.ts';
import { plain } from '../ui/plainText.ts';
import { longDate, until } from '../ui/time.ts';

/** `Tripartie: Create Persona Sign-In Link…`: an address that signs in whoever opens it, so it is handled like a secret. */
export async function createPersonaLink(account: Account, draft: Draft, clipboard: SecretClipboard): Promise<void> {
  const title = `Persona sign-in link – ${titleName(account)}`;
  const access = await fillIn({
    title,
    about: account,
    fields: [
      {
        name: 'email',
        prompt: 'The persona’s email address. Leave it empty to use the telephone.',
        placeholder: EXAMPLES.email,
        validate: orNothing(email),
      },
      {
        name: 'mobilePhoneNumber',
        prompt: 'The persona’s mobile telephone. Leave it empty if you gave the address.',
        placeholder: EXAMPLES.telephone,
        validate: (value) =>
          value.trim() === '' && !draft.get('email')?.trim()
            ? 'Tripartie has to know who: type the telephone number, or go back and type the address.'
            : orNothing(characters(1, 32))(value),
      },
      {
        name: 'targetUrl',
        prompt: 'Optional: where the link leads. Otherwise it is the start page.',
        placeholder: 'https://…',
        validate: orNothing(webAddress),
      },
    ],
    draft,
    progress: 'Making the link',
    failed: 'There is no link.',
    lost: 'A link that nobody has seen ends by itself; it is safe to make another.',
    send: (value, call) => {
      const optional = (name: string) => orNull(value(name).trim());
      return account.client.authenticatePersona(
        {
          email: orNull(addressIn(value('email'))),
          mobilePhoneNumber: optional('mobilePhoneNumber'),
          targetUrl: optional('targetUrl'),
        },
        call,
      );
    },
  });
  if (access.kind === 'answer') await showLink(account, title, access.value, clipboard);
}

/** In an input box: it can be read to its end, and is gone with it. A notification would stay in the editor's list. */
async function showLink(
  account: Account,
  title: string,
  { authUrl, expiresAt }: PersonaAccess,
  clipboard: SecretClipboard,
): Promise<void> {
  const ends = expiresAt ? `It works until ${longDate(expiresAt)} (${until(expiresAt)}).` : 'It ends in about an hour.';
  const answer = await askText({
    title,
    about: account,
    prompt: `${ends} Whoever opens it is signed in as the persona. Enter copies it.`,
    value: plain(authUrl, 4096),
    secret: true,
    validate: () => undefined,
  });
  if (answer.kind !== 'answer') return;
  const seconds = CLIPBOARD_LIFETIME_MS / 1000;
  await copySecret(clipboard, authUrl, () => {
    void inform(`The sign-in link is on the clipboard, for ${seconds} seconds. ${ends}`);
  });
}

function webAddress(value: string): string | undefined {
  const text = value.trim();
  return /^https?:\/\//.test(text) && URL.canParse(text) ? undefined : 'Type an address that begins with https://.';
}
