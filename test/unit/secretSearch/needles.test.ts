import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keyedHash } from '../../../src/platform/hash.ts';
import { Needles, needleFor, type Sighting, searchKeys } from '../../../src/secretSearch/index.ts';
import { chanceFrom } from '../../helpers/chance.ts';

const keys = searchKeys(keyedHash(), 0x5bd1e995);

function needlesOf(...secrets: readonly string[]): Needles<string> {
  return new Needles(
    keys,
    secrets.flatMap((secret) => {
      const needle = needleFor(keys, secret);
      return needle ? [[needle, secret] as const] : [];
    }),
  );
}

function all(needles: Needles<string>, text: string): Sighting<string>[] {
  const work = needles.find(text);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

/** Where they are, as a plain search says. */
function plainly(secrets: readonly string[], text: string): Sighting<string>[] {
  const found = secrets.flatMap((about) => {
    const ats: Sighting<string>[] = [];
    for (let from = text.indexOf(about); from !== -1; from = text.indexOf(about, from + 1)) {
      ats.push({ about, from, to: from + about.length });
    }
    return ats;
  });
  return found.sort((one, other) => one.to - other.to || one.about.localeCompare(other.about));
}

const secret = fc.string({ minLength: 16, maxLength: 60, unit: fc.constantFrom(...'ab_-é\u{1F511}') });

describe('a search for secrets', () => {
  it('finds what a plain search finds, glued to anything, at the beginning, at the end, and inside of each other', () => {
    const pieces = fc.array(fc.oneof(fc.nat(3), fc.string({ unit: 'binary' })), { maxLength: 12 });
    fc.assert(
      fc.property(fc.uniqueArray(secret, { minLength: 1, maxLength: 4 }), pieces, (secrets, parts) => {
        const text = parts.map((part) => (typeof part === 'number' ? secrets[part % secrets.length] : part)).join('');
        const found = all(needlesOf(...secrets), text);
        found.sort((one, other) => one.to - other.to || one.about.localeCompare(other.about));
        assert.deepEqual(found, plainly(secrets, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds one across the strides that it looks in', () => {
    const wanted = 'sandbox_secret_across_strides';
    for (const before of [65_536 - 5, 65_536 - wanted.length, 65_536, 131_072 - 1]) {
      const text = `${'x'.repeat(before)}${wanted}y`;
      assert.deepEqual(all(needlesOf(wanted), text), [{ about: wanted, from: before, to: before + wanted.length }]);
    }
  });

  it('lets others have their turn in a long text', () => {
    const work = needlesOf('sandbox_secret_in_strides').find('x'.repeat(1_000_000));
    let turns = 0;
    while (!work.next().done) turns += 1;
    assert.equal(turns, Math.ceil(1_000_000 / 65_536));
  });

  it('looks at nothing where nothing is looked for', () => {
    assert.equal(needlesOf().find('x').next().done, true);
    assert.equal(needleFor(keys, 'fifteen letters'), undefined);
  });

  it('is told apart from what only ends alike, and from the end of one that stands at the beginning', () => {
    const wanted = 'sandbox_secret_0123456789abcdef';
    assert.deepEqual(all(needlesOf(wanted), `x${wanted.slice(1)}`), []);
    assert.deepEqual(all(needlesOf(wanted), wanted.slice(3)), []);
  });

  it('finds 200 of 200 in long texts, and none in 50 MB that have none', function () {
    this.timeout(60_000);
    const chance = chanceFrom(17);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const noise = (length: number) => {
      let text = '';
      while (text.length < length) text += letters[chance(64)];
      return text;
    };
    const secrets = Array.from({ length: 200 }, (_, index) => `sandbox_secret_${noise(20 + (index % 30))}`);
    const needles = needlesOf(...secrets);
    // As like a secret as a text can be that is none.
    const clean = `sandbox_secret_${noise(1_000_000)}`;
    for (let turn = 0; turn < 50; turn += 1) {
      const at = chance(clean.length);
      assert.deepEqual(all(needles, clean.slice(at) + clean.slice(0, at)), []);
    }
    for (const secret of secrets) {
      const at = chance(50_000);
      const text = `${clean.slice(0, at)}${secret}${clean.slice(at, 50_000)}`;
      assert.deepEqual(all(needles, text), [{ about: secret, from: at, to: at + secret.length }]);
    }
  });

  it('has no secret in it', () => {
    const wanted = 'sandbox_secret_0123456789abcdef';
    const needle = needleFor(keys, wanted);
    assert.ok(needle);
    assert.ok(!JSON.stringify(needle).includes('0123456789'));
    assert.notEqual(
      needleFor(searchKeys(keyedHash(), 3), wanted)?.hash,
      needle.hash,
      'each window has a key of its own',
    );
  });
});
