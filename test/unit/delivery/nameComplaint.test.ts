import assert from 'node:assert/strict';
import { nameComplaint } from '../../../src/delivery/nameComplaint.ts';

describe('The name of a variable for a key', () => {
  it('decides nothing about what programs run, but in a file of the person’s', () => {
    assert.match(nameComplaint('LD_PRELOAD', '', 'environment') ?? '', /decides what programs run/);
    assert.match(nameComplaint('PATH', 'ID', 'environment') ?? '', /decides what programs run/);
    assert.equal(nameComplaint('PATH', '', 'file'), undefined);
  });

  it('is one that every program takes, not one that build tools publish, and not taken', () => {
    assert.match(nameComplaint('1A', '', 'file') ?? '', /no digit in front/);
    assert.match(nameComplaint('VITE_SECRET', 'ID', 'file') ?? '', /web pages/);
    assert.equal(nameComplaint('VITE_ID', '', 'environment'), undefined);
    assert.match(nameComplaint('ID', 'ID', 'file') ?? '', /The identifier has this name/);
    assert.equal(nameComplaint('SECRET', 'ID', 'environment'), undefined);
  });
});
