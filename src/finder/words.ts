import type { Known } from '../session/knownClients.ts';
import { accountName } from '../session/profiles/profile.ts';
import type { Standing } from '../session/standing.ts';
import { clientName } from '../ui/clientName.ts';
import { plain } from '../ui/plainText.ts';
import type { Kept, KeptKey } from './keptKeys.ts';

/** Whose key it is: “checkout” of Acme · Staging. Of another account only the identifier is known here. */
export function keyWords(key: Pick<KeptKey, 'identifier' | 'scope'>, kept: Kept, known: Known | undefined): string {
  const { account } = kept;
  if (key.scope !== account.scope) {
    return `API client ${plain(key.identifier, 32)} of ${kept.nameOf(key.scope) ?? 'another account'}`;
  }
  const client = known?.clients.find(({ identifier }) => identifier === key.identifier);
  const name = client ? `“${clientName(client)}”` : `API client ${plain(key.identifier, 32)}`;
  return `${name} of ${accountName({ ...account, readOnly: false })}`;
}

/** The same in a row: of the account that is signed in, the name alone. */
export function keyLabel(key: Pick<KeptKey, 'identifier' | 'scope'>, kept: Kept, known: Known | undefined): string {
  const client = known?.clients.find(({ identifier }) => identifier === key.identifier);
  return client && key.scope === kept.account.scope ? clientName(client) : keyWords(key, kept, known);
}

/** That a secret is in a file, and what that means for the key. Never with the secret. */
export function sightingWords(key: KeptKey, who: string, standing: Standing, elsewhere: string | undefined): string {
  const secret =
    key.replacedBy !== undefined ? `The old secret of ${who}, which a rotation replaces,` : `The secret of ${who}`;
  const here = elsewhere === undefined ? '' : ` You are signed in to ${elsewhere}.`;
  return `${secret} is in this file. ${STANDING[standing]}${here}`;
}

const STANDING: Readonly<Record<Standing, string>> = {
  tracked: 'Git tracks it: everybody with the repository gets what is committed, and its history keeps it.',
  exposed: 'Git does not ignore it: the next “git add” takes it along.',
  unknown: 'Nobody could say whether git takes it along.',
  ignored: 'Git ignores it. Whoever gets the file has the key.',
  noRepository: 'Whoever gets the file has the key.',
};
