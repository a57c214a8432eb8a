import type * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import { lineOf, parse } from '../dotenv/index.ts';
import type { Known } from '../session/knownClients.ts';
import { ENV_FILE_MAX } from '../session/places.ts';
import { ENVIRONMENT_LABELS } from '../session/profiles/environments.ts';
import { clientName } from '../ui/clientName.ts';
import { codeLens } from '../ui/codeLens.ts';
import { commandOf } from '../ui/commands.ts';
import { showsKeysInEnvFiles } from '../ui/settings.ts';
import { shortAge } from '../ui/time.ts';
import type { Kept } from './keptKeys.ts';
import { isLookedAt } from './lookedAt.ts';

/** Above each line of a `.env` file with the identifier of a key: "checkout · Staging · 83 d · Rotate". */
export function lensesIn(
  document: vscode.TextDocument,
  kept: Kept | undefined,
  known: Known | undefined,
): vscode.CodeLens[] {
  if (!kept || !showsKeysInEnvFiles() || !isLookedAt(document)) return [];
  const bytes = new TextEncoder().encode(document.getText());
  if (bytes.length > ENV_FILE_MAX) return [];
  const dotenv = parse(bytes);
  if (dotenv.kind !== 'read') return [];
  return dotenv.assignments.flatMap(({ text, lineFrom }) => {
    const command = commandFor(text, kept, known);
    if (!command) return [];
    const line = lineOf(bytes, lineFrom);
    return [codeLens(line, command)];
  });
}

/** Names of variables that may hold the identifier of a key: for them it is worth asking which there are. */
const TELLING = /tripartie|client_?id|identifier/i;

/** Whether a file of variables may have a key whose name is not known by now. */
export function mayHaveKey(document: vscode.TextDocument, kept: Kept | undefined): boolean {
  if (!kept || !showsKeysInEnvFiles() || !isLookedAt(document)) return false;
  const text = document.getText();
  return TELLING.test(text) || [...kept.byIdentifier.keys()].some((identifier) => text.includes(identifier));
}

/** Of what is the identifier of no key, nothing is said. */
function commandFor(identifier: string, kept: Kept, known: Known | undefined): vscode.Command | undefined {
  const { account } = kept;
  const key = kept.byIdentifier.get(identifier);
  const client = known?.clients.find((each) => each.identifier === identifier);
  if (client) {
    const about = [clientName(client), ENVIRONMENT_LABELS[account.environment], ageOf(client, account)];
    if (key?.replacedBy !== undefined) {
      return commandOf('tripartie.continueRotation', [...about, 'being rotated'].join(' · '));
    }
    if (account.readOnly) return { title: about.join(' · '), command: '' };
    return commandOf('tripartie.rotateApiClient', [...about, 'Rotate'].join(' · '), {
      identifier,
      scope: account.scope,
    });
  }
  if (!key || key.scope === account.scope) return undefined;
  const elsewhere = kept.nameOf(key.scope) ?? 'another account';
  return commandOf('tripartie.switchProfile', `${elsewhere} · Switch Profile`);
}

function ageOf({ createdAt }: ApiClient, { client }: Kept['account']): string {
  const age = shortAge(createdAt, client.now());
  return age.replace(/ d$/, ' days');
}
