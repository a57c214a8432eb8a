import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import type { Spot } from '../session/keyPlaces.ts';
import { listClients } from '../session/listClients.ts';
import { accountName, titleName } from '../session/profiles/profile.ts';
import type { HandedKey } from '../session/secrets/handOver.ts';
import { importSecret } from '../session/secrets/importSecret.ts';
import type { Account, Session } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { runCommand, runEditorCommand } from '../ui/commands.ts';
import { explain } from '../ui/explain.ts';
import { ask, inform, warn } from '../ui/notify.ts';
import { type Choice, pickOne, SEPARATOR } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { inStatusBar } from '../ui/progress.ts';
import { type Means, missingWords, type Next, nextOf } from './next.ts';
import type { NeededKey } from './parse.ts';
import { PROJECT_FILE } from './projectFile.ts';
import { type ProjectKey, projectFileOf, readProject } from './read.ts';

/** The room that puts keys where programs look for them. */
export interface Delivery {
  writeKeyInto(account: Account, key: HandedKey, clipboard: SecretClipboard, into: Spot): Promise<void>;
}

/** What the list of keys acts with. */
export interface Acting {
  readonly session: Session;
  readonly clipboard: SecretClipboard;
  readonly project: {
    /** Whether the person does not want to hear of missing keys in this workspace. */
    readonly isDismissed: boolean;
    setDismissed(dismissed: boolean): Promise<void>;
    look(): Promise<void>;
  };
  loadDelivery(): Promise<Delivery>;
}

type AnyNext = Next<ApiClient>;
type Needed = Extract<ProjectKey, { entry: NeededKey }> & { readonly next: AnyNext };
type Chosen = Needed | { readonly open: vscode.Uri } | 'dismiss' | 'remind';

/** `Tripartie: Keys of This Project…`: what is missing, and one step for each. Comes back after each step. */
export async function showProjectKeys(acting: Acting): Promise<void> {
  const { session, project } = acting;
  if (!vscode.workspace.isTrusted) {
    void inform(`This workspace is not trusted, so its ${PROJECT_FILE} is not read.`);
    return;
  }
  for (;;) {
    const keys = await readProject();
    if (keys.length === 0) {
      const words = `No folder that is open has a ${PROJECT_FILE} with keys. It says which variables need which API client.`;
      if (await inform(words, undefined, CREATE_FILE)) await runCommand('tripartie.createProjectFile');
      return;
    }
    const account = await session.account();
    const means = account && (await inStatusBar('Loading API clients…', () => meansOf(account)));
    const rows = keys.map((key): ProjectKey | Needed =>
      'found' in key ? { ...key, next: nextOf(key.entry, key.found, means) as AnyNext } : key,
    );
    const founds = keys.flatMap((key) => ('found' in key ? [key.found] : []));
    const isForeign = (row: ProjectKey | Needed) =>
      'next' in row && row.found.kind === 'here' && (row.next.kind === 'write' || row.next.kind === 'import');
    const foreign = rows.filter(isForeign).length;
    const chosen = await pickOne<Chosen>({
      title: `Keys of this project${account ? ` – ${titleName(account)}` : ''}`,
      about: account,
      placeholder: founds.length > 0 ? `${missingWords(founds, foreign)}.` : `${PROJECT_FILE} cannot be used as it is.`,
      items: [
        ...rows.map(rowOf),
        SEPARATOR,
        project.isDismissed
          ? { icon: 'bell', label: 'Say in the status bar what is missing', value: 'remind' }
          : { icon: 'bell-slash', label: 'Do not say in the status bar what is missing', value: 'dismiss' },
      ],
    });
    if (chosen.kind !== 'answer') break;
    if (typeof chosen.value === 'string') await project.setDismissed(chosen.value === 'dismiss');
    else if ('open' in chosen.value) {
      await runEditorCommand('vscode.open', chosen.value.open, {});
      break;
    } else if (!(await act(acting, account, chosen.value))) break;
  }
  await project.look();
}

const CREATE_FILE = { id: 'create', label: `Create ${PROJECT_FILE}` } as const;

/** @returns `undefined` where the clients cannot be listed, and the person was told why */
async function meansOf(account: Account): Promise<Means | undefined> {
  if (account.kind !== 'personalKey') return undefined;
  try {
    const { clients } = await listClients(account, account.ended);
    const places = await Promise.all(
      clients.map(async ({ identifier }) => {
        const place = await account.secrets.place(identifier).catch(() => 'absent' as const);
        return place === 'absent' ? [] : [identifier];
      }),
    );
    const here = new Set(places.flat());
    return { environment: account.environment, clients, hasSecret: (identifier) => here.has(identifier) };
  } catch (error) {
    if (account.ended.aborted) return undefined;
    void warn(`The API clients cannot be listed, so only files were looked at. ${explain(error).message}`);
    return undefined;
  }
}

