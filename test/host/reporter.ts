import path from 'node:path';
import Mocha from 'mocha';
import { root } from './paths.ts';
import { tellOfHooks } from './triedAgain.ts';

/** So many of the files that took longest are named at the end. */
const slowest = 10;

/**
 * Mocha's usual report, and what it keeps quiet about: the tries that failed before a test was tried again, and which
 * files the time went to.
 */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    tellOfHooks(runner);
    const again: string[] = [];
    const took = new Took(runner);
    runner.on('retry', (test, error) => {
      const told = quoted(`tried again: ${test.fullTitle()}`, error.stack ?? String(error));
      again.push(told);
      console.log(told);
    });
    // Mocha's own summary, which was there first, has been printed by then. A long log is often kept by its end alone.
    runner.once('end', () => {
      console.log(quoted('The files that took longest', took.told()));
      if (again.length > 0) console.log([quoted(`Needed a second try: ${again.length}`, ''), ...again].join('\n'));
    });
  }
}

/** How long the tests and hooks of each file took, tries that failed included. */
class Took {
  readonly #files = new Map<string, number>();

  constructor(runner: Mocha.Runner) {
    const add = ({ file, duration }: Mocha.Runnable) => {
      // A hook of the whole run is of no file.
      if (file) this.#files.set(file, (this.#files.get(file) ?? 0) + (duration ?? 0));
    };
    for (const event of ['test end', 'retry', 'hook end'] as const) runner.on(event, add);
  }

  told(): string {
    const files = [...this.#files].sort(([, one], [, other]) => other - one).slice(0, slowest);
    const seconds = (ms: number) => `${(ms / 1_000).toFixed(0)} s`.padStart(7);
    return files.map(([file, ms]) => `${seconds(ms)}  ${path.relative(root, file)}`).join('\n');
  }
}

/** Every line has a bar before it, so that none is taken for one of mocha's counts ("3 failing"). */
function quoted(heading: string, text: string): string {
  const lines = text === '' ? [] : text.split('\n').map((line) => `  ${line}`);
  return [heading, ...lines].map((line) => `    | ${line}`).join('\n');
}
