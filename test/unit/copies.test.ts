import assert from 'node:assert/strict';
import { createCopies } from '../../src/ui/copies.ts';
import { DISK_FAULTS } from '../helpers/platform/faultyDisk.ts';
import { Computer, FOLDER } from '../helpers/platform/testPlatform.ts';

const LIFETIME_MS = 60_000;

describe('What windows know of each other’s copies', () => {
  it('is how long the last one may stay, where another window made it', async () => {
    const computer = new Computer();
    const [one, other] = [createCopies(computer.window().platform), createCopies(computer.window().platform)];
    assert.equal(await one.othersLeft(), 0);
    await one.note(LIFETIME_MS);
    assert.deepEqual([await one.othersLeft(), await other.othersLeft()], [0, LIFETIME_MS]);
    await computer.clock.pass(40_000);
    await other.note(LIFETIME_MS);
    computer.clock.jump(8 * 86_400_000);
    assert.deepEqual([await one.othersLeft(), await other.othersLeft()], [LIFETIME_MS, 0]);
    await computer.clock.pass(LIFETIME_MS - 1);
    assert.equal(await one.othersLeft(), 1);
    await computer.clock.pass(1);
    assert.equal(await one.othersLeft(), 0);
  });

  it('is nothing where the file is damaged, of another host, or from before a restart', async () => {
    const computer = new Computer();
    const copies = createCopies(computer.window().platform);
    const good = { id: 'a', host: 'one', ends: computer.clock.elapsed() + 1_000 };
    for (const [text, left] of [
      [JSON.stringify(good), 1_000],
      ['', 0],
      ['{"id":', 0],
      ['null', 0],
      [JSON.stringify({ ...good, ends: 'soon' }), 0],
      [JSON.stringify({ ...good, host: 'another' }), 0],
      [JSON.stringify({ ...good, ends: computer.clock.elapsed() + 3_600_000 }), 0],
    ] as const) {
      computer.disk.put(`${FOLDER}/clipboard.json`, text);
      assert.equal(await copies.othersLeft(), left, text);
    }
  });

  for (const fault of DISK_FAULTS) {
    it(`does not hinder a copy on a disk with a fault: ${fault}`, async () => {
      const computer = new Computer();
      const window = computer.window();
      window.disk.has(fault);
      const copies = createCopies(window.platform);
      await computer.clock.passing(copies.note(LIFETIME_MS));
      assert.equal(await computer.clock.passing(copies.othersLeft()), 0);
    });
  }

  it('holds nothing of what was copied', async () => {
    const computer = new Computer();
    await createCopies(computer.window().platform).note(LIFETIME_MS);
    const [text = ''] = Object.values(computer.disk.contents);
    assert.deepEqual(Object.keys(JSON.parse(text)), ['id', 'host', 'ends']);
  });
});
