import assert from 'node:assert/strict';
import { CrossWindowMutex } from '../../../src/platform/crossWindowMutex.ts';
import { DISK_FAULTS } from '../../helpers/platform/faultyDisk.ts';
import { Computer } from '../../helpers/platform/testPlatform.ts';

describe('Changes of what all windows share', () => {
  let computer: Computer;
  beforeEach(() => {
    computer = new Computer();
  });
  const open = (subject: 'profiles' | 'secrets' = 'profiles') =>
    new CrossWindowMutex(computer.window().platform, subject);

  /** Something that takes a second, and what was done when it was. */
  function change(done: string[], name: string) {
    return async () => {
      done.push(`${name} begins`);
      await computer.clock.sleep(1_000);
      done.push(`${name} ends`);
    };
  }

  it('are made one at a time over all windows, and in their order within one', async () => {
    const done: string[] = [];
    const [one, other] = [open(), open()];
    const all = [
      one.alone(change(done, 'first')),
      one.alone(change(done, 'second')),
      other.alone(change(done, 'other')),
    ];
    await computer.clock.passing(Promise.all(all));
    assert.equal(done.length, 6);
    for (let at = 0; at < 6; at += 2) assert.equal(done[at]?.replace('begins', 'ends'), done[at + 1]);
    assert.ok(done.indexOf('first ends') < done.indexOf('second begins'));
  });

  it('of another subject do not wait', async () => {
    const done: string[] = [];
    const all = [open().alone(change(done, 'one')), open('secrets').alone(change(done, 'other'))];
    await computer.clock.passing(Promise.all(all));
    assert.deepEqual(done.slice(0, 2).sort(), ['one begins', 'other begins']);
  });

  it('end as they do, and are followed by the next', async () => {
    const mutex = open();
    await assert.rejects(
      mutex.alone(() => Promise.reject(new Error('refused'))),
      /refused/,
    );
    assert.equal(await mutex.next(async () => 'done'), 'done');
    assert.equal(await open().alone(async () => 'done'), 'done', 'the lock is free');
  });

  it('are made all the same where another window does not end, after a quarter of a minute', async () => {
    void open().alone(() => new Promise(() => undefined));
    const began = computer.clock.elapsed();
    await computer.clock.passing(open().alone(async () => 'done'));
    const waited = computer.clock.elapsed() - began;
    assert.ok(waited >= 15_000 && waited < 15_100, `${waited}`);
  });

  for (const fault of DISK_FAULTS) {
    it(`are made within seconds on a disk with a fault: ${fault}`, async () => {
      const window = computer.window();
      window.disk.has(fault);
      const began = computer.clock.elapsed();
      const mutex = new CrossWindowMutex(window.platform, 'profiles');
      assert.equal(await computer.clock.passing(mutex.alone(async () => 'done')), 'done');
      assert.ok(computer.clock.elapsed() - began <= 4_000);
    });
  }
});
