import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, relative } from 'node:path';
import type { ProgramEnd, Programs } from '../programs.ts';
import { codeOf } from './failures.ts';

/** How long a program may take, in milliseconds. */
const PATIENCE_MS = 60_000;

/** How long one that is to end may take for it, in milliseconds. */
const GRACE_MS = 1_000;

/** How much is kept of what a program says, in characters. */
const SAID_MAX = 2_000;

/** Nobody is there to answer a question, and words are for a message without colours. */
const QUIET = { GH_PROMPT_DISABLED: '1', NO_PROMPT: '1', NO_COLOR: '1' };

/** @param patience in milliseconds */
export function nodePrograms({ patience = PATIENCE_MS, avoid = [] as readonly string[] } = {}): Programs {
  return {
    run: (program, args, input = '', signal = undefined) =>
      new Promise<ProgramEnd>((resolve) => {
        if (signal?.aborted) return resolve({ kind: 'cancelled' });
        const child = spawn(program, [...args], {
          cwd: homedir(),
          env: { ...process.env, PATH: pathWithout(avoid), ...QUIET },
          stdio: ['pipe', 'ignore', 'pipe'],
          windowsHide: true,
        });
        let said = '';
        const stop = (kind: 'late' | 'cancelled') => {
          // What it has left behind may hold its output open.
          if (child.exitCode !== null) return settle({ kind: 'ended', code: child.exitCode, said });
          // Until it is gone, it may still do what it was asked for.
          child.on('exit', () => settle({ kind }));
          child.kill();
          killing = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
        };
        let killing: NodeJS.Timeout | undefined;
        const cancel = () => stop('cancelled');
        const settle = (end: ProgramEnd) => {
          clearTimeout(timer);
          clearTimeout(killing);
          signal?.removeEventListener('abort', cancel);
          resolve(end);
        };
        const timer = setTimeout(stop, patience, 'late');
        signal?.addEventListener('abort', cancel);
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          said = (said + text).slice(-SAID_MAX);
        });
        // It may end without having read what it was given.
        child.stdin.on('error', () => undefined).end(input);
        child.on('error', (error) =>
          settle(codeOf(error) === 'ENOENT' ? { kind: 'absent' } : { kind: 'ended', code: -1, said: '' }),
        );
        child.on('close', (code) => settle({ kind: 'ended', code: code ?? -1, said }));
      }),
  };
}

/** A relative folder would be one of the person's home. */
function pathWithout(avoid: readonly string[]): string {
  const isAvoided = (folder: string) =>
    avoid.some((each) => {
      const way = relative(real(each), real(folder));
      // On another drive of Windows there is no relative one.
      return !isAbsolute(way) && !/^\.\.(?:[/\\]|$)/.test(way);
    });
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.filter((each) => isAbsolute(each) && !isAvoided(each)).join(delimiter);
}

/** With every link followed, where it is there. */
function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
