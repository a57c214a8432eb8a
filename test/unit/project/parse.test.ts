import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { PROJECT_SCHEMA } from '../../../src/contributes/projectSchema.ts';
import { KEYS_MAX, SIZE_MAX } from '../../../src/project/format.ts';
import { type Entry, parseProject } from '../../../src/project/parse.ts';

const read = (value: unknown) => parseProject(JSON.stringify(value));
const whys = (entries: readonly Entry[]) => entries.map((entry) => (entry.kind === 'bad' ? entry.why : 'key'));
const why = (entry: object) => whys(read({ keys: [entry] })).join();

const FULL = {
  client: 'Checkout – backend',
  file: 'services/shop/.env.local',
  idVariable: 'SHOP_ID',
  secretVariable: 'SHOP_SECRET',
  environment: 'staging',
};

describe('tripartie.json', () => {
  it('says which variables of which file need which client', () => {
    assert.deepEqual(read({ $schema: 'x', keys: [{ client: 'shop' }, FULL] }), [
      {
        kind: 'key',
        client: 'shop',
        file: '.env',
        names: { identifier: 'TRIPARTIE_CLIENT_ID', secret: 'TRIPARTIE_CLIENT_SECRET' },
      },
      {
        kind: 'key',
        client: FULL.client,
        file: FULL.file,
        names: { identifier: 'SHOP_ID', secret: 'SHOP_SECRET' },
        environment: 'staging',
      },
    ]);
    assert.deepEqual(read({ keys: [] }), []);
  });

  it('may have comments, and commas at the end, but not in a text', () => {
    const text = `// one /* "
      { /* two */ "keys": [ { "client": "a // b /* c */ ,] \\" d", }, // three
      ], }`;
    const [entry] = parseProject(text);
    assert.equal(entry?.kind === 'key' && entry.client, 'a // b /* c */ ,] " d');
  });

  it('is told to be no JSON, or no list, in one line', () => {
    for (const text of ['', '{', '{"keys": [1', '"', '/*', 'nul', '[[[['.repeat(9999)]) {
      assert.deepEqual(whys(parseProject(text)), ['is no JSON'], text.slice(0, 9));
    }
    for (const value of [null, [], 1, 'keys', {}, { keys: {} }, { keys: null }]) {
      assert.deepEqual(whys(read(value)), ['has no list “keys”']);
    }
    assert.deepEqual(whys(parseProject('{"__proto__": {"keys": []}}')), ['has no list “keys”']);
  });

  it('has what is wrong with an entry in its place', () => {
    for (const value of [null, 1, 'shop', [], {}, { client: 1 }, { client: ' ' }, { client: { x: 1 } }]) {
      assert.deepEqual(whys(read({ keys: [value, { client: 'shop' }] })), [
        'has no “client”, the name of an API client',
        'key',
      ]);
    }
    assert.match(why({ client: 'x'.repeat(201) }), /more than 200/);
    assert.match(why({ client: 'x', idVariable: 'A B' }), /idVariable/);
    assert.match(why({ client: 'x', idVariable: 1 }), /idVariable/);
    assert.match(why({ client: 'x', secretVariable: '1A' }), /secretVariable/);
    assert.match(why({ client: 'x', secretVariable: [] }), /secretVariable/);
    assert.match(why({ client: 'x', secretVariable: 'NEXT_PUBLIC_SECRET' }), /build tools put into web pages/);
    assert.match(why({ client: 'x', idVariable: 'A', secretVariable: 'A' }), /one variable for/);
    assert.match(why({ client: 'x', idVariable: 'PATH' }), /“idVariable” that decides what programs run/);
    assert.match(
      why({ client: 'x', secretVariable: 'Node_Options' }),
      /“secretVariable” that decides what programs run/,
    );
    for (const environment of ['moon', 1, null]) assert.match(why({ client: 'x', environment }), /environment/);
  });

  it('leads to no file but a .env file below its folder', () => {
    for (const file of ['.env', '.env.local', 'a/.env', 'a b/é/.env.prod-1'])
      assert.equal(why({ client: 'x', file }), 'key');
    for (const file of [
      '../.env',
      'a/../.env',
      'node_modules/a/.env',
      'a/.git/.env',
      './.env',
      '/etc/.env',
      'a//.env',
      'C:\\.env',
      'c:/.env',
      'a\\.env',
      '.env/x',
      'public/index.html',
      '.envrc',
      '.env.example',
      '.env.local.sample',
      'x.env',
      '.env\n',
      '',
      1,
      null,
    ]) {
      assert.match(why({ client: 'x', ...(file === null ? { file: {} } : { file }) }), /no \.env file/, String(file));
    }
  });

  it('is taken by its schema as it is read', () => {
    const accepts = new Ajv({ strict: false }).compile(PROJECT_SCHEMA);
    const entries: object[] = [
      FULL,
      { client: 'x' },
      {},
      { client: '' },
      { client: 1 },
      { client: 'x'.repeat(201) },
      { client: 'x', file: '../.env' },
      { client: 'x', file: 'a/.env.local' },
      { client: 'x', file: '.env.sample' },
      { client: 'x', idVariable: '1' },
      { client: 'x', secretVariable: 'VITE_SECRET' },
      { client: 'x', secretVariable: 'a-b' },
      { client: 'x', environment: 'moon' },
    ];
    for (const entry of entries) {
      assert.equal(accepts({ keys: [entry] }), why(entry) === 'key', JSON.stringify(entry));
    }
    assert.ok(!accepts({ keys: [{ client: 'x', secret: 'made_up' }] }), 'a secret has no place in it');
  });

  it('has a variable once in a file', () => {
    const again = 'has a variable that another entry has for the same file';
    assert.deepEqual(
      whys(
        read({
          keys: [
            { client: 'a' },
            { client: 'b', secretVariable: 'OTHER' },
            { client: 'c', idVariable: 'TRIPARTIE_CLIENT_SECRET', secretVariable: 'X' },
            { client: 'a', file: '.env.local' },
          ],
        }),
      ),
      ['key', again, again, 'key'],
    );
  });

  it('says which entry cannot be used', () => {
    const keys = [{ client: 'a' }, { client: 'b' }, { client: 'c', file: 'x' }];
    const ats = (entries: readonly Entry[]) => entries.map((entry) => entry.kind === 'bad' && entry.at);
    assert.deepEqual(ats(read({ keys })), [false, 2, 3]);
    assert.deepEqual(ats(read({})), [undefined]);
  });

  it('has so many keys, and what is more is said to be left out', () => {
    const keys = Array.from({ length: KEYS_MAX + 2 }, (_, index) => ({ client: 'x', file: `${index}/.env` }));
    const entries = read({ keys });
    assert.equal(entries.length, KEYS_MAX + 1);
    assert.match(whys(entries).at(-1) ?? '', /more than 50 keys/);
  });

  it('is read in a moment, whatever is in it', () => {
    for (const part of ['/*', '"', '\\"', '"\\', ', ', '//', '/*/', '",', ',]', '[{"', '{"keys":[']) {
      const started = performance.now();
      parseProject(part.repeat(SIZE_MAX / part.length));
      assert.ok(performance.now() - started < 1_000, part);
    }
  });

  it('never ends in an exception', () => {
    const values = fc.record({
      keys: fc.oneof(
        fc.anything(),
        fc.array(fc.oneof(fc.anything(), fc.record({ client: fc.anything(), file: fc.anything() }))),
      ),
    });
    fc.assert(
      fc.property(values, (value) =>
        Array.isArray(parseProject(JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? 1 : each)))),
      ),
    );
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseProject(text))));
  });
});
