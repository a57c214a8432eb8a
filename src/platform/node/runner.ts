import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { isatty } from 'node:tty';
import { debuglog } from 'node:util';
import type { Handed } from '../handover.ts';
import { codeOf } from './failures.ts';
import { parseTicket, TICKET, type Ticket } from './ticket.ts';

/** How a program ended. */
export type Ending = { readonly code: number } | { readonly signal: NodeJS.Signals };

/** What shells answer for a program that is not there, one that cannot be run, and for what runs another one. */
const NOT_FOUND = 127;
const NOT_RUN = 126;
const NO_KEY = 125;

/** How long the editor may take for its answer, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Signals that whoever ends a terminal or a task sends to the runner, and means the program. A terminal sends its own,
 * such as that of Ctrl+C, to the program too.
 */
const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;
const FROM_TERMINAL = ['SIGINT', 'SIGQUIT'] as const;

/** What a runner is started with. */
export interface Started {
  /** `process`, program, arguments; or `shell`, shell, line. None where what to run is handed over. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Writes a line for the person. */
  say(line: string): void;
}

/**
 * Fetches a key and runs one program that gets it, which has terminal, input and output as if there were no runner.
 * The key is in that program's environment and in no other. Never rejects.
 */
export async function run({ args, env, say }: Started): Promise<Ending> {
  // Node would print the environment of what it starts.
  if (debuglog('child_process').enabled) {
    say('Tripartie: NODE_DEBUG would print the key here, so none was fetched and nothing was run. Take it away first.');
    return { code: NO_KEY };
  }
  const ticket = parseTicket(env[TICKET]);
  const handed = ticket && (await fetchHanded(ticket).catch(() => undefined));
  if (!handed) {
    say('Tripartie: no key was handed over, so nothing was run. Each start needs “Run With a Key…” in the editor.');
    return { code: NO_KEY };
  }
  const { variables, line } = handed;
  const options: SpawnOptions = { stdio: 'inherit', env: { ...clean(env), ...variables } };
  say(`Tripartie: ${Object.keys(variables).join(', ')} are set for this program.`);
  const [kind, program, ...rest] = line ? ['shell', line.shell, line.text] : args;
  try {
    return await endOf(
      kind === 'shell'
        ? spawn(rest.join(' '), { ...options, shell: program || true })
        : spawn(String(program), rest, options),
    );
  } catch (error) {
    say(`Tripartie: the program cannot be run (${codeOf(error)}).`);
    return { code: codeOf(error) === 'ENOENT' ? NOT_FOUND : NOT_RUN };
  }
}

/** Without what was the runner's own. */
function clean({ [TICKET]: _, ELECTRON_RUN_AS_NODE: __, ...rest }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return rest;
}

function fetchHanded({ token, address }: Ticket): Promise<Handed> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ path: address, allowHalfOpen: true });
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on('connect', () => socket.write(`${token}\n`));
    socket.on('data', (bytes: Buffer) => void chunks.push(bytes));
    socket.on('end', () => socket.end());
    socket.on('error', reject);
    socket.on('close', () => {
      try {
        resolve(JSON.parse(Buffer.concat(chunks).toString()));
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** Rejects where it cannot be run. */
function endOf(child: ChildProcess): Promise<Ending> {
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  const wait = () => undefined;
  const heard = [
    ...FORWARDED.map((signal) => [signal, forward] as const),
    ...FROM_TERMINAL.map((signal) => [signal, isatty(0) ? wait : forward] as const),
  ];
  for (const [signal, listener] of heard) process.on(signal, listener);
  return new Promise<Ending>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ? { signal } : { code: Number(code) }));
  }).finally(() => {
    for (const [signal, listener] of heard) process.off(signal, listener);
  });
}
