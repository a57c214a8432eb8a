import { type ApiClient, NotSignedInError } from '../../api/index.ts';
import { askText } from '../../ui/askText.ts';
import { clientName } from '../../ui/clientName.ts';
import { explain } from '../../ui/explain.ts';
import { fail, inform } from '../../ui/notify.ts';
import { secretIn } from '../profiles/clientIn.ts';
import { titleName } from '../profiles/profile.ts';
import type { Account } from '../session.ts';
import { StoreError } from './vault.ts';
import { whoseSecret } from './whoseSecret.ts';

/**
 * `Tripartie: Import API Client Secret…`: for a client made elsewhere; kept only if it fetches a token.
 * @param name of the client, plain text
 * @returns whether the secret is stored
 */
export async function importSecret(
  account: Account,
  { identifier }: Pick<ApiClient, 'identifier'>,
  name: string,
): Promise<boolean> {
  const answer = await askText({
    title: `Import the secret of “${name}” – ${titleName(account)}`,
    about: account,
    prompt: 'Paste the secret. It is tried with Tripartie before it is kept.',
    password: true,
    validate: (value) => (secretIn(value) === '' ? 'Paste the secret.' : undefined),
    check: async (value, signal) => {
      try {
        await account.client.fetchToken({ identifier, secret: secretIn(value) }, { signal });
        return undefined;
      } catch (error) {
        if (!(error instanceof NotSignedInError)) return explain(error).message;
        const other = await whoseSecret(account, value, signal);
        return other
          ? `This is the secret of “${clientName(other)}”.`
          : 'Tripartie does not accept this secret for this client.';
      }
    },
  });
  if (answer.kind !== 'answer') return false;
  const secret = secretIn(answer.value);
  try {
    await account.secrets.keep(identifier, secret, { name, isSaved: true });
    account.note('secret imported', { identifier, name });
    void inform(`The secret of “${name}” works and is stored in this editor.`);
    return true;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    await account.secrets.release(identifier);
    void fail(
      `The secret of “${name}” works, but the editor’s secret store did not keep it. It is still where you copied it from.`,
    );
    return false;
  }
}
