import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import dotenvx from '@dotenvx/dotenvx';
import dotenv from 'dotenv';
import dotenvExpand from 'dotenv-expand';

/** Whoever reads `.env` files, as programs do: what each makes of a file. A name that is not there is left out. */
type Reader = (file: Uint8Array, names: readonly string[]) => Readonly<Record<string, string | undefined>>;

const textOf = (file: Uint8Array) => Buffer.from(file).toString('utf8');

export const READERS: Readonly<Record<string, Reader>> = {
  node: (file) => parseEnv(textOf(file)),
  dotenv: (file) => dotenv.parse(Buffer.from(file)),
  'dotenv-expand': (file) =>
    dotenvExpand.expand({ parsed: dotenv.parse(Buffer.from(file)), processEnv: {} }).parsed ?? {},
  dotenvx: (file) => dotenvx.parse(Buffer.from(file).toString('utf8'), { processEnv: {} }),
  sh: shell('sh'),
  bash: shell('bash'),
};

/** Sources the file and prints every name with its value, each ended by NUL, which no value can hold. */
function shell(program: 'sh' | 'bash'): Reader {
  return (file, names) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'dotenv-'));
    try {
      const place = path.join(folder, 'file');
      writeFileSync(place, file);
      const print = names.map((name) => `[ -z "\${${name}+set}" ] || printf '%s=%s\\0' ${name} "$${name}"`).join('\n');
      const script = path.join(folder, 'script');
      writeFileSync(script, `PATH=/nowhere\n. "${place}"\n${print}\n`);
      // Complaints about lines that are no assignments are to be expected, and such lines run no program.
      const { stdout } = spawnSync(program, [script], { cwd: folder, encoding: 'utf8' });
      return Object.fromEntries(
        stdout
          .split('\0')
          .slice(0, -1)
          .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}
