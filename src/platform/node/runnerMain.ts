// A bundle of its own: what a terminal starts in the place of a program that is to get a key.
import { close } from 'node:inspector';
import { constants } from 'node:os';
import { run } from './runner.ts';

// With `--inspect` in NODE_OPTIONS it is the program that is to be debugged, at its port, and not what holds the key.
close();
const ending = await run({
  args: process.argv.slice(2),
  env: process.env,
  say: (line) => process.stderr.write(`${line}\n`),
});
// Whoever started this is told what they would be told by the program itself.
if ('code' in ending) process.exitCode = ending.code;
else {
  // Node does not end by some of them; a shell tells it so then.
  process.exitCode = 128 + constants.signals[ending.signal];
  process.kill(process.pid, ending.signal);
}
