import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isVariable, stringsIn } from '../../../src/reference/index.ts';

const told = (text: string) => stringsIn(text).map(({ path, value }) => [path.join('/'), value]);

describe('The strings of a JSON text', () => {
  it('are its values, with the way to them and where they stand', () => {
    const text = '{"a": {"env": {"X": "1", "Y": 2}}, "list": ["x", {"b": "y"}, ["z"]]}';
    assert.deepEqual(told(text), [
      ['a/env/X', '1'],
      ['list/0', 'x'],
      ['list/1/b', 'y'],
      ['list/2/0', 'z'],
    ]);
    for (const { start, end, value } of stringsIn(text)) assert.equal(text.slice(start, end), `"${value}"`);
  });

  it('are found between comments, trailing commas and escapes', () => {
    const text = '// "no"\n{ /* "no", { */ "a": "x\\"y\\u0041", // "no"\n "b": "http://c", }\n/* open';
    assert.deepEqual(told(text), [
      ['a', 'x"yA'],
      ['b', 'http://c'],
    ]);
  });

  it('are found in a text that is being written', () => {
    assert.deepEqual(told('{"env": {"A": "tripartie:ch\n  "B": "x"}, "c": "d"}'), [
      ['env/A', 'tripartie:ch'],
      ['env/A', 'B'],
      ['env/A', 'x'],
      ['c', 'd'],
    ]);
    assert.deepEqual(told('"whole"'), [['', 'whole']]);
    assert.deepEqual(told(']}{"a" "b": "c"'), [['b', 'c']]);
    assert.deepEqual(told(',:"a\\'), [['', 'a']]);
    assert.deepEqual(told('{"a": "with a\ttab"}'), [['a', 'with a\ttab']]);
  });

  it('are found in brackets without end, up to a depth that nobody needs', () => {
    const found = stringsIn(`${'["a",'.repeat(100_000)}"b"`);
    assert.equal(found.length, 64);
    assert.equal(found.at(-1)?.path.length, 64);
  });

  it('are those that JSON.parse knows, in any JSON', () => {
    const pairs = (value: unknown, path: readonly string[]): unknown[] => {
      if (typeof value === 'string') return [[path, value]];
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([key, each]) => pairs(each, [...path, key]));
    };
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (json, indent) => {
        const value: unknown = JSON.parse(json);
        const found = stringsIn(JSON.stringify(value, undefined, indent)).map((each) => [each.path, each.value]);
        assert.deepEqual(found, pairs(value, []));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are values of variables in `env`, and in a list called `environment`', () => {
    assert.equal(isVariable(['configurations', '0', 'env', 'A']), true);
    assert.equal(isVariable(['configurations', '0', 'linux', 'env', 'A']), true);
    assert.equal(isVariable(['configurations', '0', 'environment', '2', 'value']), true);
    assert.equal(isVariable(['configurations', '0', 'environment', '2', 'name']), false);
    assert.equal(isVariable(['configurations', '0', 'args', '1']), false);
    assert.equal(isVariable(['env']), false);
  });
});
