import assert from 'node:assert/strict';
import { NotFoundError, UnreachableError } from '../../../src/api/errors.ts';
import { isStillHere } from '../../../src/session/secrets/isStillHere.ts';

describe('A key that was chosen a while ago', () => {
  const key = { identifier: 'an-identifier', secret: 'sandbox_secret_chosen' };
  const found = async (identifier: string) => ({ identifier, scopes: [] });
  const withStore = (read: (identifier: string) => Promise<string | undefined>, getApiClient = found) =>
    isStillHere({ secrets: { read }, client: { getApiClient } }, key);
  const stored = async (identifier: string) => (identifier === key.identifier ? key.secret : undefined);

  it('is handed over as long as the editor has it as it was, or cannot say', async () => {
    assert.equal(await withStore(stored), true);
    assert.equal(await withStore(() => Promise.reject(new Error('The store is locked.'))), true);
  });

  it('is not, once it was deleted or rotated away, or has another secret', async () => {
    assert.equal(await withStore(async () => undefined), false);
    assert.equal(await withStore(async () => 'sandbox_secret_other'), false);
  });

  it('is not, once Tripartie has it no more, and is where that cannot be asked', async () => {
    const facts = { operation: 'getApiClient' };
    assert.equal(await withStore(stored, () => Promise.reject(new NotFoundError(facts))), false);
    assert.equal(await withStore(stored, () => Promise.reject(new UnreachableError(facts))), true);
  });
});
