import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { InvalidError } from '../../../src/api/index.ts';
import { badIdentifiers, inTime, oddIdentifiers, withoutHarm } from './badInput.ts';
import { answerOf, named, pathnameOf, type Sample, samples } from './samples.ts';
import { clientOf, errorOf, origin } from './vocabulary.ts';

/** The requests that a call ends up with, as method and address. */
async function requestsOf(sample: Sample, id?: string): Promise<{ sent: string[]; ended: Promise<unknown> }> {
  const sent: string[] = [];
  const answering = ({ method, url }: Request) => {
    sent.push(`${method} ${url}`);
    return answerOf(sample);
  };
  const ended = inTime(sample.run(clientOf(answering, { credential: sample.credential }), {}, id));
  await ended.catch(() => undefined);
  return { sent, ended };
}

/** How the identifier is shown in a test's name. */
const shown = (identifier: string) => `${JSON.stringify(identifier.slice(0, 20))}, ${identifier.length} long`;

describe('an identifier in a path', () => {
  withoutHarm();

  it('is there in 13 operations', () => assert.equal(named.length, 13));

  for (const identifier of badIdentifiers) {
    it(`${shown(identifier)}, is refused by every operation before anything is sent`, async () => {
      for (const sample of named) {
        const { sent, ended } = await requestsOf(sample, identifier);
        const error = await errorOf(ended);
        assert.deepEqual(sent, [], sample.operation);
        assert.ok(error instanceof InvalidError);
        assert.equal(error.status, undefined);
        const [field] = /(?<=\{)\w+/.exec(sample.path) ?? [];
        assert.deepEqual(error.violations, [{ field, message: 'not an identifier', code: 'identifier' }]);
      }
    });
  }

  for (const nothing of [undefined, null, NaN, Infinity, 1.5, 2 ** 53, true, {}, ['7']]) {
    it(`${inspect(nothing)}, past the types, is refused before anything is sent`, async () => {
      let sent = 0;
      const client = clientOf(() => {
        sent += 1;
        return new Response('{}');
      });
      const error = await errorOf(client.getUser(nothing as never));
      assert.ok(error instanceof InvalidError);
      assert.equal(sent, 0);
    });
  }

  for (const identifier of oddIdentifiers) {
    it(`${shown(identifier)}, leads every operation to its own path`, async () => {
      for (const sample of named) {
        const { sent, ended } = await requestsOf(sample, identifier);
        await ended;
        const path = sample.path.replace(/\{\w+\}/, identifier);
        assert.deepEqual(sent, [`${sample.method.toUpperCase()} ${origin}${path}`]);
      }
    });
  }

  it('of a sample leads to the path of the sample, page and all', async () => {
    for (const sample of samples) {
      const { sent, ended } = await requestsOf(sample);
      await ended;
      const page = sample.operation.startsWith('list') ? '?page=1' : '';
      assert.deepEqual(sent, [`${sample.method.toUpperCase()} ${origin}${pathnameOf(sample)}${page}`]);
    }
  });
});
