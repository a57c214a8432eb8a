import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ACTIVITIES, type Activity } from '../../../src/activity/activityFile.ts';
import { milestoneOf } from '../../../src/activity/milestones.ts';

describe('Milestones', () => {
  const reached = (what: Activity['what'], outcome?: string) =>
    milestoneOf({ what, ...(outcome !== undefined && { outcome }) });

  it('are a key that was created, and not one whose making failed', () => {
    assert.equal(reached('created'), 'tripartie.done.createdKey');
    assert.equal(reached('created', 'Tripartie did not answer in time.'), undefined);
  });

  it('are a rotation that ended with the old key gone', () => {
    assert.equal(reached('rotated', 'the old key is deleted'), 'tripartie.done.rotatedKey');
    assert.equal(reached('rotation', 'undone, the new key is deleted'), undefined);
  });

  it('are two-factor sign-in that was turned on', () => {
    assert.equal(reached('two-factor on'), 'tripartie.done.twoFactor');
    assert.equal(reached('two-factor off'), undefined);
  });

  it('are nothing else', () => {
    const others = ACTIVITIES.filter((what) => reached(what) === undefined);
    assert.equal(others.length, ACTIVITIES.length - 3);
  });

  it('are what steps of the walkthrough wait for', async () => {
    const { contributes } = JSON.parse(await readFile('package.json', 'utf8'));
    const steps: { completionEvents: string[] }[] = contributes.walkthroughs[0].steps;
    const events = steps.flatMap(({ completionEvents }) => completionEvents);
    for (const key of [reached('created'), reached('rotated'), reached('two-factor on')]) {
      assert.ok(events.includes(`onContext:${key}`), key);
    }
  });
});
