import * as vscode from 'vscode';
import type { Handover } from '../platform/handover.ts';
import { randomId } from '../platform/randomness.ts';

/** Shells of which it is known how a line is given to them, and how they quote. */
type Shell = 'posix' | 'powershell';

const SHELLS: Readonly<Record<string, Shell>> = {
  ...{ sh: 'posix', bash: 'posix', zsh: 'posix', dash: 'posix', ksh: 'posix', fish: 'posix' },
  pwsh: 'powershell',
};

/** As VS Code quotes for each; it cannot tell by itself, as it starts the runner in the place of the shell. */
const QUOTING: Readonly<Record<Shell, vscode.ShellQuotingOptions>> = {
  posix: { escape: { escapeChar: '\\', charsToEscape: ' "\'' }, strong: "'", weak: '"' },
  powershell: { escape: { escapeChar: '`', charsToEscape: ' "\'()' }, strong: "'", weak: '"' },
};

/**
 * There, VS Code puts the arguments of a shell that it does not know behind each other without quotes, so that the runner
 * cannot stand in for one.
 */
const IS_WINDOWS = vscode.Uri.file('/').fsPath === '\\';

/** What a terminal starts in the place of a program: see `src/platform/node/runner.ts`. */
export interface Runner extends Pick<Handover, 'node' | 'ticket'> {
  /** Path of the runner's bundle. */
  readonly script: string;
}

/** The person's shell where it is one that is known to take a line; '' for that of the system. */
export function lineShell(): string {
  return !IS_WINDOWS && shellOf(vscode.env.shell) ? vscode.env.shell : '';
}

/**
 * Whether the program of a task can get a key: those that an extension runs itself cannot, and what runs others first
 * would leave them out.
 */
export function canGetKey(task: vscode.Task): boolean {
  const { execution } = task;
  if (execution instanceof vscode.ProcessExecution) return !dependsOnOthers(task);
  if (!(execution instanceof vscode.ShellExecution) || IS_WINDOWS) return false;
  return shellOf(executableOf(execution)) !== undefined && !dependsOnOthers(task);
}

/** The same task, whose program is started by the runner. Only for one that can get a key. */
export function wrapTask(task: vscode.Task, runner: Runner): vscode.Task {
  const { execution, scope = vscode.TaskScope.Workspace, name, source, problemMatchers, isBackground } = task;
  const wrapped =
    execution instanceof vscode.ProcessExecution
      ? wrapProcess(execution, runner)
      : wrapShell(execution as vscode.ShellExecution, runner);
  const copy = taskOf(scope, name, source, wrapped, problemMatchers);
  copy.isBackground = isBackground;
  copy.presentationOptions = { ...task.presentationOptions, ...PRESENTATION };
  return copy;
}

/** A task of what the runner is handed with the key. @param cwd where it runs */
export function lineTask(folder: vscode.WorkspaceFolder, name: string, { node, script, ticket }: Runner): vscode.Task {
  const execution = new vscode.ProcessExecution(node, [script], { cwd: folder.uri.fsPath, env: ticket });
  const task = taskOf(folder, name, 'Tripartie', execution, []);
  task.presentationOptions = { ...PRESENTATION, reveal: vscode.TaskRevealKind.Always, focus: true };
  return task;
}

/** The runner says what is run. A terminal that is used again would show the output of a program without the key. */
const PRESENTATION: vscode.TaskPresentationOptions = { echo: false, panel: vscode.TaskPanelKind.New };

function taskOf(
  scope: vscode.WorkspaceFolder | vscode.TaskScope,
  name: string,
  source: string,
  execution: vscode.ProcessExecution | vscode.ShellExecution,
  matchers: string[],
): vscode.Task {
  // Of a type that nobody provides, and another one each time: VS Code tells tasks apart by it, also by whose news they
  // are, and starts none of which it takes another one for.
  const type = { type: 'tripartie', id: randomId() };
  return scope === vscode.TaskScope.Global || scope === vscode.TaskScope.Workspace
    ? new vscode.Task(type, scope, name, source, execution, matchers)
    : new vscode.Task(type, scope, name, source, execution, matchers);
}

function wrapProcess({ process, args, options }: vscode.ProcessExecution, { node, script, ticket }: Runner) {
  const env = { ...options?.env, ...ticket };
  return new vscode.ProcessExecution(node, [script, 'process', process, ...args], { ...options, env });
}

function wrapShell(execution: vscode.ShellExecution, { node, script, ticket }: Runner): vscode.ShellExecution {
  const { command, args, commandLine, options = {} } = execution;
  const { shellArgs } = options;
  const executable = executableOf(execution);
  const kind = shellOf(executable);
  const wrapped = {
    ...options,
    env: { ...options.env, ...ticket },
    executable: node,
    // VS Code puts the line behind them.
    shellArgs: [script, ...(shellArgs ? ['process', executable, ...shellArgs] : ['shell', executable])],
    ...(kind && { shellQuoting: options.shellQuoting ?? QUOTING[kind] }),
  };
  return command
    ? new vscode.ShellExecution(command, args ?? [], wrapped)
    : new vscode.ShellExecution(commandLine ?? '', wrapped);
}

/** The shell of a task: its own, or the person's as far as that is known by now. Not on Windows. */
function executableOf({ options }: vscode.ShellExecution): string {
  return options?.executable || vscode.env.shell || '/bin/sh';
}

function shellOf(path: string): Shell | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return Object.hasOwn(SHELLS, name) ? SHELLS[name] : undefined;
}

/** The API does not tell, but `tasks.json` does. */
function dependsOnOthers({ name, scope }: vscode.Task): boolean {
  const folder = typeof scope === 'object' ? scope.uri : undefined;
  const tasks: unknown = vscode.workspace.getConfiguration('tasks', folder).get('tasks');
  if (!Array.isArray(tasks)) return false;
  return tasks.some((each) => each?.label === name && each?.dependsOn !== undefined);
}
