import assert from 'node:assert/strict';
import { NotSignedInError, ReadOnlyError } from '../../../src/api/index.ts';
import { answerOf, sampleOf, samples } from './samples.ts';
import { clientOf, deferred, errorOf, json, ownRefusal, personalKey } from './vocabulary.ts';

describe('a read-only client', () => {
  for (const sample of samples) {
    const { operation } = sample;
    // The two POSTs that only ask.
    const asks = sample.method === 'get' || operation === 'fetchToken' || operation === 'authenticate';
    it(asks ? `sends ${operation}` : `refuses ${operation} before it is sent`, async () => {
      let sent = 0;
      const client = clientOf(
        () => {
          sent += 1;
          return answerOf(sample);
        },
        { readOnly: () => true, credential: sample.credential },
      );
      if (asks) await sample.run(client);
      else {
        const error = await errorOf(sample.run(client));
        assert.ok(error instanceof ReadOnlyError);
        assert.equal(error.operation, operation);
      }
      assert.equal(sent, asks ? 1 : 0);
    });
  }

  it('has no operation that is not looked at here', () => {
    const rest = ['origin', 'clockSkewMs', 'time', 'now', 'useCredential'];
    const operations = Object.keys(clientOf(() => assert.fail('sent'))).filter((name) => !rest.includes(name));
    assert.deepEqual(operations.sort(), samples.map(({ operation }) => operation as string).sort());
  });

  it('refuses a write that waited for another key when changes were forbidden', async () => {
    let readOnly = false;
    let sent = 0;
    const client = clientOf(
      () => {
        sent += 1;
        return ownRefusal(401);
      },
      {
        readOnly: () => readOnly,
        onRefused: async () => {
          readOnly = true;
          return { ...personalKey, jwt: 'sandbox.next.key' };
        },
      },
    );
    assert.ok((await errorOf(client.deleteUser(7))) instanceof ReadOnlyError);
    assert.equal(sent, 1);
    readOnly = false;
    assert.ok((await errorOf(client.deleteUser(7))) instanceof NotSignedInError, 'it is asked each time');
  });
});

describe('a client whose account was left', () => {
  for (const sample of samples) {
    it(`sends no ${sample.operation}`, async () => {
      const client = clientOf(() => assert.fail('sent'), { isLeft: () => true, credential: sample.credential });
      const error = await errorOf(sample.run(client));
      assert.ok(error instanceof NotSignedInError);
      assert.deepEqual([error.operation, error.reason], [sample.operation, 'left']);
    });
  }

  it('gives the answer of what is out already, and sends nothing that waits for its turn', async () => {
    let isLeft = false;
    const answer = deferred<Response>();
    const out = deferred<void>();
    let sent = 0;
    const client = clientOf(
      () => {
        sent += 1;
        out.resolve();
        return answer.promise;
      },
      { concurrency: 1, isLeft: () => isLeft },
    );
    const first = client.me();
    await out.promise;
    const second = errorOf(client.deleteUser(7));
    isLeft = true;
    answer.resolve(json(sampleOf('me').answer));
    assert.ok((await first).id);
    assert.equal(((await second) as NotSignedInError).reason, 'left');
    assert.equal(sent, 1);
  });
});
