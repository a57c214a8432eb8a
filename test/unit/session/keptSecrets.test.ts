import assert from 'node:assert/strict';
import { EntryNames } from '../../../src/session/secrets/entryNames.ts';
import { entriesOf, sortEntries } from '../../../src/session/secrets/keptSecrets.ts';
import { DISK_FAULTS } from '../../helpers/platform/faultyDisk.ts';
import { Computer, FOLDER } from '../../helpers/platform/testPlatform.ts';

describe('The secrets that an editor keeps', () => {
  const KEYS = [
    'tripartie.profile:a:persona',
    'tripartie.profile:a',
    'tripartie.profile:b',
    'tripartie.apiClient:sandbox:one',
    'tripartie.apiClient:https://api.tripartie.example:8443/v1:two',
    'tripartie.apiClient:https://api.tripartie.example:8443/v1:three',
    'tripartie.rotations',
    'tripartie.rotation:x',
    'tripartie.canary',
    'tripartie.windowCopy',
    'another extension’s',
  ];

  it('are sorted by profile, place and rotation; what is none is left out', () => {
    const kept = sortEntries([...KEYS, ...KEYS]);
    assert.deepEqual(Object.fromEntries(kept.profiles), {
      a: ['tripartie.profile:a', 'tripartie.profile:a:persona'],
      b: ['tripartie.profile:b'],
    });
    assert.deepEqual(
      [...kept.clients].map(([place, { length }]) => [place, length]),
      [
        ['https://api.tripartie.example:8443/v1', 2],
        ['sandbox', 1],
      ],
    );
    assert.deepEqual(kept.rotations, ['tripartie.rotation:x', 'tripartie.rotations']);
    assert.deepEqual(entriesOf(kept).sort(), KEYS.slice(0, 8).sort());
  });

  it('are known by name over windows, whatever else is in the folder', async () => {
    const computer = new Computer();
    const [one, other] = [computer.window(), computer.window()].map(
      ({ platform }) => new EntryNames(platform.files.folder('entries')),
    );
    assert.deepEqual(await one?.list(), []);
    for (const key of KEYS) await one?.add(key);
    for (const name of ['%E0%A4%A.entry', 'notes.txt']) computer.disk.put(`${FOLDER}/entries/${name}`, '');
    assert.deepEqual((await other?.list())?.sort(), [...KEYS].sort());
    for (const key of KEYS) await other?.remove(key);
    assert.deepEqual(await one?.list(), []);
  });

  for (const fault of DISK_FAULTS) {
    it(`are stored all the same on a disk with a fault: ${fault}`, async () => {
      const computer = new Computer();
      const window = computer.window();
      window.disk.has(fault);
      const names = new EntryNames(window.platform.files);
      for (const work of [() => names.add('a'), () => names.list(), () => names.remove('a')]) {
        await computer.clock.passing<unknown>(work());
      }
    });
  }
});
