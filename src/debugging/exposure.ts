import * as vscode from 'vscode';
import { fail } from '../ui/notify.ts';

/**
 * Where a debugger would leave the variables besides the program, or instead. `terminal`: VS Code types them into one, as
 * part of the command, where they stay in sight and in the shell's history. `log`: it writes what it is told into a file.
 * `elsewhere`: the debugger is not started by the editor, but what listens at a port, of whomever that is, or is on another
 * computer, and all of the configuration is sent there as it is. `running`: the program has its variables already.
 */
export type Exposure = 'terminal' | 'log' | 'elsewhere' | 'running';

/** What of a configuration says so, by the names that the debuggers of the common languages have for it. */
export function exposureOf(config: vscode.DebugConfiguration): Exposure | undefined {
  const { type, request, console, terminal, externalConsole, useTerminal, debugServer, connect, listen } = config;
  if (request === 'attach') return 'running';
  if (debugServer !== undefined || [config, connect, listen].some(isElsewhere)) return 'elsewhere';
  const consoles: unknown[] = [console, terminal];
  if (type === 'node-terminal' || externalConsole === true || useTerminal === true || consoles.some(isTerminal)) {
    return 'terminal';
  }
  return Object.entries(config).some(([name, value]) => LOG.test(name) && isOn(value)) ? 'log' : undefined;
}

/** `trace`, `logToFile`, `logDest`, `dapLogFile` and the like. */
const LOG = /^trace$|(?:^log|Log)\w*(?:File|Dest|Path|Dir)/;

/** What may be at home where it is called so. */
const HOME = /^(?:localhost|127\.[\d.]+|0\.0\.0\.0|\[?::1?\]?|)$/i;

function isElsewhere(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { host, hostname, address } = value as Readonly<Record<string, unknown>>;
  return [host, hostname, address].some((each) => typeof each === 'string' && !HOME.test(each.trim()));
}

/** The debugger for Node makes an object of what it was told, with nothing in it where that is nothing. */
function isOn(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.values(value).some(Boolean) : Boolean(value);
}

function isTerminal(value: unknown): boolean {
  return typeof value === 'string' && /terminal|integrated|external/i.test(value);
}

/** The same for the Debug Console; `undefined` where another name than `console` says that it is a terminal. */
export function inDebugConsole(config: vscode.DebugConfiguration): vscode.DebugConfiguration | undefined {
  if (!isTerminal(config.console)) return undefined;
  const other = { ...config, console: 'internalConsole' };
  return exposureOf(other) ? undefined : other;
}

/** A message of a debugger, as far as it is looked at. */
interface Message {
  command?: string;
  arguments?: unknown;
}

/**
 * Refuses terminals whose command would have a secret in it, whatever made the debugger ask for one: some do where a
 * configuration says nothing. VS Code answers what it does not know as a request that failed.
 */
export class TerminalGuard implements vscode.Disposable {
  readonly #secrets = new Set<string>();
  readonly #listener = vscode.debug.registerDebugAdapterTrackerFactory('*', {
    createDebugAdapterTracker: (session) => ({ onDidSendMessage: (message: Message) => this.#look(session, message) }),
  });

  /** Sessions have these from now on. */
  watch(secrets: Iterable<string>): void {
    for (const each of secrets) this.#secrets.add(each);
  }

  dispose(): void {
    this.#secrets.clear();
    this.#listener.dispose();
  }

  #look(session: vscode.DebugSession, message: Message): void {
    if (message.command !== 'runInTerminal') return;
    const text = JSON.stringify(message.arguments ?? {});
    if (![...this.#secrets].some((each) => text.includes(JSON.stringify(each).slice(1, -1)))) return;
    message.command = 'tripartie.refused';
    message.arguments = {};
    void vscode.debug.stopDebugging(session);
    void fail(
      `The debugger of “${session.name}” wanted a terminal with the secret in its command, which would stay in sight there and in the shell’s history. It got none, and the session has ended. Your keys are unharmed. Choose the Debug Console in launch.json, such as "console": "internalConsole".`,
    );
  }
}
