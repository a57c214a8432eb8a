import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHANGE_TIMEOUT_MS, FILE_TIMEOUT_MS, type FileFailure } from '../../../src/platform/files.ts';
import { createNodePlatform } from '../../../src/platform/node/platform.ts';
import { type DiskCall, type DiskFault, SLOW_MS } from '../../helpers/platform/faultyDisk.ts';
import { refusal } from '../../helpers/platform/memoryDisk.ts';
import { Computer, FOLDER, type TestWindow } from '../../helpers/platform/testPlatform.ts';
import { failsWith, usesOf } from '../../helpers/platform/uses.ts';

type Use = keyof ReturnType<typeof usesOf>;

const READS: readonly Use[] = ['list', 'read', 'modifiedAt'];
const WRITES: readonly Use[] = ['replace', 'create', 'append'];
const ALL: readonly Use[] = [...READS, ...WRITES, 'remove', 'watch'];

/** What each kind of disk cannot do, and what that is called. All else it does. */
const KINDS: readonly { fault: DiskFault; fails: readonly Use[]; as: FileFailure }[] = [
  { fault: 'full', fails: [...WRITES, 'watch'], as: 'full' },
  { fault: 'readOnly', fails: [...WRITES, 'remove', 'watch'], as: 'readOnly' },
  { fault: 'noAccess', fails: ALL, as: 'refused' },
  { fault: 'broken', fails: ALL, as: 'unreachable' },
  { fault: 'renameRefused', fails: ['replace'], as: 'refused' },
  { fault: 'noHardLinks', fails: [], as: 'refused' },
  { fault: 'noFsync', fails: [], as: 'refused' },
  { fault: 'slow', fails: [...READS, ...WRITES, 'remove', 'watch'], as: 'timedOut' },
  { fault: 'silent', fails: [...READS, ...WRITES, 'remove', 'watch'], as: 'timedOut' },
];

