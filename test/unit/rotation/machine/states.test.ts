import assert from 'node:assert/strict';
import type { Rotation, RotationRecord, RotationState } from '../../../../src/rotation/machine/index.ts';
import { PARK_REASONS, STATES } from '../../../../src/rotation/machine/record.ts';
import { isNewKeyProven, merged } from '../../../../src/rotation/machine/states.ts';

function at(state: RotationState, newIdentifier?: string): Rotation {
  return {
    version: 2,
    id: 'r',
    state,
    profile: 'sandbox',
    origin: 'sandbox',
    oldIdentifier: 'sandbox-old',
    name: null,
    scopes: ['OFFER_READ'],
    before: ['sandbox-old'],
    newestBefore: 0,
    startedAt: 0,
    ...(newIdentifier !== undefined && { newIdentifier }),
  };
}

const CREATED: RotationRecord = { ...at('CREATED', 'sandbox-new'), newSecret: 'sandbox-secret' };

describe('one rotation out of record and breadcrumb', () => {
  it('is what there is of them, without the secret', () => {
    assert.equal(merged(undefined, undefined), undefined);
    assert.deepEqual(merged(undefined, at('PROVEN', 'sandbox-new')), at('PROVEN', 'sandbox-new'));
    assert.deepEqual(merged(CREATED, undefined), at('CREATED', 'sandbox-new'));
  });

  it('is the record, when the step that made the key was cut short before the breadcrumb', () => {
    assert.deepEqual(merged(CREATED, at('INTENT')), at('CREATED', 'sandbox-new'));
    assert.deepEqual(merged(CREATED, at('AMBIGUOUS')), at('CREATED', 'sandbox-new'));
  });

  it('is the breadcrumb with the key of the record, later on', () => {
    assert.deepEqual(merged(CREATED, at('CURRENT', 'sandbox-new')), at('CURRENT', 'sandbox-new'));
    assert.deepEqual(merged(CREATED, at('ROLLBACK', 'sandbox-other')), at('ROLLBACK', 'sandbox-new'));
  });

  it('is the breadcrumb, when the record with the key did not reach the disk', () => {
    assert.deepEqual(merged(at('INTENT'), at('CURRENT', 'sandbox-new')), at('CURRENT', 'sandbox-new'));
  });
});

describe('the new key of a rotation', () => {
  it('may be handed out from when it was proven until it is taken back, and not where Tripartie refuses it', () => {
    const proven = STATES.filter((state) => isNewKeyProven(at(state, 'sandbox-new')));
    assert.deepEqual(proven, ['PROVEN', 'CURRENT', 'DURABLE', 'RETIRING', 'GONE']);
    for (const parked of PARK_REASONS) {
      const isRefused = parked === 'newKeyRefused' || parked === 'scopesMissing';
      assert.equal(isNewKeyProven({ ...at('CURRENT', 'sandbox-new'), parked }), !isRefused, parked);
    }
  });
});
