import type { ArgumentsOf, CommandId } from './commands.ts';

/** A link that runs a command, for welcome texts and the walkthrough. */
export function link<Id extends CommandId>(label: string, command: Id, ...args: ArgumentsOf<Id>): string {
  const query = args.length === 0 ? '' : `?${encodeURIComponent(JSON.stringify(args[0]))}`;
  return `[${label}](command:${command}${query})`;
}
