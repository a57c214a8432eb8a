import { parseArgs } from 'node:util';
import type { SandboxOptions } from './settings.ts';

/** How the command is called, in one line. */
export const USAGE =
  'npm run sandbox -- [--port 0] [--users 120] [--api-clients 8] [--page-size 50] [--range exclusive|inclusive] ' +
  '[--latency <ms>] [--rate-limit <calls a minute>] [--seed 1] [--control]';

/** What the arguments of the command say. */
export interface CommandLine {
  readonly options: SandboxOptions;
  readonly listen: { readonly port?: number };
  /** Whether the sandbox can be told by requests what to do wrong. */
  readonly control: boolean;
}

/**
 * Reads the arguments. Numbers are checked where they are used: what is none is NaN.
 * @throws TypeError at an argument that is not known; RangeError at a range that is none
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      users: { type: 'string' },
      'api-clients': { type: 'string' },
      'page-size': { type: 'string' },
      range: { type: 'string' },
      latency: { type: 'string' },
      'rate-limit': { type: 'string' },
      seed: { type: 'string' },
      control: { type: 'boolean', default: false },
    },
  });
  const { range = 'exclusive' } = values;
  if (range !== 'exclusive' && range !== 'inclusive') throw new RangeError('range must be exclusive or inclusive');
  return {
    options: {
      range,
      ...count('seed', values.seed),
      ...count('users', values.users),
      ...count('apiClients', values['api-clients']),
      ...count('pageSize', values['page-size']),
      ...count('latencyMs', values.latency),
      ...count('rateLimit', values['rate-limit']),
    },
    listen: count('port', values.port),
    control: values.control,
  };
}

/** An option that was given, as a number; an empty one is none. */
function count<Name extends string>(name: Name, value: string | undefined): { [K in Name]?: number } {
  const number = { [name]: value?.trim() ? Number(value) : Number.NaN };
  return value === undefined ? {} : (number as { [K in Name]: number });
}
