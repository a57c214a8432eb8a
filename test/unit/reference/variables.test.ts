import assert from 'node:assert/strict';
import { withValues } from '../../../src/reference/index.ts';

/** Names and references, as they were asked for. */
function asked(config: object): string[] {
  const all: string[] = [];
  withValues(config, (reference, variable) => {
    all.push(`${variable}=${reference}`);
    return '';
  });
  return all;
}

describe('The variables of a debug configuration', () => {
  it('get values where they are references, and nothing else changes', () => {
    const config = {
      name: 'tripartie:x',
      args: ['tripartie:x'],
      env: { A: 'tripartie:a', B: 'b', C: null, D: 4, E: 'tripartie:b#id' },
      environment: [{ name: 'F', value: 'tripartie:c' }, { name: 'G', value: 'g' }, 'tripartie:d', null],
    };
    const before = structuredClone(config);
    const after = withValues(config, (reference) => `<${reference}>`);
    assert.deepEqual(config, before);
    assert.deepEqual(after, {
      ...before,
      env: { ...before.env, A: '<tripartie:a>', E: '<tripartie:b#id>' },
      environment: [{ name: 'F', value: '<tripartie:c>' }, ...before.environment.slice(1)],
    });
  });

  it('are told with their names', () => {
    const environment = [{ name: 'B', value: 'tripartie:b' }];
    assert.deepEqual(asked({ env: { A: ' Tripartie:a', X: 'tripartie://a' }, environment }), [
      'A= Tripartie:a',
      'B=tripartie:b',
    ]);
  });

  it('are none where there is no environment, whatever is in its place', () => {
    for (const env of [undefined, null, 'tripartie:a', ['tripartie:a'], 3]) {
      assert.deepEqual(asked({ env, environment: env === 3 ? { A: 'tripartie:a' } : undefined }), []);
    }
    assert.deepEqual(withValues({ name: 'x' }, String), { name: 'x' });
  });

  it('keep names that objects have themselves', () => {
    const env = JSON.parse('{"__proto__": "tripartie:a", "constructor": "b"}');
    const after = withValues({ env }, () => 'value');
    assert.deepEqual(Object.entries(after.env), [
      ['__proto__', 'value'],
      ['constructor', 'b'],
    ]);
  });
});
