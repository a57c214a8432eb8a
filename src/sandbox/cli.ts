import { readCommandLine, USAGE } from './commandLine.ts';
import { withControl } from './control.ts';
import { createSandbox } from './sandbox.ts';
import { serveSandbox } from './server.ts';

/** Starts a sandbox as the arguments say, and prints what is needed to sign in as one line of JSON; or how to call it. */
async function main(): Promise<void> {
  const { options, listen, control, help } = readCommandLine(process.argv.slice(2));
  if (help) {
    console.log(`Usage: ${USAGE}`);
    return;
  }
  const sandbox = createSandbox(options);
  const { url, close } = await serveSandbox(control ? withControl(sandbox) : sandbox, listen);
  console.log(JSON.stringify({ url, ...sandbox.credentials }));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, close);
}

try {
  await main();
} catch (error) {
  console.error(`${(error as Error).message.split('\n')[0]?.replace(/\.$/, '')}. Usage: ${USAGE}`);
  process.exitCode = 2;
}
