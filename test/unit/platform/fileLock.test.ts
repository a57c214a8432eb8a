import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createFileLock } from '../../../src/platform/fileLock.ts';
import { LEASE_MS, type Lease } from '../../../src/platform/lock.ts';
import { createNodePlatform } from '../../../src/platform/node/platform.ts';
import { DISK_FAULTS, SLOW_MS } from '../../helpers/platform/faultyDisk.ts';
import { Computer, FOLDER, type TestWindow } from '../../helpers/platform/testPlatform.ts';

const HOUR_MS = 3_600_000;

describe('The lock over windows', () => {
  let computer: Computer;
  beforeEach(() => {
    computer = new Computer();
  });

  /** The lock as a window has it. */
  const lockOf = ({ platform }: TestWindow) => createFileLock(platform);
  const newLock = (...options: Parameters<Computer['window']>) => lockOf(computer.window(...options));
  const acquire = (...options: Parameters<Computer['window']>) => newLock(...options).acquire('acme');
  async function taken(lease: Promise<Lease | undefined>): Promise<Lease> {
    const held = await lease;
    assert.ok(held, 'the lock is free');
    return held;
  }
  const isHeld = async (held: Promise<Lease | undefined>) => assert.equal(await held, undefined, 'the lock is held');

  it('is held by one window at a time, and free after it', async () => {
    const lease = await taken(acquire());
    await isHeld(acquire());
    await taken(newLock().acquire('another account'));
    await lease.release();
    await taken(acquire());
  });

  it('is won by exactly one of many that ask at once, on the disk of this computer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tripartie-lock-'));
    try {
      for (let round = 0; round < 20; round += 1) {
        const open = () => createFileLock(createNodePlatform(folder)).acquire(`round ${round}`);
        const leases = await Promise.all(Array.from({ length: 8 }, open));
        assert.equal(leases.filter((lease) => lease).length, 1);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  for (const links of ['with', 'without'] as const) {
    it(`is never held by two windows, however the disk orders what they do, ${links} hard links`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, count) => {
          computer = new Computer();
          let holders = 0;
          const rotate = async (window: TestWindow) => {
            if (links === 'without') window.disk.has('noHardLinks');
            for (const call of ['list', 'read', 'link', 'rename', 'remove'] as const) {
              window.disk[call] = scheduler.scheduleFunction(window.disk[call] as () => Promise<never>);
            }
            const open = scheduler.scheduleFunction(window.disk.open);
            window.disk.open = async (file) => {
              const opened = await open(file);
              return { ...opened, write: scheduler.scheduleFunction(opened.write) };
            };
            const lock = lockOf(window);
            for (let tries = 0; tries < 3; tries += 1) {
              const lease = await lock.acquire('acme');
              if (!lease) continue;
              holders += 1;
              assert.equal(holders, 1);
              await scheduler.schedule(Promise.resolve());
              assert.equal(await lease.renew(), true);
              assert.equal(holders, 1);
              holders -= 1;
              await lease.release();
            }
          };
          await scheduler.waitFor(Promise.all(Array.from({ length: count }, () => rotate(computer.window()))));
        }),
        { numRuns: 150 },
      );
    });
  }

  it('ends by itself, and its holder then knows', async () => {
    const lease = await taken(acquire());
    await computer.clock.pass(LEASE_MS);
    const next = await taken(acquire());
    assert.ok(next.othersUntil !== undefined && next.othersUntil <= computer.clock.elapsed());
    assert.equal(await lease.renew(), false);
    await lease.release();
    assert.equal(await next.renew(), true, 'a lease that was lost releases nothing');
  });

  it('tells the next window when the last one was done, and itself nothing', async () => {
    const own = computer.window();
    await (await taken(lockOf(own).acquire('acme'))).release();
    const again = await taken(lockOf(own).acquire('acme'));
    assert.equal(again.othersUntil, undefined);
    await again.release();
    await computer.clock.pass(300);
    assert.equal((await taken(acquire())).othersUntil, computer.clock.elapsed() - 300);
  });

  it('is not renewed in its last moments, when another window may be about to take it', async () => {
    const lease = await taken(acquire());
    await computer.clock.pass(LEASE_MS - 1_000);
    assert.equal(await lease.renew(), false);
    await lease.release();
    await taken(acquire());
  });

  it('lasts as long as it is renewed', async () => {
    const lease = await taken(acquire());
    for (let minute = 0; minute < 5; minute += 1) {
      await computer.clock.pass(LEASE_MS / 2);
      assert.equal(await lease.renew(), true);
    }
    await isHeld(acquire());
  });

  it('is not what another program left in the folder', async () => {
    computer.disk.put(`${FOLDER}/YWNtZQ.1.lock~`, 'of an editor');
    computer.disk.put(`${FOLDER}/1.lock`, 'of somebody');
    const lease = await taken(acquire());
    assert.equal(await lease.renew(), true);
    await isHeld(acquire());
  });

  it('does not outlive the process of a window that is gone', async () => {
    const window = computer.window();
    await taken(lockOf(window).acquire('acme'));
    await isHeld(acquire());
    computer.end(window);
    await taken(acquire());
  });

  it('lasts until its end where the window is on another host, of whose processes nothing is known', async () => {
    const window = computer.window({ host: 'another' });
    await taken(lockOf(window).acquire('acme'));
    computer.end(window);
    const lock = newLock();
    await isHeld(lock.acquire('acme'));
    await computer.clock.pass(LEASE_MS - 1);
    await isHeld(lock.acquire('acme'));
    await computer.clock.pass(1);
    assert.equal((await taken(lock.acquire('acme'))).othersUntil, computer.clock.elapsed());
  });

  it('is free at once where a window on another host gave it back', async () => {
    await (await taken(acquire({ host: 'another' }))).release();
    await taken(acquire());
  });

  it('leaves one file behind, however often it was held, and none of those who came too late', async () => {
    for (let times = 0; times < 5; times += 1) {
      for (const lease of await Promise.all(Array.from({ length: 4 }, () => acquire()))) await lease?.release();
    }
    assert.deepEqual(Object.keys(computer.disk.contents), [`${FOLDER}/YWNtZQ.5.lock`]);
    await taken(newLock().acquire('another account'));
  });

  it('is not won by a window that was held up while others came and went', async () => {
    await (await taken(acquire())).release();
    const late = computer.window();
    const { link } = late.disk;
    late.disk.link = async (from, to) => {
      for (let others = 0; others < 2; others += 1) await (await taken(acquire())).release();
      await link(from, to);
    };
    await isHeld(lockOf(late).acquire('acme'));
    assert.equal(await (await taken(acquire())).renew(), true);
  });

  describe('when the wall clock is wrong', () => {
    for (const jump of [8 * 24 * HOUR_MS, HOUR_MS, LEASE_MS, -LEASE_MS, -10 * HOUR_MS]) {
      it(`stays with its window over a jump of ${jump / HOUR_MS} hours, and ends when its time has passed`, async () => {
        const lease = await taken(acquire());
        computer.clock.jump(jump);
        await isHeld(acquire());
        await computer.clock.pass(LEASE_MS / 2);
        assert.equal(await lease.renew(), true);
        await computer.clock.pass(LEASE_MS - 1);
        await isHeld(acquire());
        await computer.clock.pass(1);
        const next = await taken(acquire());
        assert.equal(next.othersUntil, computer.clock.elapsed());
        assert.equal(await lease.renew(), false);
      });
    }

    for (const wrong of [-8 * 24 * HOUR_MS, -60_000, 60_000, 10 * HOUR_MS]) {
      it(`stays with a window on another host whose clock is wrong by ${wrong / HOUR_MS} hours, as long as that renews it`, async () => {
        const lock = newLock();
        computer.clock.jump(wrong);
        const other = await taken(acquire({ host: 'another' }));
        computer.clock.jump(-wrong);
        await isHeld(lock.acquire('acme'));
        for (let minute = 0; minute < 3; minute += 1) {
          await computer.clock.pass(LEASE_MS - 10_000);
          computer.clock.jump(wrong);
          assert.equal(await other.renew(), true);
          computer.clock.jump(-wrong);
          await isHeld(lock.acquire('acme'));
        }
        await computer.clock.pass(LEASE_MS);
        await taken(lock.acquire('acme'));
        assert.equal(await other.renew(), false);
      });
    }

    it('does not outlast a restart of the computer, since which time is counted anew', async () => {
      await computer.clock.pass(HOUR_MS);
      await taken(acquire());
      const restarted = new Computer(undefined, computer.disk);
      await taken(lockOf(restarted.window()).acquire('acme'));
    });
  });

  describe('on a disk with a fault', () => {
    it('is not said to be another window’s when the disk fails, and is to be had once it works', async () => {
      for (const fault of DISK_FAULTS) {
        computer = new Computer();
        const window = computer.window();
        const lock = lockOf(window);
        window.disk.has(fault);
        const first = computer.clock.passing(lock.acquire('acme'));
        if (fault === 'noHardLinks' || fault === 'noFsync' || fault === 'renameRefused') {
          await taken(first);
          continue;
        }
        await assert.rejects(first, { name: 'FileError' }, fault);
        window.disk.heal();
        await computer.clock.pass(10_000);
        if (fault === 'silent') continue;
        await taken(lock.acquire('acme'));
      }
    });

    it('is not kept from its window by an attempt that failed half way', async () => {
      for (const call of ['link', 'list'] as const) {
        computer = new Computer();
        const window = computer.window();
        const lock = lockOf(window);
        const first = await taken(lock.acquire('acme'));
        await first.release();
        window.disk.has('slow', { calls: [call], times: 1, after: call === 'list' ? 1 : 0 });
        await assert.rejects(computer.clock.passing(lock.acquire('acme')), { failure: 'timedOut' });
        await computer.clock.pass(SLOW_MS);
        await isHeld(acquire());
        await taken(lock.acquire('acme'));
      }
    });

    it('still tells when another window was done, after attempts that failed half way', async () => {
      const window = computer.window();
      const lock = lockOf(window);
      await (await taken(acquire())).release();
      const doneAt = computer.clock.elapsed();
      for (const call of ['link', 'list'] as const) {
        window.disk.has('slow', { calls: [call], times: 1, after: call === 'list' ? 1 : 0 });
        await assert.rejects(computer.clock.passing(lock.acquire('acme')), { failure: 'timedOut' });
        await computer.clock.pass(SLOW_MS);
      }
      const lease = await taken(lock.acquire('acme'));
      assert.equal(lease.othersUntil, doneAt);
      await lease.release();
      assert.equal((await taken(lock.acquire('acme'))).othersUntil, undefined);
    });

    it('says when it could not be renewed or released, and lasts as long as it did', async () => {
      const window = computer.window();
      const lease = await taken(lockOf(window).acquire('acme'));
      await computer.clock.pass(10_000);
      window.disk.has('full');
      await assert.rejects(lease.renew(), { failure: 'full' });
      await assert.rejects(lease.release(), { failure: 'full' });
      await isHeld(acquire());
      await computer.clock.pass(LEASE_MS - 10_000);
      await taken(acquire());
    });

    it('is held by the window that writes its file, and by nobody once that stays half written', async () => {
      const path = `${FOLDER}/YWNtZQ.1.lock`;
      for (let call = 0; computer.disk.contents[path] === undefined; call += 1) {
        const crashing = computer.window();
        crashing.disk.has('noHardLinks').cutOff(call);
        await computer.clock.passing(lockOf(crashing).acquire('acme')).catch(() => undefined);
        computer.end(crashing);
      }
      assert.match(computer.disk.contents[path] ?? '', /^{[^}]+$/, 'it is half written');
      const lock = newLock();
      await isHeld(lock.acquire('acme'));
      await computer.clock.pass(4_999);
      await isHeld(lock.acquire('acme'));
      await computer.clock.pass(1);
      assert.equal((await taken(lock.acquire('acme'))).othersUntil, computer.clock.elapsed());
    });

    it('is read as an earlier version wrote it, and not where it is damaged', async () => {
      const path = `${FOLDER}/YWNtZQ.7.lock`;
      const until = computer.clock.now() + LEASE_MS;
      computer.disk.put(path, JSON.stringify({ host: 'one', pid: 1, until }));
      const reader = newLock();
      await isHeld(reader.acquire('acme'));
      await computer.clock.pass(LEASE_MS);
      assert.equal((await taken(reader.acquire('acme'))).othersUntil, computer.clock.elapsed());
      for (const text of ['', 'null', '{"host":"one"}', '{"host":"one","pid":1,"until":"later"}']) {
        computer.disk.put(`${FOLDER}/YWNtZQ.9.lock`, text);
        const lock = newLock();
        await isHeld(lock.acquire('acme'));
        await computer.clock.pass(5_000);
        const lease = await taken(lock.acquire('acme'));
        await lease.release();
        await computer.window().platform.files.remove('YWNtZQ.10.lock');
      }
    });
  });
});
