import * as vscode from 'vscode';
import type { Names } from '../dotenv/index.ts';
import type { Handed, HandoverEnd } from '../platform/handover.ts';
import { openHandover } from '../platform/openHandover.ts';
import type { HandedKey } from '../session/secrets/handOver.ts';
import { lineShell, lineTask, wrapTask } from './wrapTask.ts';

/** What is run with a key: a line as it is typed at a prompt, or a task of the workspace that can get one. */
export type Runnable =
  | { readonly kind: 'line'; readonly folder: vscode.WorkspaceFolder; readonly text: string }
  | { readonly kind: 'task'; readonly task: vscode.Task };

/** What shells and the runner end with where there is no such program. */
const NOT_FOUND = 127;

/** How long a program that was started may take to fetch its key, in milliseconds. */
const FETCH_MS = 20_000;

/** How much later than the end of a task the news may come that it had its key before, in milliseconds. */
const NEWS_MS = 1_000;

/**
 * Runs something whose program alone gets the key: it fetches it over a socket. Nothing secret is in the task, so nothing
 * of it is in the state of the terminal, in a history, or in the environment of another one.
 * @param script path of the runner's bundle
 * @param notFound called when it has ended, if there was no such program
 * @returns whether it got the key, as soon as that is known; `noSocket`: nothing was run. Never rejects
 */
export async function runTask(
  runnable: Runnable,
  names: Names,
  { identifier, secret }: HandedKey,
  script: string,
  notFound: () => unknown = () => undefined,
): Promise<HandoverEnd | 'noSocket'> {
  const variables = { [names.identifier]: identifier, [names.secret]: secret };
  const handed: Handed =
    runnable.kind === 'line' ? { variables, line: { shell: lineShell(), text: runnable.text } } : { variables };
  const handover = await openHandover(handed).catch(() => undefined);
  if (!handover) return 'noSocket';
  const runner = { ...handover, script };
  const task =
    runnable.kind === 'line' ? lineTask(runnable.folder, runnable.text, runner) : wrapTask(runnable.task, runner);
  const isOurs = async (execution: vscode.TaskExecution) => (await started) === execution;
  // A program has its key before anybody knows that there is none.
  const endings = vscode.tasks.onDidEndTaskProcess(async ({ execution, exitCode }) => {
    if (!(await isOurs(execution))) return;
    endings.dispose();
    if (exitCode === NOT_FOUND) notFound();
  });
  const listeners = [
    // Before, a task may ask the person something.
    vscode.tasks.onDidStartTaskProcess(async ({ execution }) => (await isOurs(execution)) && handover.endIn(FETCH_MS)),
    vscode.tasks.onDidEndTask(async ({ execution }) => (await isOurs(execution)) && handover.endIn(NEWS_MS)),
  ];
  const started = Promise.resolve(vscode.tasks.executeTask(task)).catch(() => undefined);
  if (!(await started)) {
    endings.dispose();
    handover.endIn(0);
  }
  const end = await handover.ended;
  for (const listener of listeners) listener.dispose();
  return end;
}
