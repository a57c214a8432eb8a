import assert from 'node:assert/strict';
import { parse } from '../../../src/dotenv/index.ts';
import { type Found, foundIn, type Means, missingOf, missingWords, nextOf } from '../../../src/project/next.ts';
import { type NeededKey, parseProject } from '../../../src/project/parse.ts';
import { bytes } from '../dotenv/corpus.ts';

const IDENTIFIER = 'a'.repeat(32);

function needed(entry: object = {}): NeededKey {
  const [key] = parseProject(
    JSON.stringify({ keys: [{ client: 'shop', idVariable: 'ID', secretVariable: 'SECRET', ...entry }] }),
  );
  assert.ok(key?.kind === 'key');
  return key;
}

const means = (more: Partial<Means> = {}): Means => ({
  environment: 'staging',
  clients: [{ identifier: IDENTIFIER, name: 'shop' }, { identifier: 'b'.repeat(32) }],
  hasSecret: () => true,
  ...more,
});
const here: Found = { kind: 'here', identifier: IDENTIFIER };
const missing: Found = { kind: 'missing' };

describe('What a file has of a key that a project needs', () => {
  for (const [text, kind] of [
    [`ID=${IDENTIFIER}\nSECRET=x\n`, 'here'],
    ['ID=1\n', 'missing'],
    ['SECRET=1\n', 'missing'],
    ['ID=1\nSECRET=\n', 'missing'],
    ['', 'missing'],
    [undefined, 'missing'],
    ['ID="1\n', 'unclear'],
  ] as const) {
    it(`is ${kind}: ${JSON.stringify(text)}`, () => {
      assert.equal(foundIn(text === undefined ? undefined : parse(bytes(text)), needed()).kind, kind);
    });
  }
});

describe('What is to be done for a key that a project needs', () => {
  const next = (key: NeededKey, found: Found, more?: Partial<Means>) => nextOf(key, found, means(more)).kind;

  it('is to sign in, where nobody is who can list clients', () => {
    assert.equal(nextOf(needed(), missing, undefined).kind, 'signIn');
    assert.equal(nextOf(needed(), here, undefined).kind, 'there');
  });

  it('is to write, import or create', () => {
    assert.deepEqual(nextOf(needed(), missing, means()), { kind: 'write', client: means().clients[0] });
    assert.deepEqual(nextOf(needed({ client: IDENTIFIER }), missing, means({ hasSecret: () => false })), {
      kind: 'import',
      client: means().clients[0],
    });
    assert.equal(next(needed({ client: ' shop ' }), missing), 'write');
    assert.equal(next(needed({ client: 'new' }), missing), 'create');
    assert.equal(next(needed({ client: 'c'.repeat(32) }), missing), 'unknown');
    assert.deepEqual(nextOf(needed({ client: 'new' }), missing, means()), { kind: 'create', near: undefined });
    for (const client of ['Shop', 'sho p', 'shopp']) {
      assert.deepEqual(nextOf(needed({ client }), missing, means()), { kind: 'create', near: means().clients[0] });
    }
  });

  it('is nothing where the key is there, and to write where another one of the account is', () => {
    assert.equal(next(needed(), here), 'there');
    assert.equal(next(needed(), { kind: 'here', identifier: 'b'.repeat(32) }), 'write');
    assert.equal(next(needed({ client: 'new' }), here), 'foreign');
    assert.equal(next(needed(), { kind: 'unclear' }), 'unclear');
  });

  it('is to switch the profile for a key of another environment', () => {
    assert.equal(next(needed({ environment: 'production' }), missing), 'switchProfile');
    assert.equal(next(needed({ environment: 'production' }), here), 'there');
    assert.equal(next(needed({ environment: 'staging' }), missing), 'write');
  });

  it('is the person’s to say where two clients have the name', () => {
    const clients = [...means().clients, { identifier: 'd'.repeat(32), name: 'shop' }];
    assert.equal(next(needed(), missing, { clients }), 'ambiguous');
    assert.equal(next(needed(), here, { clients }), 'there');
  });

  it('is counted in words, by what the files have and not by who is signed in', () => {
    const words = (...kinds: readonly Found['kind'][]) =>
      missingWords(kinds.map((kind): Found => (kind === 'here' ? here : { kind })));
    assert.equal(words('here', 'missing', 'missing'), '2 of 3 keys are missing here');
    assert.equal(words('here', 'unclear', 'missing'), '1 of 3 keys is missing here');
    assert.equal(words('here', 'here'), 'All 2 keys are here');
    assert.equal(words('here'), 'The key is here');
    assert.equal(missingWords([here], 1), 'The key here is another API client’s');
    assert.equal(missingWords([here, here, here], 1), '1 of 3 keys is another API client’s');
    assert.equal(missingWords([here, here], 2), '2 of 2 keys are another API client’s');
    assert.equal(missingWords([here, missing], 1), '1 of 2 keys is missing here');
    assert.equal(words('missing'), '1 key is missing here');
    assert.equal(missingOf([here, { kind: 'unclear' }, missing]), 1);
  });
});
