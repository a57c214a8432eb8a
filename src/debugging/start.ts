import * as vscode from 'vscode';
import { isRuling } from '../dotenv/index.ts';
import { parseReference, type Reference, withValues } from '../reference/index.ts';
import { accountName } from '../session/profiles/profile.ts';
import { isStillHere } from '../session/secrets/isStillHere.ts';
import type { Account } from '../session/session.ts';
import { type Button, SWITCH_PROFILE, TRY_AGAIN } from '../ui/buttons.ts';
import { clientName } from '../ui/clientName.ts';
import { runCommand, runEditorCommand } from '../ui/commands.ts';
import { ask } from '../ui/notify.ts';
import { plain } from '../ui/plainText.ts';
import { exposureOf, inDebugConsole, type TerminalGuard } from './exposure.ts';
import { findKeys, type Key, OPEN_FILE, openFile, type Sources } from './keys.ts';

/** A variable of the session with the reference that it has. */
interface Variable {
  readonly name: string;
  readonly reference: Reference | undefined;
}

/**
 * Puts values in the place of references, as a session starts.
 * @returns the configuration to start with; `undefined` where it does not start, which the person was told or wanted. It
 *   never starts with a reference as a value
 */
export async function startWithKeys(
  sources: Sources,
  guard: TerminalGuard,
  given: vscode.DebugConfiguration,
  token: vscode.CancellationToken,
): Promise<vscode.DebugConfiguration | undefined> {
  const variables: Variable[] = [];
  withValues(given, (text, name) => {
    variables.push({ name, reference: parseReference(text) });
    return text;
  });
  if (variables.length === 0) return given;
  const session = plain(given.name, 64);
  if (!vscode.workspace.isTrusted) {
    const text = `This workspace is not trusted, so “${session}” gets no secret`;
    if (await tell(text, NOT_STARTED, { id: 'trust', label: 'Manage Trust' })) {
      await runEditorCommand('workbench.trust.manage');
    }
    return undefined;
  }
  const nameless = variables.find(({ reference }) => !reference);
  if (nameless) {
    const text = `${plain(nameless.name, 64)} of “${session}” names no API client`;
    if (await tell(text, 'Write its name or its identifier behind “tripartie:”.', OPEN_FILE)) await openFile();
    return undefined;
  }
  const ruling = variables.find(({ name }) => isRuling(name));
  if (ruling) {
    const text = `${plain(ruling.name, 64)} of “${session}” decides what programs run, so no key goes there`;
    if (await tell(text, `Write another name. ${NOT_STARTED}`, OPEN_FILE)) await openFile();
    return undefined;
  }
  const config = await unexposed(given, session, variables);
  if (!config) return undefined;
  const cancelling = new AbortController();
  const listener = token.onCancellationRequested(() => cancelling.abort());
  try {
    const values = await allowedKeys(sources, session, variables, cancelling.signal);
    if (!values || cancelling.signal.aborted) return undefined;
    guard.watch(values.flatMap(({ secret }) => secret ?? []));
    return withValues(config, (text) => valueFor(text, values));
  } finally {
    listener.dispose();
  }
}

const NOT_STARTED = 'The session was not started. Your keys are unharmed.';

function tell<Id extends string>(text: string, detail: string, button: Button<Id>): Promise<Id | undefined> {
  return ask({ about: undefined, text, detail: [detail], buttons: [button] });
}

const EXPOSED = {
  log: [
    'logs what the debugger is told, and a secret would be in that file',
    'Take “trace”, “logToFile” or what names the file of a log out of its configuration.',
  ],
  elsewhere: [
    'sends its configuration to a debugger that this editor does not start, and a secret would be sent there as it is',
    'Take “debugServer” or the “host” of another computer out of its configuration.',
  ],
  running: [
    'attaches to a program that is running already, which gets no variables any more',
    'Put the reference into the configuration that launches the program.',
  ],
} as const;

/** The configuration with nothing in it that would leave a secret somewhere else than in the program. */
async function unexposed(
  config: vscode.DebugConfiguration,
  session: string,
  variables: readonly Variable[],
): Promise<vscode.DebugConfiguration | undefined> {
  const exposure = variables.some(({ reference }) => reference?.part === 'secret') && exposureOf(config);
  if (!exposure) return config;
  if (exposure !== 'terminal') {
    const [text, detail] = EXPOSED[exposure];
    if (await tell(`“${session}” ${text}`, detail, OPEN_FILE)) await openFile();
    return undefined;
  }
  const text = `“${session}” runs in a terminal, and a secret would be typed into it`;
  const detail = 'It would stay in sight there, and in the history of the shell. The Debug Console leaves no trace.';
  const other = inDebugConsole(config);
  if (!other) {
    if (await tell(text, detail, OPEN_FILE)) await openFile();
    return undefined;
  }
  return (await tell(text, detail, { id: 'console', label: 'Start in the Debug Console' })) && other;
}

