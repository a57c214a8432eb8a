import Mocha from 'mocha';

/** Mocha's usual report, and what it keeps quiet about: the tries that failed before a test was tried again. */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const again: string[] = [];
    runner.on('retry', (test, error) => {
      const told = quoted(`tried again: ${test.fullTitle()}`, textOf(error));
      again.push(told);
      console.log(told);
    });
    // Mocha's own summary, which was there first, has been printed by then. A long log is often kept by its end alone.
    runner.once('end', () => {
      if (again.length > 0) console.log([quoted(`Needed a second try: ${again.length}`, ''), ...again].join('\n'));
    });
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Every line has a bar before it, so that none is taken for one of mocha's counts ("3 failing"). */
function quoted(heading: string, text: string): string {
  const lines = text === '' ? [] : text.split('\n').map((line) => `  ${line}`);
  return [heading, ...lines].map((line) => `    | ${line}`).join('\n');
}
