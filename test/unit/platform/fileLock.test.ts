import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLock, folderOfLocks, type LockPlace } from '../../../src/platform/fileLock.ts';
import { LEASE_MS, type Lock } from '../../../src/rotation/machine/index.ts';

describe('The lock of rotations', () => {
  let folder: string;
  let now: number;
  const openWindow = (other: Partial<LockPlace> = {}): Lock =>
    createLock({ ...folderOfLocks(folder), ...other }, { now: () => now, sleep: () => Promise.resolve() });

  beforeEach(async () => {
    now = 1_000_000;
    folder = await mkdtemp(join(tmpdir(), 'tripartie-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is held by one window at a time, and free after it', async () => {
    const lease = await openWindow().acquire('acme');
    assert.ok(lease);
    assert.equal(await openWindow().acquire('acme'), undefined);
    assert.ok(await openWindow().acquire('another account'));
    await lease.release();
    assert.ok(await openWindow().acquire('acme'));
  });

  it('is won by exactly one of many that ask at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const leases = await Promise.all(Array.from({ length: 8 }, () => openWindow().acquire(`round ${round}`)));
      assert.equal(leases.filter((lease) => lease).length, 1);
    }
  });

  it('ends by itself, and its holder then knows', async () => {
    const lease = await openWindow().acquire('acme');
    assert.ok(lease);
    now += LEASE_MS;
    const next = await openWindow({ pid: process.ppid }).acquire('acme');
    assert.ok(next);
    assert.ok(next.othersUntil !== undefined && next.othersUntil <= now);
    assert.equal(await lease.renew(), false);
    await lease.release();
    assert.equal(await next.renew(), true, 'a lease that was lost releases nothing');
  });

  it('tells the next window when the last one was done, and itself nothing', async () => {
    await (await openWindow().acquire('acme'))?.release();
    const same = await openWindow().acquire('acme');
    assert.equal(same?.othersUntil, undefined);
    await same?.release();
    now += 300;
    assert.equal((await openWindow({ pid: process.ppid }).acquire('acme'))?.othersUntil, now - 300);
  });

  it('is not renewed in its last moments, when another window may be about to take it', async () => {
    const lease = await openWindow().acquire('acme');
    now += LEASE_MS - 1_000;
    assert.equal(await lease?.renew(), false);
  });

  it('lasts as long as it is renewed', async () => {
    const lease = await openWindow().acquire('acme');
    assert.ok(lease);
    for (let minute = 0; minute < 5; minute += 1) {
      now += LEASE_MS / 2;
      assert.equal(await lease.renew(), true);
    }
    assert.equal(await openWindow().acquire('acme'), undefined);
  });

  it('does not outlive the process of a window that is gone, or a damaged file', async () => {
    // No process has this number: it is beyond what the system hands out.
    assert.ok(await openWindow({ pid: 2 ** 30 }).acquire('acme'));
    assert.ok(await openWindow().acquire('acme'));
    const [name = ''] = await readdir(folder);
    await writeFile(join(folder, name), 'half a fi');
    assert.ok(await openWindow().acquire('acme'));
  });

  it('lasts until its end where the window is on another host, of whose processes nothing is known', async () => {
    const container = { host: `not ${hostname()}`, pid: 2 ** 30 };
    assert.ok(await openWindow(container).acquire('acme'));
    assert.equal(await openWindow().acquire('acme'), undefined);
    now += LEASE_MS;
    const lease = await openWindow().acquire('acme');
    assert.equal(lease?.othersUntil, now);
  });

  it('leaves one file behind, however often it was held, and none of those who came too late', async () => {
    for (let times = 0; times < 5; times += 1) {
      const leases = await Promise.all(Array.from({ length: 4 }, () => openWindow().acquire('acme')));
      for (const lease of leases) await lease?.release();
    }
    assert.deepEqual(await readdir(folder), ['YWNtZQ.5.lock']);
    assert.ok(await openWindow().acquire('another account'));
  });

  it('is not won by a window that was held up while others came and went', async () => {
    await (await openWindow().acquire('acme'))?.release();
    const place = folderOfLocks(folder);
    const late = openWindow({
      create: async (name, text) => {
        for (let others = 0; others < 2; others += 1) await (await openWindow().acquire('acme'))?.release();
        return place.create(name, text);
      },
    });
    assert.equal(await late.acquire('acme'), undefined);
    const next = await openWindow().acquire('acme');
    assert.equal(await next?.renew(), true);
  });
});
