import * as vscode from 'vscode';
import type { SecretPlace } from '../contributes/commands.ts';
import type { Names } from '../dotenv/index.ts';
import type { KnownClients } from '../session/knownClients.ts';
import { requireAccount } from '../session/require.ts';
import type { HandedKey } from '../session/secrets/handOver.ts';
import type { Account, Session } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import { runCommand } from '../ui/commands.ts';
import { inform, sayLate, warn } from '../ui/notify.ts';
import type { KeptKeys } from './keptKeys.ts';
import { type Literal, literalAt } from './literal.ts';
import { isLookedAt, isWritten } from './lookedAt.ts';
import { secretsIn } from './secretsIn.ts';

/** What puts a key into a `.env` file, asking the person where. @returns the names that it is there under now */
export type WriteToEnv = (account: Account, key: HandedKey) => Promise<Names | undefined>;

/**
 * `Move It to .env…`: the key goes where the person says, and a reference of the language takes the secret's place in the
 * source. A document without other changes is saved then, so that the secret is off the disk.
 */
export async function moveToEnv(
  session: Session,
  keys: KeptKeys,
  known: KnownClients,
  writeToEnv: WriteToEnv,
  place: SecretPlace,
): Promise<void> {
  const account = await requireAccount(session);
  if (!account) return;
  // It was offered for another account.
  if (account.scope !== place.scope) return sayLate();
  const uri = vscode.Uri.parse(place.uri);
  // Of a key that was rotated, the one that takes its place goes there.
  const identifier = keys.latest?.byIdentifier.get(place.identifier)?.replacedBy ?? place.identifier;
  const client = (await known.soon())?.clients.find((each) => each.identifier === identifier);
  const name = clientName(client ?? { identifier });
  const found = await literalIn(keys, uri, place);
  if (!found) return void inform(`The secret of “${name}” does not stand there any more. Nothing was changed.`);
  const secret = await account.secrets.read(identifier).catch(() => undefined);
  if (secret === undefined) return void warn(`The secret of “${name}” is not in this editor. Nothing was changed.`);
  const names = await writeToEnv(account, { identifier, name: client?.name, secret });
  if (!names) return;
  // Whoever answered three questions may have typed meanwhile.
  const now = await literalIn(keys, uri, place);
  const end = now ? await replace(uri, now, names) : 'changed';
  if (end === 'changed') {
    return void warn(
      `“${name}” is in .env as ${names.secret}, but the source was changed meanwhile and still has the secret. Replace it there.`,
    );
  }
  const lacks = now?.lacks === undefined ? '' : ` It needs “${now.lacks}” too.`;
  const unsaved = end === 'unsaved' ? ' Save the file, so that the secret is off the disk.' : '';
  const words = `The source reads ${names.secret} now.${lacks}${unsaved}`;
  if (identifier !== place.identifier) return void inform(words);
  const pressed = await inform(
    `${words} Rotate the key if anybody has seen the file before: it still opens what it opened.`,
    account,
    { id: 'rotate', label: 'Rotate' },
  );
  if (pressed) await runCommand('tripartie.rotateApiClient', { identifier, scope: account.scope });
}

/** The secret of a key in a document that can be moved, nearest to where it was seen; of documents that keys are looked for in. */
async function literalIn(keys: KeptKeys, uri: vscode.Uri, place: SecretPlace): Promise<Literal | undefined> {
  if (!isWritten(uri)) return undefined;
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
  const { latest } = keys;
  if (!document || !latest || !isLookedAt(document)) return undefined;
  const found = await secretsIn(document, latest, latest.account.ended);
  if (found === 'changed') return undefined;
  const places = found
    .filter(({ key }) => key.identifier === place.identifier && key.scope === place.scope)
    .map(({ range }) => range)
    .sort((one, other) => Math.abs(one.start.line - place.line) - Math.abs(other.start.line - place.line));
  for (const range of places) {
    const literal = literalAt(document, range);
    if (literal) return literal;
  }
  return undefined;
}

async function replace(
  uri: vscode.Uri,
  { range, reference }: Literal,
  names: Names,
): Promise<'saved' | 'unsaved' | 'changed'> {
  const document = await vscode.workspace.openTextDocument(uri);
  const wasSaved = !document.isDirty;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, range, reference(names.secret));
  if (!(await vscode.workspace.applyEdit(edit))) return 'changed';
  // What else was typed is the person's to save.
  return wasSaved && (await document.save()) ? 'saved' : 'unsaved';
}
