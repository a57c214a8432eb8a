import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFromPanel, readToPanel } from '../../../src/totp/protocol.ts';

const SCAN = {
  step: 'scan',
  uri: 'otpauth://totp/x',
  key: ['ABCD'],
  issuer: 'Tripartie',
  account: 'jane',
  digits: 6,
  notes: [],
  phase: 'ready',
  complaint: null,
  clock: null,
};

describe('The messages between panel and extension', () => {
  it('are read when they are what they should be', () => {
    assert.deepEqual(readFromPanel({ type: 'turnOn', code: '123456' }), { type: 'turnOn', code: '123456' });
    assert.deepEqual(readToPanel({ type: 'state', state: SCAN }), { type: 'state', state: SCAN });
  });

  it('are dropped when a field is missing, of another kind, too long or too many', () => {
    for (const data of [
      undefined,
      null,
      'ready',
      [],
      {},
      { type: 'READY' },
      { type: 'turnOn' },
      { type: 'turnOn', code: 123456 },
      { type: 'turnOn', code: '1'.repeat(33) },
      { type: 'ready', code: '123456' },
      { type: 'copyKey', secret: 'x' },
      JSON.parse('{"type":"ready","__proto__":{"code":"1"}}'),
    ]) {
      assert.equal(readFromPanel(data), undefined, JSON.stringify(data));
    }
    for (const state of [
      { ...SCAN, uri: 'javascript:alert(1)' },
      { ...SCAN, key: ['<b>'] },
      { ...SCAN, digits: 9 },
      { ...SCAN, html: '' },
      { step: 'on', uri: 'otpauth://totp/x' },
      { step: 'off' },
      null,
    ]) {
      assert.equal(readToPanel({ type: 'state', state }), undefined, JSON.stringify(state));
    }
  });

  it('are dropped, not thrown at, whatever they are', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (data) => {
        assert.equal(readFromPanel(data), undefined);
        assert.equal(readToPanel(data), undefined);
        readToPanel({ type: 'state', state: data });
      }),
    );
  });
});
