import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { base64url } from '../../../src/platform/base64url.ts';
import { sha256 } from '../../../src/platform/hash.ts';
import { createNodePlatform } from '../../../src/platform/node/platform.ts';
import { randomId, randomToken } from '../../../src/platform/randomness.ts';

describe('What the machine gives besides files and time', () => {
  const { environment } = createNodePlatform('/none');

  it('is a hash that is known', () => {
    // FIPS 180-4, the example of one block.
    assert.equal(sha256('abc', 'hex'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.equal(sha256('é', 'base64url'), Buffer.from(sha256('é', 'hex'), 'hex').toString('base64url'));
  });

  it('is bytes as text that any name may have', () => {
    for (const bytes of [[], [0], [0xfb, 0xff], [0xfb, 0xff, 0xbf], [...Buffer.from('sandbox')]]) {
      assert.equal(base64url(Uint8Array.from(bytes)), Buffer.from(bytes).toString('base64url'));
    }
  });

  it('is what nobody can guess, each time another', () => {
    assert.match(randomId(), /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    assert.match(randomToken(18), /^[\w-]{24}$/);
    assert.equal(new Set(Array.from({ length: 100 }, () => randomToken(18) + randomId())).size, 100);
  });

  it('is who this process is, and who else is there', () => {
    assert.deepEqual([environment.host, environment.pid], [hostname(), process.pid]);
    assert.ok(Math.abs(environment.startedAt - performance.timeOrigin) < 1);
    assert.equal(environment.isAlive(process.pid), true);
    assert.equal(environment.isAlive(spawnSync(process.execPath, ['--version']).pid), false);
    assert.equal(environment.isAlive(2 ** 30), false, 'no process has this number');
    assert.equal(environment.isAlive(1), true, 'that of somebody else, where this is not root');
  });

  it('is what variables are set now', () => {
    process.env.TRIPARTIE_TEST = 'set';
    assert.equal(environment.variables.TRIPARTIE_TEST, 'set');
    delete process.env.TRIPARTIE_TEST;
    assert.equal(environment.variables.TRIPARTIE_TEST, undefined);
  });

  it('counts elapsed time as every process of this computer does', () => {
    const other = spawnSync(process.execPath, ['-p', 'const [s, n] = process.hrtime(); s * 1000 + n / 1e6']);
    const apart = createNodePlatform('/none').clock.elapsed() - Number(other.stdout);
    assert.ok(apart >= 0 && apart < 10_000, `${apart}`);
  });
});
