import type { RootHookObject } from 'mocha';
import { openSettings } from '../ui/support.ts';
import { holdChromium } from './chromium.ts';
import { openWorkbenches, type Workbench } from './workbench.ts';

/** The windows that were open when the test began. */
let openBefore: readonly Workbench[] = [];

let giveUpChromium: () => Promise<void>;

/**
 * When a try of a browser test fails, pictures of the open windows tell what a person would have seen. What it left
 * behind is put away, so that the next try, or test, fails for reasons of its own only.
 */
export const mochaHooks: RootHookObject = {
  beforeAll() {
    giveUpChromium = holdChromium();
  },
  afterAll: () => giveUpChromium(),
  beforeEach() {
    openBefore = [...openWorkbenches];
  },
  async afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    // One that will be tried again is in no state: to mocha, only the last try can fail.
    if (!test || test.state === 'passed' || test.state === 'pending') return;
    await takePictures(`${test.fullTitle()}${test.state === 'failed' ? '' : ' before another try'}`);
    for (const { sandbox } of openSettings) sandbox.faults.clear();
    // The first window comes last, and is in front then.
    for (const workbench of [...openWorkbenches].reverse()) await leaveBehind(workbench);
  },
};

export async function takePictures(title: string): Promise<void> {
  const name = title.replace(/[^a-z0-9]+/gi, '-');
  for (const [index, workbench] of [...openWorkbenches].entries()) {
    await evenIfBroken(workbench.screenshot(`failed/${name}-${index + 1}`));
  }
}

async function leaveBehind(workbench: Workbench): Promise<void> {
  if (!openBefore.includes(workbench)) return evenIfBroken(workbench.close());
  await evenIfBroken(workbench.page.bringToFront().then(() => workbench.putAway()));
}

/** An error here would end the whole suite, and what is wrong with the window has been told by its test. */
export async function evenIfBroken(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => console.warn(`After a test that failed: ${error}`));
}
