// What mocha has and its types do not tell of.
declare module 'mocha/lib/nodejs/reporters/parallel-buffered.cjs' {
  export default class ParallelBuffered extends Mocha.reporters.Base {}
}

declare namespace Mocha {
  interface Runner {
    /** Whether files run in processes of their own. */
    isParallelMode?(): boolean;
    /** Says what reports in these processes; throws where there are none. */
    workerReporter(path: string): this;
  }
}
