import { parseArgs } from 'node:util';
import type { SandboxOptions } from './settings.ts';

/** How the command is called, in one line. */
export const USAGE =
  'npm run sandbox -- [--port 0] [--users 120] [--api-clients 8] [--page-size 50] [--range exclusive|inclusive] ' +
  '[--latency <ms>] [--rate-limit <calls a minute>] [--seed 1] [--ids integer|string] ' +
  '[--second-factor-name 2fa|secondAuthFactor] [--persona-key-prefix optional|required|forbidden] [--no-canaries] ' +
  '[--odd-rows] [--control] [--help]';

/** What a switch may be, the default first. */
const CHOICES = {
  range: ['exclusive', 'inclusive'],
  ids: ['integer', 'string'],
  'second-factor-name': ['2fa', 'secondAuthFactor'],
  'persona-key-prefix': ['optional', 'required', 'forbidden'],
} as const;

/** What the arguments of the command say. */
export interface CommandLine {
  readonly options: SandboxOptions;
  readonly listen: { readonly port?: number };
  /** Whether the sandbox can be told by requests what to do wrong. */
  readonly control: boolean;
  /** Whether only the way to call it was asked for. */
  readonly help: boolean;
}

/**
 * Reads the arguments. Numbers are checked where they are used: what is none is NaN.
 * @throws TypeError at an argument that is not known; RangeError at a value that is none of a switch's
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
      ids: { type: 'string' },
      'second-factor-name': { type: 'string' },
      'persona-key-prefix': { type: 'string' },
      latency: { type: 'string' },
      'rate-limit': { type: 'string' },
      seed: { type: 'string' },
      'no-canaries': { type: 'boolean', default: false },
      'odd-rows': { type: 'boolean', default: false },
      control: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return {
    options: {
      range: choice('range', values.range),
      ids: choice('ids', values.ids),
      secondFactorName: choice('second-factor-name', values['second-factor-name']),
      personaKeyPrefix: choice('persona-key-prefix', values['persona-key-prefix']),
      canaries: !values['no-canaries'],
      oddRows: values['odd-rows'],
      ...count('seed', values.seed),
      ...count('users', values.users),
      ...count('apiClients', values['api-clients']),
      ...count('pageSize', values['page-size']),
      ...count('latencyMs', values.latency),
      ...count('rateLimit', values['rate-limit']),
    },
    listen: count('port', values.port),
    control: values.control,
    help: values.help,
  };
}

/** An option that was given, as a number; an empty one is none. */
function count<Name extends string>(name: Name, value: string | undefined): { [K in Name]?: number } {
  const number = { [name]: value?.trim() ? Number(value) : Number.NaN };
  return value === undefined ? {} : (number as { [K in Name]: number });
}

function choice<Name extends keyof typeof CHOICES>(name: Name, value?: string): (typeof CHOICES)[Name][number] {
  const choices: readonly (typeof CHOICES)[Name][number][] = CHOICES[name];
  const chosen = choices.find((each) => each === (value ?? choices[0]));
  if (chosen === undefined) throw new RangeError(`${name} must be ${choices.join(' or ')}`);
  return chosen;
}