const MISSING = 'missing';

const STEPS: Readonly<Record<Next['kind'], { icon: string; words: string; detail?: string }>> = {
  there: { icon: 'check', words: 'is there' },
  foreign: { icon: 'question', words: 'has a key that this account does not know', detail: 'Look at the file' },
  unclear: { icon: 'warning', words: 'cannot be read', detail: 'Look at the file' },
  signIn: { icon: 'sign-in', words: MISSING, detail: 'Sign in with a personal key to get it' },
  switchProfile: { icon: 'arrow-swap', words: MISSING, detail: 'Switch to a profile of its environment' },
  create: { icon: 'add', words: MISSING, detail: 'Create the API client' },
  unknown: { icon: 'question', words: MISSING, detail: 'This account has no such API client: switch the profile' },
  ambiguous: {
    icon: 'warning',
    words: MISSING,
    detail: 'Several API clients have this name: name it by its identifier',
  },
  import: {
    icon: 'cloud-download',
    words: MISSING,
    detail: 'Import the secret, which is not in this editor, and write it',
  },
  write: { icon: 'file-symlink-file', words: MISSING, detail: 'Write it' },
};

function rowOf(row: ProjectKey | Needed): Choice<Chosen> {
  if (!('next' in row)) {
    const { why = '', at = undefined } = row.entry.kind === 'bad' ? row.entry : {};
    return {
      icon: 'warning',
      label: `${labelOf(projectFileOf(row.folder))}${at === undefined ? '' : `, key ${at}`}`,
      description: why,
      value: { open: projectFileOf(row.folder) },
    };
  }
  const { entry, next, uri, found } = row;
  const { icon, words, detail: step } = STEPS[next.kind];
  const detail = next.kind === 'create' && next.near ? `Did you mean “${clientName(next.near)}”?` : step;
  return {
    icon,
    label: plain(entry.client, 64),
    description: `${labelOf(uri)}: ${words === MISSING && found.kind === 'here' ? 'has the key of another API client' : words}`,
    detail: [detail, `${entry.names.identifier}, ${entry.names.secret}`, entry.environment]
      .filter((part) => part)
      .join(' · '),
    value: row,
  };
}

function labelOf(uri: vscode.Uri): string {
  return plain(vscode.workspace.asRelativePath(uri), 80);
}

const OPEN_PROJECT = { id: 'open', label: `Open ${PROJECT_FILE}` } as const;
const CREATE_CLIENT = { id: 'create', label: 'Create API Client…' } as const;

/** Does what is next for a key. @returns whether the list is to come back */
async function act(acting: Acting, account: Account | undefined, row: Needed): Promise<boolean> {
  const { entry, next, uri, folder } = row;
  switch (next.kind) {
    case 'there':
    case 'foreign':
    case 'unclear':
      await runEditorCommand('vscode.open', uri, {});
      return false;
    case 'ambiguous':
      await runEditorCommand('vscode.open', projectFileOf(folder), {});
      return false;
    case 'signIn':
      await runCommand('tripartie.signIn', 'personalKey');
      return (await acting.session.account()) !== undefined;
    case 'unknown':
    case 'switchProfile':
      await runCommand('tripartie.switchProfile');
      return (await acting.session.account()) !== account;
    case 'create':
      if (next.near && account) {
        const answer = await ask({
          about: account,
          text: `“${plain(entry.client, 64)}” is no API client of ${accountName(account)}`,
          detail: [`Did you mean “${clientName(next.near)}”? Names count letter by letter.`],
          buttons: [OPEN_PROJECT, CREATE_CLIENT],
        });
        if (answer === 'open') await runEditorCommand('vscode.open', projectFileOf(folder), {});
        if (answer !== 'create') return answer === undefined;
      }
      await runCommand('tripartie.createApiClient', { name: entry.client });
      return true;
    case 'import':
    case 'write': {
      const { client } = next;
      if (!account) return false;
      const isHere = next.kind === 'write' || (await importSecret(account, client, plain(entry.client, 64)));
      const secret = isHere ? await account.secrets.read(client.identifier).catch(() => undefined) : undefined;
      if (secret === undefined) return false;
      const { identifier, name } = client;
      const into = { folder, uri, names: entry.names };
      await (await acting.loadDelivery()).writeKeyInto(account, { identifier, name, secret }, acting.clipboard, into);
      return true;
    }
  }
}
