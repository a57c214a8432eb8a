import { run } from './commands.ts';
import { onPath } from './onPath.ts';

/**
 * Installs packages of Debian's, once. Throws with `missing`, one line for who runs it, where apt-get is not there or may
 * not be used without a password.
 */
export async function installWithApt(packages: readonly string[], missing: string): Promise<void> {
  const aptGet = onPath('apt-get');
  if (!aptGet) throw new Error(missing);
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args: string[]) => {
    const [command = aptGet, ...rest] = [...asRoot, aptGet, ...args];
    return run(command, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  console.log(`Installing with apt-get (once): ${packages.join(', ')}.`);
  try {
    await apt('update');
    await apt('install', '--yes', '--no-install-recommends', ...packages);
  } catch (error) {
    throw new Error(missing, { cause: error });
  }
}
