import * as vscode from 'vscode';
import type { PlaceState } from '../dotenv/index.ts';
import type { DueClient, RotationEnd, ToolResult, Unavailable, WithoutSecret } from './results.ts';

/**
 * Turns what a tool came to into what the model reads: a sentence or two, then a line of JSON for each item. The only
 * place where that text is made, and it writes the fields that it names, whatever else an object may carry.
 */
export function toToolResult<R extends ToolResult>(result: R & WithoutSecret<R>): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(textOf(result))]);
}

const UNAVAILABLE: Readonly<Record<Unavailable, string>> = {
  signedOut:
    'Nobody is signed in to Tripartie in this editor. The person can sign in with the command “Tripartie: Sign In…”.',
  keyRefused:
    'Tripartie no longer accepts the key of the account that is signed in. The person can replace it with the command “Tripartie: Replace Key…”.',
  needsPersonalKey:
    'The account that is signed in is an API client, which may not look at users and API clients. The person can sign in with a personal key.',
  tooSlow: 'Tripartie did not answer in time, so nothing can be said.',
  cancelled: 'Cancelled.',
  untrusted: 'The person has not trusted this workspace, so no file of it was looked at.',
};

function textOf(result: ToolResult): string {
  switch (result.kind) {
    case 'unavailable':
      return UNAVAILABLE[result.because];
    case 'failed':
      return result.message;
    case 'users': {
      const { account, users, seen, complete } = result;
      const rest = complete ? '' : ' The list was not read to its end, so there may be more: ask again in a moment.';
      return lines(
        `${account}: ${users.length} of the ${seen} users looked at match.${rest}`,
        users.map(({ id, name, email, roleInCompany, roles, twoFactor }) => ({
          id,
          name,
          email,
          roleInCompany,
          roles,
          twoFactor,
        })),
      );
    }
    case 'clients': {
      const { account, clients, complete } = result;
      return lines(
        `${account}: ${clients.length} API clients.${incomplete(complete)}`,
        clients.map(({ name, identifier, ageDays, scopes, due, rotation }) => ({
          name,
          identifier,
          ageDays,
          scopes,
          due,
          rotation,
        })),
      );
    }
    case 'due':
      return dueText(result);
    case 'noSuchClient':
      return `${result.account} has no API client with this identifier. tripartie_list_api_clients gives the identifiers.`;
    case 'places': {
      const { account, client, places } = result;
      return lines(
        `API client ${JSON.stringify({ name: client.name, identifier: client.identifier })} of ${account}: ${places.length} places in this workspace. Other computers and services are not known.`,
        places.map(({ file, identifierVariable, secretVariable, state }) => ({
          file,
          identifierVariable,
          secretVariable,
          state: PLACE_STATES[state],
        })),
      );
    }
    case 'health': {
      const { account, keys, users, findings } = result;
      return lines(
        `${account}: ${findings.length} findings, of ${keys} and ${users} that the editor has loaded. Of others nothing is said, and Tripartie does not tell which keys and scopes are used.`,
        findings.map(({ finding, meaning, names, more }) => ({ finding, meaning, names, more })),
      );
    }
    case 'rotation': {
      const { account, client, end } = result;
      return `API client ${JSON.stringify({ name: client.name, identifier: client.identifier })} of ${account}: ${endText(end)}`;
    }
  }
}

const PLACE_STATES: Readonly<Record<PlaceState, string>> = {
  current: 'has this key',
  old: 'still has the key that this one replaced',
  changed: 'this key was put here, and something else is here now',
  gone: 'this key was put here, and is here no more',
  unclear: 'cannot be read',
};

function dueText({ account, maxAgeDays, due, complete }: Extract<ToolResult, { kind: 'due' }>): string {
  if (maxAgeDays <= 0) {
    return `${account}: no key comes due, because the setting tripartie.rotation.maxAgeDays is 0.${incomplete(complete)}`;
  }
  return lines(
    `${account}: ${due.length} API clients are due. A key is due when it is older than ${maxAgeDays} days (the setting tripartie.rotation.maxAgeDays).${incomplete(complete)} ` +
      'Rotating one makes a second key with the same name and scopes, stores its secret in the editor, and tries it. Both keys work until the person says that the old one may go.',
    due.map(({ name, identifier, ageDays, rotation, notCreatable }) => ({
      name,
      identifier,
      ageDays,
      rotation,
      next: nextText(rotation, notCreatable),
    })),
  );
}

function nextText(rotation: DueClient['rotation'], notCreatable: DueClient['notCreatable']): string {
  if (rotation !== 'none') return 'it takes part in a rotation already';
  return notCreatable.length > 0
    ? `it cannot be rotated: nobody can ask for the scopes ${notCreatable.join(', ')}`
    : 'it can be rotated';
}

const ENDS: Readonly<Record<Exclude<RotationEnd['state'], 'bothWork' | 'stopped' | 'refused'>, string>> = {
  rotated: 'rotated. The new key is stored in the editor and works; the old one is deleted.',
  undone: 'the rotation was undone. The new key is deleted, the old one untouched.',
  orphanDeleted: 'not rotated. A key whose secret nobody had was deleted; the old one is untouched.',
  nothingMade: 'not rotated. No key was made; the old one is untouched.',
  left: 'the rotation was left. All keys stay as they are.',
  paused: 'the rotation is not over. No key was lost; the person goes on with it in the Account view.',
};

function endText(end: RotationEnd): string {
  switch (end.state) {
    case 'bothWork': {
      const until = end.until ? `until ${end.until.toISOString()}` : 'until the person deletes the old one';
      return `the new key is stored in the editor and works. Both keys work ${until}.`;
    }
    case 'stopped':
      return `the rotation stopped (${end.because}). Both keys stay; the person decides in the Account view.`;
    case 'refused':
      return `not rotated, and nothing was changed (${end.because}).`;
    default:
      return ENDS[end.state];
  }
}

function incomplete(complete: boolean): string {
  return complete ? '' : ' The list was not read to its end, so there may be more.';
}

function lines(sentence: string, items: readonly object[]): string {
  return [sentence, ...items.map((item) => JSON.stringify(item))].join('\n');
}
