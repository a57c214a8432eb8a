import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { type Disk, put } from '../../../src/delivery/put.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const OLD = 'PASSWORD=of-another-service\nSECRET=old\n';
const NEW = `${OLD}SECRET_2=new\n`;
const FILE = { path: '/.env' } as Uri;

/** A disk with one file, which refuses as told. */
class FaultyDisk implements Disk {
  text: string | undefined;
  /** So many characters there is room for from the n-th write on; the last one counts from there on. */
  room: number[] = [];
  refusesRemoval = false;
  /** Called when something was written, before it is read back. */
  written: () => void = () => undefined;

  constructor(text: string | undefined) {
    this.text = text;
  }

  async readFile(): Promise<Uint8Array> {
    if (this.text === undefined) throw new Error('nothing there');
    return bytes(this.text);
  }

  async writeFile(_: Uri, content: Uint8Array): Promise<void> {
    const room = this.room.length > 1 ? this.room.shift() : this.room[0];
    const text = new TextDecoder().decode(content);
    this.text = text.slice(0, room ?? text.length);
    this.written();
    if (room !== undefined && room < text.length) throw new Error('full');
  }

  async delete(): Promise<void> {
    if (this.refusesRemoval) throw new Error('refused');
    this.text = undefined;
  }
}

describe('A file is made another one', () => {
  const outcomeOf = async (disk: Disk, from: string | undefined, to: string | undefined) =>
    put(disk, FILE, from === undefined ? undefined : bytes(from), to === undefined ? undefined : bytes(to));

  it('as a whole, and removed', async () => {
    const disk = new FaultyDisk(OLD);
    assert.deepEqual(await outcomeOf(disk, OLD, NEW), { kind: 'done' });
    assert.equal(disk.text, NEW);
    assert.deepEqual(await outcomeOf(disk, NEW, undefined), { kind: 'done' });
    assert.equal(disk.text, undefined);
  });

  it('or is what it was, where the disk cut it off', async () => {
    for (const room of [0, 1, OLD.length, NEW.length - 1]) {
      const disk = new FaultyDisk(OLD);
      disk.room = [room, OLD.length];
      assert.deepEqual(await outcomeOf(disk, OLD, NEW), { kind: 'failed' }, String(room));
      assert.equal(disk.text, OLD);
    }
    const disk = new FaultyDisk('');
    disk.room = [3];
    assert.deepEqual(await outcomeOf(disk, undefined, NEW), { kind: 'failed' });
    assert.equal(disk.text, undefined);
  });

  it('and where what was there does not fit any more either, it is kept until it does', async () => {
    const disk = new FaultyDisk(OLD);
    disk.room = [5];
    const damaged = await outcomeOf(disk, OLD, NEW);
    assert.ok(damaged.kind === 'damaged');
    assert.equal(damaged.wasThere, true);
    assert.equal(disk.text, OLD.slice(0, 5));
    assert.equal(await damaged.restore(), 'failed');
    disk.room = [];
    assert.equal(await damaged.restore(), 'restored');
    assert.equal(disk.text, OLD);
  });

  it('and a new one that cannot be removed is told', async () => {
    const disk = new FaultyDisk('');
    disk.room = [3];
    disk.refusesRemoval = true;
    const damaged = await outcomeOf(disk, undefined, NEW);
    assert.ok(damaged.kind === 'damaged' && !damaged.wasThere);
    disk.refusesRemoval = false;
    assert.equal(await damaged.restore(), 'restored');
    assert.equal(disk.text, undefined);
  });

  it('but never takes away what somebody else has written meanwhile', async () => {
    const disk = new FaultyDisk(OLD);
    disk.written = () => {
      disk.text = 'of the other window';
    };
    assert.deepEqual(await outcomeOf(disk, OLD, NEW), { kind: 'changed' });
    assert.equal(disk.text, 'of the other window');

    const full = new FaultyDisk(OLD);
    full.room = [5];
    const damaged = await outcomeOf(full, OLD, NEW);
    assert.ok(damaged.kind === 'damaged');
    full.room = [];
    full.text = 'mended by hand';
    assert.equal(await damaged.restore(), 'changed');
    assert.equal(full.text, 'mended by hand');
  });

  it('which is the other one as well if it was put back meanwhile', async () => {
    const disk = new FaultyDisk(OLD);
    disk.written = () => {
      disk.text = OLD;
    };
    assert.deepEqual(await outcomeOf(disk, OLD, NEW), { kind: 'changed' });
  });

  it('and stays where the disk does not let it be removed', async () => {
    const disk = new FaultyDisk(NEW);
    disk.refusesRemoval = true;
    assert.deepEqual(await outcomeOf(disk, NEW, undefined), { kind: 'failed' });
    assert.equal(disk.text, NEW);
  });
});
