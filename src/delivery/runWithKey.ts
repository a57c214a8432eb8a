import * as vscode from 'vscode';
import type { Names } from '../dotenv/index.ts';
import type { HandoverEnd } from '../platform/handover.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { HandedKey } from '../session/secrets/handOver.ts';
import { whoseSecret } from '../session/secrets/whoseSecret.ts';
import type { Account } from '../session/session.ts';
import { type Answer, answered, answerOf, inTurn } from '../ui/answer.ts';
import { askText } from '../ui/askText.ts';
import { TRY_AGAIN } from '../ui/buttons.ts';
import { clientName } from '../ui/clientName.ts';
import type { StepOptions } from '../ui/input.ts';
import { fail } from '../ui/notify.ts';
import { type Choice, pickOne, SEPARATOR } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { inStatusBar } from '../ui/progress.ts';
import { askNames } from './askNames.ts';
import { namesInFolders } from './choices.ts';
import { isStillGood } from './isStillGood.ts';
import { forgetRun, type RecentRun, recentRuns, rememberRun } from './recentRuns.ts';
import { type Runnable, runTask } from './runTask.ts';
import { canGetKey } from './wrapTask.ts';
import { type Delivery, offerCopy } from './writeToEnv.ts';

/** What running needs besides the account. */
export interface RunDelivery extends Delivery {
  readonly context: Pick<vscode.ExtensionContext, 'workspaceState' | 'extension'>;
}

/** `Tripartie: Run With a Key…`: names, what to run, run. Ends once the program has the key, or it is left. */
export async function runWithKey(delivery: RunDelivery, account: Account, key: HandedKey): Promise<void> {
  const who = clientName(key);
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const hindrance = hindranceOf(delivery, folders);
  if (hindrance) {
    const words = `${hindrance} Nothing was run; the secret of “${who}” can be copied.`;
    return offerCopy(delivery, account, key, words);
  }
  const [pairs, tasks] = await inStatusBar('Looking for tasks…', () =>
    Promise.all([namesInFolders(folders), vscode.tasks.fetchTasks().then(undefined, () => [])]),
  );
  const memory = delivery.context.workspaceState;
  const rows = rowsOf(recentRuns(memory), tasks.filter(canGetKey), folders);
  const step = { title: `Run with “${plain(who, 40)}” – ${titleName(account)}`, about: account, totalSteps: 2 };
  let names: Names | undefined;
  let runnable: Runnable | undefined;
  const isDone = await inTurn([
    async () => {
      const answer = await askNames({ ...step, step: 1 }, pairs, 'environment');
      names = answerOf(answer);
      return answer;
    },
    async () => {
      const answer = await askRunnable({ ...step, step: 2 }, rows, folders, account, key.secret);
      runnable = answerOf(answer);
      return answer;
    },
  ]);
  if (!isDone || !names || !runnable) return;
  // What cannot be remembered is run all the same.
  await rememberRun(memory, recentOf(runnable)).catch(() => undefined);
  await start(delivery, account, key, names, runnable);
}

/** Why nothing can be run here without a trace of the key. */
function hindranceOf({ context }: RunDelivery, folders: readonly vscode.WorkspaceFolder[]): string | undefined {
  if (!vscode.workspace.isTrusted) return 'This workspace is not trusted.';
  // The socket is on the computer of the extension, and what would lead there is in the reach of others.
  const isElsewhere = context.extension.extensionKind === vscode.ExtensionKind.UI;
  if (vscode.env.remoteName !== undefined && isElsewhere) {
    return 'The terminals of this window are on another computer than this extension, and no key gets there without a trace.';
  }
  if (folders.length === 0) {
    return 'No folder of this computer is open, so there is no place to run something in.';
  }
  return undefined;
}

type Row = Choice<Runnable | 'type'>;

function rowsOf(
  recent: readonly RecentRun[],
  tasks: readonly vscode.Task[],
  folders: readonly vscode.WorkspaceFolder[],
): (Row | typeof SEPARATOR)[] {
  const lately = recent.flatMap((each): Row[] => {
    if (each.kind === 'task') return tasks.filter((task) => nameOf(task) === each.task).map(taskRow);
    const folder = folders.find(({ uri }) => `${uri}` === each.folder);
    return folder ? [lineRow({ kind: 'line', folder, text: each.text }, folders)] : [];
  });
  const isScript = (task: vscode.Task) => Number(task.definition.type === 'npm');
  const others = [...tasks].sort((one, other) => isScript(other) - isScript(one)).map(taskRow);
  return [
    ...lately.map((row): Row => ({ ...row, icon: 'history' })),
    ...(lately.length > 0 ? ([SEPARATOR] as const) : []),
    { icon: 'terminal', label: 'Type a command…', value: 'type' },
    ...(others.length > 0 ? ([SEPARATOR] as const) : []),
    ...others,
  ];
}

