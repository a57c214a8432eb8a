import ParallelBuffered from 'mocha/lib/nodejs/reporters/parallel-buffered.cjs';
import { tellOfHooks } from './triedAgain.ts';

/** What mocha's worker processes tell the reporter of what happens in them, hooks that are tried again included. */
export default class WorkerReporter extends ParallelBuffered {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    tellOfHooks(runner);
  }
}