describe('The files on a disk with a fault', () => {
  let computer: Computer;
  let window: TestWindow;
  beforeEach(async () => {
    computer = new Computer();
    window = computer.window();
    await window.platform.files.replace('one', 'text');
  });
  const text = (name = 'one') => computer.window().platform.files.read(name);
  /** The names on the disk, what is half written too. */
  const names = () => computer.disk.list(FOLDER);

  for (const { fault, fails, as } of KINDS) {
    it(`do what they can, and fail as “${as}” in time otherwise: ${fault}`, async () => {
      for (const name of ALL) {
        computer = new Computer();
        window = computer.window();
        await window.platform.files.replace('one', 'text');
        window.disk.has(fault);
        const began = computer.clock.elapsed();
        const used = computer.clock.passing<unknown>(usesOf(window.platform.files)[name]());
        if (fails.includes(name)) await assert.rejects(used, failsWith(as), name);
        else await used;
        const limit = [...WRITES, 'remove'].includes(name) ? CHANGE_TIMEOUT_MS : FILE_TIMEOUT_MS;
        assert.ok(computer.clock.elapsed() - began <= limit, `${name} ended in time`);
        if (!fails.includes(name)) continue;
        if (name === 'replace') assert.equal(await text(), 'text', 'the one before is untouched');
        if (name === 'create' && as !== 'timedOut') assert.equal(await text('another'), undefined);
      }
    });
  }

  it('leave nothing half written behind where that can be removed', async () => {
    for (const fault of ['full', 'renameRefused', 'noHardLinks'] as const) {
      window.disk.has(fault);
      await computer.clock.passing(window.platform.files.replace('one', 'new')).catch(() => undefined);
      await computer.clock.passing(window.platform.files.create('other', 'new')).catch(() => undefined);
      window.disk.heal();
      await window.platform.files.remove('other');
      assert.deepEqual(await names(), ['one']);
    }
  });

  it('are not made half on a disk without hard links that fills up or refuses meanwhile', async () => {
    window.disk.has('noHardLinks');
    window.disk.has('full', { calls: ['write'], after: 1, times: 1 });
    await assert.rejects(window.platform.files.create('lock', 'ours'), failsWith('full'));
    window.disk.has('noAccess', { calls: ['open'], after: 1, times: 1 });
    await assert.rejects(window.platform.files.create('lock', 'ours'), failsWith('refused'));
    assert.deepEqual(await names(), ['one']);
    assert.equal(await window.platform.files.create('lock', 'ours'), true);
  });

  it('fail in a word where the system has none', async () => {
    window.disk.read = () => Promise.reject(new Error('no code'));
    await assert.rejects(window.platform.files.read('one'), failsWith('unreachable'));
  });

  it('are moved into place once a virus scanner lets go of them', async () => {
    for (const times of [1, 2, 3, 4]) {
      window.disk.has('renameRefused', { times });
      await computer.clock.passing(window.platform.files.replace('one', `new ${times}`));
      assert.equal(await text(), `new ${times}`);
    }
  });

  it('are read and removed once another program lets go of them', async () => {
    const { files } = window.platform;
    for (const call of ['read', 'remove'] as const) {
      const act = window.disk[call];
      let refusals = 2;
      window.disk[call] = async (file: string): Promise<never> => {
        if (refusals === 0) return (await act(file)) as never;
        refusals -= 1;
        throw refusal('EBUSY');
      };
    }
    assert.equal(await computer.clock.passing(files.read('one')), 'text');
    await computer.clock.passing(files.remove('one'));
    assert.deepEqual(await names(), []);
  });

  it('are waited for while this process stood still, which is no fault of the disk', async () => {
    const root = await mkdtemp(join(tmpdir(), 'tripartie-still-'));
    try {
      const { files } = createNodePlatform(root);
      await files.replace('one', 'text');
      const read = files.read('one');
      const until = performance.now() + FILE_TIMEOUT_MS + 100;
      while (performance.now() < until);
      assert.equal(await read, 'text');
    } finally {
      await rm(root, { recursive: true });
    }
  });

  it('are lost where the disk says so, as against one that does not tell', async () => {
    window.disk.has('broken', { calls: ['sync'] });
    await assert.rejects(window.platform.files.replace('one', 'new'), failsWith('unreachable'));
    window.disk.heal();
    window.disk.has('noFsync');
    for (const each of ['new', 'newer', 'newest']) await window.platform.files.replace('one', each);
    assert.equal(await text(), 'newest');
  });

  it('are not taken for made by another window when the disk refuses', async () => {
    for (const fault of ['full', 'readOnly', 'noAccess', 'broken'] as const) {
      window.disk.has(fault);
      await assert.rejects(window.platform.files.create('lock', 'ours'), { name: 'FileError' });
      window.disk.heal();
    }
    assert.equal(await window.platform.files.create('lock', 'ours'), true);
    for (const fault of ['noHardLinks', 'noFsync'] as const) {
      window.disk.has(fault);
      assert.equal(await window.platform.files.create('lock', 'theirs'), false);
    }
  });

  it('are written by a disk that was slow neither late nor over what came after', async () => {
    const { clock } = computer;
    const { files } = window.platform;
    window.disk.has('slow', { times: 1, calls: ['write'] });
    await assert.rejects(clock.passing(files.replace('one', 'slow')), failsWith('timedOut'));
    await clock.pass(SLOW_MS);
    assert.equal(await text(), 'text');
    window.disk.has('slow', { times: 1, calls: ['rename'] });
    await assert.rejects(clock.passing(files.replace('one', 'slow')), failsWith('timedOut'));
    await assert.rejects(clock.passing(files.replace('one', 'later')), failsWith('timedOut'));
    await clock.pass(SLOW_MS);
    assert.equal(await text(), 'slow', 'the disk did it in the end');
    await files.replace('one', 'last');
    await clock.pass(SLOW_MS);
    assert.equal(await text(), 'last');
    assert.deepEqual(await names(), ['one']);
  });

  it('are whole or as they were, wherever the process ends', async () => {
    for (const [use, whole] of [
      ['replace', ['text', 'new text']],
      ['create', [undefined, 'new text']],
    ] as const) {
      for (let call = 0; ; call += 1) {
        computer = new Computer();
        window = computer.window();
        await window.platform.files.replace('one', 'text');
        const before = window.disk.calls.length;
        window.disk.cutOff(call);
        const used: Promise<unknown> = usesOf(window.platform.files)[use]();
        await computer.clock.passing(used).catch(() => undefined);
        const found = await text(use === 'create' ? 'another' : 'one');
        assert.ok(whole.includes(found as never), `${use}, call ${call}: ${found}`);
        if (window.disk.calls.length - before <= call) break;
      }
    }
  });

  it('may be half made where the process ends on a disk without hard links', async () => {
    const found = new Set<string | undefined>();
    for (let call = 0; call < 12; call += 1) {
      computer = new Computer();
      window = computer.window();
      window.disk.has('noHardLinks');
      window.disk.cutOff(call);
      await computer.clock.passing(window.platform.files.create('lock', 'ours').catch(() => undefined));
      found.add(await text('lock'));
    }
    assert.deepEqual([...found], [undefined, 'ou', 'ours']);
  });

  it('are not watched any more than the system can', async () => {
    const calls: readonly DiskCall[] = ['watch'];
    window.disk.has('broken', { calls });
    await assert.rejects(
      window.platform.files.watch(() => undefined),
      failsWith('unreachable'),
    );
  });
});
