import assert from 'node:assert/strict';
import { deletion, NotAllowedError, NotFoundError } from '../../../src/api/index.ts';
import { failure, inTurn, withoutPauses } from './faults.ts';
import { clientOf, json, noContent, ownRefusal } from './vocabulary.ts';

const client = { identifier: 'sandbox', createdAt: '2025-01-12T12:11:02Z', scopes: ['OFFER_READ'], name: 'Sandbox' };

/** Deletes where the API answers deletions and the look in these ways, one after the other. */
async function deleted(removals: readonly (() => Response)[], looks: readonly (() => Response)[]) {
  const removing = inTurn(...removals);
  const looking = inTurn(...looks);
  const api = clientOf(({ method }) => (method === 'DELETE' ? removing.handler() : looking.handler()));
  const outcome = await deletion(
    () => api.deleteApiClient('sandbox'),
    () => api.getApiClient('sandbox'),
  );
  return { outcome, looked: looking.asked.times };
}

const lost = () => json({}, 503);
const there = () => json(client);
const gone = () => ownRefusal(404);
const forbidden = () => ownRefusal(403);
const page = (status: number) => () => new Response('<html>', { status });

describe('A deletion', () => {
  withoutPauses();

  it('that was answered is what the answer says', async () => {
    assert.deepEqual(await deleted([noContent], []), { outcome: { kind: 'gone' }, looked: 0 });
    assert.deepEqual(await deleted([gone], []), { outcome: { kind: 'gone' }, looked: 0 });
    for (const refusal of [forbidden, () => ownRefusal(401), () => ownRefusal(409)]) {
      const refused = await deleted([refusal], []);
      assert.equal(refused.outcome.kind, 'notDone');
      assert.equal(refused.looked, 0);
    }
  });

  it('that was refused after an answer was lost is looked for: the first may have done it', async () => {
    assert.deepEqual(await deleted([lost, forbidden], [gone]), { outcome: { kind: 'gone' }, looked: 1 });
    const { outcome } = await deleted([lost, forbidden], [there]);
    assert.ok(outcome.kind === 'inDoubt' && outcome.isThere);
    assert.ok(outcome.error instanceof NotAllowedError);
  });

  it('that never left before it was refused needs no look', async () => {
    const unsent = () => {
      throw failure('ECONNREFUSED');
    };
    const { outcome, looked } = await deleted([unsent, forbidden], []);
    assert.equal(outcome.kind, 'notDone');
    assert.equal(looked, 0);
  });

  it('that a gateway answers is looked for, and its 404 does not count as gone', async () => {
    for (const status of [401, 403, 404]) {
      const { outcome } = await deleted([page(status)], [there]);
      assert.ok(outcome.kind === 'inDoubt' && outcome.isThere, String(status));
    }
    const { outcome } = await deleted([page(404)], [page(404)]);
    assert.ok(outcome.kind === 'inDoubt' && !outcome.isThere);
    assert.ok(!(outcome.error instanceof NotFoundError));
  });
});
