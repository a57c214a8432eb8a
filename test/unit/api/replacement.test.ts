import assert from 'node:assert/strict';
import { NotSignedInError } from '../../../src/api/index.ts';
import { withoutPauses } from './faults.ts';
import { asking, giving, invited, key, refusal, taking } from './renewing.ts';
import { answerOf, person, sampleOf } from './samples.ts';
import { clientOf, deferred, errorOf, json } from './vocabulary.ts';

describe('a credential that is replaced', () => {
  withoutPauses();

  it('signs no later request', async () => {
    const { seen, handler } = taking([key(1), key(2)]);
    const client = clientOf(handler, { credential: key(1) });
    await client.me();
    client.useCredential(key(2));
    await client.me();
    assert.deepEqual(seen, [key(1).jwt, key(2).jwt]);
  });

  it('while a request is under way: what was refused is sent again at once, and nobody is asked', async () => {
    const { refused, onRefused } = giving(key(3));
    const { seen, handler } = taking([key(2)], () => json(invited, 201));
    const client = clientOf(
      (request) => {
        client.useCredential(key(2));
        return handler(request);
      },
      { credential: key(1), onRefused },
    );
    await client.inviteUser(person);
    assert.deepEqual([seen, refused], [[key(1).jwt, key(2).jwt], []]);
  });

  it('while a TOTP code is under way: it is not sent again, whoever it would be signed for', async () => {
    const { seen, handler } = taking([key(2)]);
    const client = clientOf(
      (request) => {
        client.useCredential(key(2));
        return handler(request);
      },
      { credential: key(1), onRefused: async () => assert.fail('asked') },
    );
    const error = await errorOf(client.toggleTotp(7, { totpEnabled: true, totpChallenge: '123456' }));
    assert.ok(error instanceof NotSignedInError);
    assert.deepEqual(seen, [key(1).jwt]);
  });

  it('a persona key too', async () => {
    const keys: (string | null)[] = [];
    const client = clientOf(
      (request) => {
        keys.push(request.headers.get('x-persona-authorization'));
        client.useCredential({ kind: 'personaKey', key: 'sandbox-2' });
        return keys.length === 1 ? refusal() : answerOf(sampleOf('personaMe'));
      },
      { credential: { kind: 'personaKey', key: 'sandbox-1' } },
    );
    await client.personaMe();
    assert.deepEqual(keys, ['sandbox-1', 'sandbox-2']);
  });

  it('while calls wait for it: they go on, and what is answered later is left aside', async () => {
    const { asked, answer, onRefused } = asking();
    const { seen, handler } = taking([key(2)]);
    const client = clientOf(handler, { credential: key(1), onRefused });
    const call = client.me();
    const signal = await asked;
    client.useCredential(key(1));
    assert.equal(seen.length, 1);
    client.useCredential(key(2));
    await call;
    assert.equal(signal.aborted, true, 'the read has ended');
    answer.resolve(key(3));
    await client.getOrganization(3);
    assert.deepEqual(seen, [key(1).jwt, key(2).jwt, key(2).jwt]);
  });

  it('what one asks is no answer to who asks with the other', async () => {
    const sent = deferred<void>();
    const slow = deferred<Response>();
    const { handler } = taking([key(2)], () => json({ id: 2 }));
    const client = clientOf(
      (request) => {
        if (!request.headers.get('authorization')?.endsWith('1')) return handler(request);
        sent.resolve();
        return slow.promise;
      },
      { credential: key(1) },
    );
    const before = client.me();
    await sent.promise;
    client.useCredential(key(2));
    const after = client.me();
    assert.equal((await after).id, 2);
    slow.resolve(json({ id: 1 }));
    assert.equal((await before).id, 1);
  });
});
