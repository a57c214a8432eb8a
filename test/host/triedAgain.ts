import Mocha from 'mocha';
import { openSettings } from '../ui/support.ts';
import { evenIfBroken, takePictures } from './rootHooks.ts';
import { openWorkbenches } from './workbench.ts';

/** How the root of all suites hears that a hook is tried again; of itself, mocha tells of tests only. */
const again = 'tried again';

/**
 * Mocha's interface "bdd", with each `before` tried again as often as a test is: it opens a window, without which none
 * of its tests can run. Each try has the time that a hook has.
 */
export default function bddTriedAgain(root: Mocha.Suite): void {
  Mocha.interfaces.bdd(root);
  watch(root);
}

function watch(suite: Mocha.Suite): void {
  suite.on('beforeAll', (hook) => {
    const { fn } = hook;
    if (fn) hook.fn = () => tryAgain(hook, fn as Mocha.AsyncFunc);
  });
  suite.on('suite', watch);
}

async function tryAgain(hook: Mocha.Hook, open: Mocha.AsyncFunc): Promise<void> {
  const ms = hook.timeout();
  // Mocha's own clock ends the hook, whatever is still to be tried.
  hook.timeout(0);
  for (let triesLeft = hook.retries(); ; triesLeft -= 1) {
    const before = [...openSettings, ...openWorkbenches];
    const opening = Promise.resolve(open.call(hook.ctx as Mocha.Context));
    try {
      return await inTime(opening, ms);
    } catch (error) {
      await takePictures(`${hook.fullTitle()}${triesLeft === 0 ? '' : ' before another try'}`);
      await closeAllBut(before);
      if (triesLeft === 0) throw error;
      rootOf(hook).emit(again, hook, error);
      // What it still waits for is gone with the window. One that was just being opened is closed after it.
      await inTime(opening, ms).catch(() => undefined);
      await closeAllBut(before);
    }
  }
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done within ${ms / 1_000} s.`)), ms);
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}

async function closeAllBut(before: readonly unknown[]): Promise<void> {
  for (const each of [...openSettings, ...openWorkbenches]) {
    if (!before.includes(each)) await evenIfBroken(each.close());
  }
}

function rootOf({ parent }: Mocha.Hook): Mocha.Suite {
  let suite = parent;
  while (suite?.parent) suite = suite.parent;
  if (!suite) throw new Error('A hook of no suite.');
  return suite;
}

/** Lets a runner tell of hooks that are tried again as it does of tests. */
export function tellOfHooks(runner: Mocha.Runner): void {
  runner.suite.on(again, (hook, error) => runner.emit('retry', hook, error));
}
