import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { nodePrograms } from '../../../src/platform/node/programs.ts';
import { openPrograms } from '../../../src/platform/openPrograms.ts';
import { cancellable } from '../../../src/platform/programs.ts';
import { eventually } from '../../host/eventually.ts';

describe('A program of the person', () => {
  let folder: string;
  const { PATH } = process.env;
  /** Puts a program on the PATH. */
  const put = async (name: string, script: string, mode = 0o755) => {
    await writeFile(path.join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(path.join(folder, name), mode);
  };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tripartie-programs-'));
    process.env.PATH = `${folder}${path.delimiter}${PATH}`;
  });
  afterEach(async () => {
    process.env.PATH = PATH;
    await rm(folder, { recursive: true });
  });

  it('gets its arguments and its input as they are, in the home of the person, and is heard', async () => {
    await put(
      'fake-tool',
      `printf '%s|' "$@" > ${folder}/args; cat > ${folder}/input; pwd > ${folder}/cwd; echo out; echo bad >&2; exit 3`,
    );
    const { run } = await openPrograms([]);
    assert.deepEqual(await run('fake-tool', ['set', 'a b"$x'], 'made_up_canary'), {
      kind: 'ended',
      code: 3,
      said: 'bad\n',
    });
    assert.equal(await readFile(path.join(folder, 'args'), 'utf8'), 'set|a b"$x|');
    assert.equal(await readFile(path.join(folder, 'input'), 'utf8'), 'made_up_canary');
    assert.equal(await readFile(path.join(folder, 'cwd'), 'utf8'), `${homedir()}\n`);
  });

  it('may end without reading what it was given, by a signal, or be none at all', async () => {
    await put('fake-deaf', 'exit 0');
    await put('fake-killed', 'kill -9 $$');
    await put('fake-closed', 'exit 0', 0o644);
    const { run } = await openPrograms([]);
    assert.deepEqual(await run('fake-deaf', [], 'x'.repeat(1_000_000)), { kind: 'ended', code: 0, said: '' });
    assert.deepEqual(await run('fake-killed', []), { kind: 'ended', code: -1, said: '' });
    assert.deepEqual(await run('fake-closed', []), { kind: 'ended', code: -1, said: '' });
    assert.deepEqual(await run('no-such-program-of-tests', []), { kind: 'absent' });
  });

  it('is none of a folder that is to be avoided, or below it, by whatever name the PATH has it', async () => {
    await put('fake-tool', 'exit 0');
    const link = `${folder}-link`;
    await symlink(folder, link);
    try {
      for (const on of [folder, `${folder}/`, link, path.join(folder, '..', path.basename(folder))]) {
        process.env.PATH = `${on}${path.delimiter}/nowhere${path.delimiter}relative`;
        assert.equal((await (await openPrograms([])).run('fake-tool', [])).kind, 'ended');
        for (const avoid of [folder, path.dirname(folder), link]) {
          assert.deepEqual(await (await openPrograms(['/elsewhere', avoid])).run('fake-tool', []), { kind: 'absent' });
        }
        const beside = path.join(path.dirname(folder), '..fake');
        assert.equal((await (await openPrograms([beside])).run('fake-tool', [])).kind, 'ended');
      }
      delete process.env.PATH;
      assert.equal((await (await openPrograms([])).run('fake-tool', [])).kind, 'absent');
    } finally {
      await rm(link);
    }
  });

  it('is not waited for without end', async () => {
    await put('fake-slow', 'exec sleep 60');
    assert.deepEqual(await nodePrograms({ patience: 200 }).run('fake-slow', []), { kind: 'late' });
    await put('fake-parent', 'echo left >&2; sleep 2 & exit 3');
    const { run } = nodePrograms({ patience: 500 });
    assert.deepEqual(await run('fake-parent', []), { kind: 'ended', code: 3, said: 'left\n' });
  });

  it('is ended when the person cancels, whatever it makes of a signal, and not started after that', async () => {
    await put('fake-slow', `trap '' TERM; echo $$ > ${folder}/pid; while :; do sleep 0.1; done`);
    const cancelling = new AbortController();
    const { run } = cancellable(await openPrograms([]), cancelling.signal);
    const ended = run('fake-slow', []);
    const pid = await eventually(async () => {
      const text = await readFile(path.join(folder, 'pid'), 'utf8');
      assert.match(text, /\n$/);
      return Number(text);
    });
    cancelling.abort();
    assert.deepEqual(await ended, { kind: 'cancelled' });
    assert.throws(() => process.kill(pid, 0), 'it is gone by then');
    await rm(path.join(folder, 'pid'));
    assert.deepEqual(await run('fake-slow', []), { kind: 'cancelled' });
    await assert.rejects(readFile(path.join(folder, 'pid')));
  });
});
