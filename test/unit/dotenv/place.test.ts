import assert from 'node:assert/strict';
import {
  type FoundNames,
  lineOf,
  namesOfKey,
  type PlaceState,
  parse,
  placeState,
  type VariableName,
} from '../../../src/dotenv/index.ts';
import { bytes } from './corpus.ts';

const ID = 'a1b2c3';
const SECRET = 'made_up_canary';

const names = (identifier: string, secret?: string) =>
  ({ identifier, ...(secret !== undefined && { secret }) }) as FoundNames;

describe('The names of a key in a .env file', () => {
  const namesIn = (text: string, secret?: string) => {
    const dotenv = parse(bytes(text));
    assert.ok(dotenv.kind === 'read');
    return namesOfKey(dotenv.assignments, ID, secret);
  };

  it('are told by its identifier, and the secret by its value where that is known', () => {
    assert.deepEqual(namesIn(`X=1\nKEY=${ID}\nPASSWORD=${SECRET}\n`, SECRET), names('KEY', 'PASSWORD'));
    assert.deepEqual(namesIn(`KEY=${ID}\nPASSWORD=${SECRET}\n`), names('KEY'));
  });

  it('are told by what they have in common where the value is not known', () => {
    const expected = names('SHOP_CLIENT_ID', 'SHOP_CLIENT_SECRET');
    assert.deepEqual(namesIn(`OTHER_SECRET=1\nSHOP_CLIENT_SECRET=x\nSHOP_CLIENT_ID=${ID}\n`, SECRET), expected);
    assert.deepEqual(namesIn(`B_ID=${ID}\nA_SECRET=x\n`), names('B_ID'));
  });

  it('are none where nothing has the identifier, or a name that a shell has not', () => {
    assert.equal(namesIn('KEY=other\n'), undefined);
    assert.equal(namesIn(`a.b=${ID}\n`), undefined);
  });

  it('are on the line that an editor counts', () => {
    const file = bytes(`# é\r\n\r\nA="1\n2"\nID=${ID}\n`);
    const dotenv = parse(file);
    assert.ok(dotenv.kind === 'read');
    assert.deepEqual(
      dotenv.assignments.map(({ lineFrom }) => lineOf(file, lineFrom)),
      [2, 4],
    );
  });
});

describe('What a place has of a key', () => {
  const spot = names('ID', 'SECRET');
  const key = { identifier: ID, secret: SECRET, replaces: 'old_one' };
  const CASES: readonly (readonly [text: string | undefined, state: PlaceState])[] = [
    [`ID=${ID}\nSECRET=${SECRET}\n`, 'current'],
    [`ID="${ID}"\nSECRET='${SECRET}' # note\n`, 'current'],
    [`ID=old_one\nSECRET=x\n`, 'old'],
    [`ID=${ID}\nSECRET=another\n`, 'changed'],
    [`ID=${ID}\n`, 'changed'],
    [`ID=${ID}\nSECRET=\n`, 'changed'],
    [`ID=another\nSECRET=${SECRET}\n`, 'changed'],
    [`SECRET=${SECRET}\n`, 'changed'],
    ['OTHER=1\n', 'gone'],
    ['ID=\nSECRET=\n', 'gone'],
    ['', 'gone'],
    [undefined, 'gone'],
    ['ID="1\n', 'unclear'],
  ];
  for (const [text, state] of CASES) {
    it(`is ${state}: ${JSON.stringify(text)}`, () => {
      assert.equal(placeState(text === undefined ? undefined : parse(bytes(text)), spot, key), state);
    });
  }

  it('is told by the identifier where the secret, or its name, is not known', () => {
    const file = parse(bytes(`ID=${ID}\nSECRET=x\n`));
    assert.equal(placeState(file, spot, { identifier: ID }), 'current');
    assert.equal(placeState(file, { identifier: 'ID' as VariableName }, key), 'current');
    assert.equal(placeState(file, spot, { identifier: 'z' }), 'changed');
  });
});