function lineRow(line: Extract<Runnable, { kind: 'line' }>, folders: readonly vscode.WorkspaceFolder[]): Row {
  const where = folders.length > 1 ? { description: plain(line.folder.name, 40) } : {};
  return { label: plain(line.text, 80), ...where, value: line };
}

function taskRow(task: vscode.Task): Row {
  const icon = task.definition.type === 'npm' ? 'package' : 'tools';
  const detail = task.detail === undefined ? {} : { detail: plain(task.detail, 120) };
  return { icon, label: plain(nameOf(task), 80), ...detail, value: { kind: 'task', task } };
}

/** What a task is called in VS Code's own list. */
function nameOf({ source, name, scope }: vscode.Task): string {
  const where =
    typeof scope === 'object' && (vscode.workspace.workspaceFolders ?? []).length > 1 ? ` (${scope.name})` : '';
  return `${source === 'Workspace' ? '' : `${source}: `}${name}${where}`;
}

async function askRunnable(
  step: StepOptions,
  items: readonly (Row | typeof SEPARATOR)[],
  folders: readonly vscode.WorkspaceFolder[],
  account: Account,
  secret: string,
): Promise<Answer<Runnable>> {
  for (;;) {
    const picked = await pickOne({ ...step, placeholder: 'What is run? It alone gets the key.', items });
    if (picked.kind !== 'answer') return picked;
    if (picked.value !== 'type') return answered(picked.value);
    const line = await askLine(step, folders, account, secret);
    if (line.kind !== 'back') return line;
  }
}

async function askLine(
  step: StepOptions,
  folders: readonly vscode.WorkspaceFolder[],
  account: Account,
  secret: string,
): Promise<Answer<Runnable>> {
  let [folder] = folders;
  let text = '';
  const isDone = await inTurn([
    ...(folders.length > 1
      ? [
          async () => {
            const items = folders.map((value) => ({ icon: 'folder', label: plain(value.name, 80), value }));
            const answer = await pickOne({ ...step, placeholder: 'In which folder?', items });
            folder = answerOf(answer) ?? folder;
            return answer;
          },
        ]
      : []),
    async () => {
      const answer = await askText({
        ...step,
        prompt: 'The command, as you would type it in a terminal. It is remembered for this workspace.',
        placeholder: 'npm start',
        value: text,
        validate: (value) => lineComplaint(value, secret),
        check: async (value, signal) => {
          const other = await whoseSecret(account, value, signal);
          return other && `The secret of “${clientName(other)}” is in it, and would be remembered. Take it out.`;
        },
      });
      text = answerOf(answer) ?? text;
      return answer;
    },
  ]);
  if (!isDone || !folder) return { kind: 'back' };
  return answered({ kind: 'line', folder, text: text.trim() });
}

function lineComplaint(line: string, secret: string): string | undefined {
  if (line.trim() === '') return 'Type what to run.';
  return line.includes(secret)
    ? 'The secret itself is not needed here: the program finds it in its environment.'
    : undefined;
}

function recentOf(runnable: Runnable): RecentRun {
  return runnable.kind === 'line'
    ? { kind: 'line', text: runnable.text, folder: `${runnable.folder.uri}` }
    : { kind: 'task', task: nameOf(runnable.task) };
}

async function start(
  delivery: RunDelivery,
  account: Account,
  key: HandedKey,
  names: Names,
  runnable: Runnable,
): Promise<void> {
  const what = plain(runnable.kind === 'line' ? runnable.text : nameOf(runnable.task), 60);
  if (!(await isStillGood(account, key, `“${what}” was not run`))) return;
  const script = vscode.Uri.joinPath(delivery.context.extension.extensionUri, 'dist/run.js').fsPath;
  const memory = delivery.context.workspaceState;
  const end = await runTask(runnable, names, key, script, () => forgetRun(memory, recentOf(runnable)));
  if (end === 'taken') {
    account.note('secret given to a program', { identifier: key.identifier, name: key.name ?? null });
    return;
  }
  const words = `“${what}” was not run with the key of “${clientName(key)}”: ${failureWords(end)} The key is unharmed, and nobody else has it.`;
  void fail(words, account, TRY_AGAIN).then((pressed) => pressed && start(delivery, account, key, names, runnable));
}

function failureWords(end: Exclude<HandoverEnd, 'taken'> | 'noSocket'): string {
  switch (end) {
    case 'noSocket':
      return 'the system gave no socket to hand it over. Look at the folder for temporary files.';
    case 'refused':
      return 'something else came for it, or the terminal was closed at once.';
    case 'notAsked':
      return 'its terminal did not start, or was closed before it asked for the key.';
  }
}
