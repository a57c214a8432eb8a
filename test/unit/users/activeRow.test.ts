import assert from 'node:assert/strict';
import { activeRow, type ChosenRow, type Help } from '../../../src/users/activeRow.ts';

describe('The row that Enter chooses after a redraw', () => {
  const user = (id: number): ChosenRow => ({ user: { id, roles: [] } });
  const help = (kind: Help['kind']): ChosenRow => ({ help: { kind, run: () => undefined } });
  const said: ChosenRow = {};

  it('is the one that it was, whether a user or a help', () => {
    const rows = [said, help('load'), user(1), user(2)];
    assert.equal(activeRow(rows, user(2)), rows[3]);
    assert.equal(activeRow(rows, help('load')), rows[1]);
  });

  it('is the best match where that is gone, or only said something', () => {
    const rows = [said, help('invite'), user(1), user(2)];
    for (const before of [undefined, said, help('load'), user(3)]) assert.equal(activeRow(rows, before), rows[2]);
    assert.equal(activeRow([said, help('load')], said), undefined);
  });
});
