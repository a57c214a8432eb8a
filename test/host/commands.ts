import path from 'node:path';
import { spawnGroup } from './lifetime.ts';
import { root } from './paths.ts';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** After this many milliseconds the command is killed and counts as failed; default ten minutes. */
  readonly timeoutMs?: number;
}

/** A command that ended with another code than 0, with what it printed, so that the reader need not run it again. */
export class CommandFailed extends Error {
  constructor(command: string, outcome: string, output: string) {
    super(`${command} failed (${outcome}).\n${output.trim()}`);
    this.name = 'CommandFailed';
  }
}

/** The environment with this project's own Node and tools first on the PATH. */
export function projectEnv(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const bin = path.join(root, 'node_modules/.bin');
  return { ...process.env, ...extra, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` };
}

/**
 * Runs a command quietly and gives what it printed to standard output; ends in `CommandFailed`. Neither what it starts
 * nor itself outlives this process.
 */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const { child, end } = spawnGroup(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? projectEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs ?? 600_000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let all = '';
    child.stdout?.on('data', (data: Buffer) => {
      stdout += data;
      all += data;
    });
    child.stderr?.on('data', (data: Buffer) => {
      all += data;
    });
    const name = [path.basename(command), ...args].join(' ');
    child.on('error', (error) => {
      void end();
      reject(new CommandFailed(name, error.message, all));
    });
    child.on('close', (code, signal) => {
      void end();
      if (code === 0) resolve(stdout);
      else reject(new CommandFailed(name, signal ?? `code ${code}`, all));
    });
  });
}