/** The keys, once everything that was in the way is mended and the person has allowed it; `undefined` if they do not. */
async function allowedKeys(
  sources: Sources,
  session: string,
  variables: readonly Variable[],
  signal: AbortSignal,
): Promise<readonly Key[] | undefined> {
  const references = variables.flatMap(({ reference }) => reference ?? []);
  const chosen = new Map<string, string>();
  let last: string | undefined;
  for (;;) {
    const found = await findKeys(sources, references, chosen, signal);
    if (found.kind === 'left') return undefined;
    if (found.kind === 'hurdle') {
      const { about, text, detail, button } = found;
      // They left what would have helped.
      if (text === last && button.id !== TRY_AGAIN.id) return undefined;
      last = text;
      const waits = `“${session}” does not start until then.`;
      if (!(await ask({ about, text, detail: detail ? [detail, waits] : [waits], buttons: [button] })))
        return undefined;
      await found.mend();
      if (signal.aborted) return undefined;
      continue;
    }
    const { account, keys } = found;
    const answer = await mayHave(sources, account, session, variables, keys);
    if (answer === 'switch') {
      await runCommand('tripartie.switchProfile');
      continue;
    }
    if (!answer || account.ended.aborted) return undefined;
    // A reference means another key by now, where the one that was asked about was rotated away meanwhile.
    if (!(await areStillHere(account, keys))) continue;
    for (const { client, secret } of keys) {
      if (secret !== undefined) account.note('secret given to a debug session', client);
    }
    return keys;
  }
}

async function areStillHere(account: Account, keys: readonly Key[]): Promise<boolean> {
  const secrets = keys.flatMap(({ client: { identifier }, secret }) =>
    secret === undefined ? [] : [{ identifier, secret }],
  );
  return (await Promise.all(secrets.map((each) => isStillHere(account, each)))).every((isHere) => isHere);
}

/** Whether the session may have the secrets of these, by what was allowed before or by a question. */
async function mayHave(
  { permissions }: Sources,
  account: Account,
  session: string,
  variables: readonly Variable[],
  keys: readonly Key[],
): Promise<boolean | 'switch'> {
  const isPassing = account.environment === 'production' || account.readOnly;
  const secret = keys.filter((key) => key.secret !== undefined);
  const asked = secret.filter(({ what }) => isPassing || !permissions.of(account.profileId, what));
  const who = accountName(account);
  const news = secret.map(({ what, client: { identifier } }) => ({
    profile: account.profileId,
    who,
    what,
    identifier,
  }));
  if (asked.length > 0) {
    const isWorkspace = vscode.workspace.workspaceFolders !== undefined;
    const other = permissions.all.find(
      (each) => each.profile !== account.profileId && asked.some(({ what }) => what === each.what),
    );
    const [first] = asked;
    const many = asked.length > 1 || !first;
    const isKept = isWorkspace && !isPassing;
    const answer = await ask<'allow' | 'once' | 'switch'>({
      about: account,
      text: `Give “${session}” the secret${many ? `s of ${asked.length} API clients` : ` of “${clientName(first.client)}”`} of ${who}?`,
      detail: [
        ...shortened(variables.flatMap(({ name, reference }) => lineOf(name, reference, asked))),
        'The program can read it then, and so can other extensions of this window while it is debugged.',
        ...(isKept ? [KEPT] : []),
        ...(vscode.env.remoteName
          ? [`The program runs on ${plain(vscode.env.remoteName, 40)}, to which this window is connected.`]
          : []),
        ...(other ? [`So far this workspace was given it from ${plain(other.who, 80)}.`] : []),
        ...(isPassing ? [PASSING[account.readOnly ? 'readOnly' : 'production']] : []),
      ],
      buttons: [
        // Enter takes the first, which is to be the smaller yes.
        { id: 'once', label: 'Just Once' },
        ...(isKept ? [{ id: 'allow', label: 'Allow in This Workspace' } as const] : []),
        ...(other ? [{ ...SWITCH_PROFILE, id: 'switch' } as const] : []),
      ],
    });
    if (answer !== 'allow') return answer === 'switch' ? 'switch' : answer === 'once';
    await permissions.allow(...news);
  } else if (news.some(({ what, identifier, profile }) => permissions.of(profile, what)?.identifier !== identifier)) {
    // After a rotation the name means another key.
    await permissions.allow(...news);
  }
  return true;
}

const KEPT =
  '“Allow in This Workspace” is for every debug session here with the same reference, in any configuration, also after a rotation, until you revoke it.';

const PASSING = {
  production: 'This is production: you are asked each time.',
  readOnly: 'This profile is read-only in the editor, which the program does not know: you are asked each time.',
};

/** So many variables are named: the buttons below them have to stay in sight. */
const NAMED_MAX = 10;

function shortened(lines: readonly string[]): string[] {
  const more = lines.length - NAMED_MAX;
  return more > 0 ? [...lines.slice(0, NAMED_MAX), `and ${more} more variables`] : [...lines];
}

function lineOf(name: string, reference: Reference | undefined, keys: readonly Key[]): string[] {
  const key = reference?.part === 'secret' && keys.find(({ what }) => what === reference.what);
  return key ? [`${plain(name, 64)}: ${plain(key.client.name ?? '', 64)} (${plain(key.client.identifier, 64)})`] : [];
}

function valueFor(text: string, keys: readonly Key[]): string {
  const reference = parseReference(text);
  const key = keys.find(({ what }) => what === reference?.what);
  const value = reference?.part === 'id' ? key?.client.identifier : key?.secret;
  // Nothing is started with a reference as a value.
  if (value === undefined) throw new Error('A reference has no value.');
  return value;
}
