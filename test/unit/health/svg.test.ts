import assert from 'node:assert/strict';
import { DRAWN_MAX, type Facts, reportOf, toSvg } from '../../../src/health/report/index.ts';
import { factsOf, HOSTILE, key, namedFacts, signedIn, UNPRINTABLE, user } from './vocabulary.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

function unescaped(text: string): string {
  assert.doesNotMatch(text.replace(/&(?:amp|lt|gt|quot);/g, ''), /[&<]/, text);
  return text.replace(/&\w+;/g, (entity) => ENTITIES[entity] as string);
}

/** Reads XML, and fails where it is not well-formed. @returns its elements, and its texts in order */
function parseXml(text: string) {
  // XML 1.0, production 2: no control characters, no surrogates on their own.
  assert.match(text, /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
  const elements: Element[] = [];
  const texts: string[] = [];
  const open: string[] = [];
  const token = /<(\w+)((?: [\w-]+="[^"<]*")*)(\/?)>|<\/(\w+)>|([^<]+)/gy;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const [found, name, attributes, empty, closed, characters] = token.exec(text) ?? [];
    assert.ok(found, `nothing of XML: ${text.slice(at, at + 40)}`);
    if (characters !== undefined) {
      assert.ok(!characters.includes(']]>'));
      if (characters.trim() !== '' || open.at(-1) !== 'svg') texts.push(unescaped(characters));
    } else if (closed !== undefined) {
      assert.equal(closed, open.pop());
    } else {
      assert.ok(name && (open.length > 0 || elements.length === 0), 'one root');
      const pairs = [...(attributes as string).matchAll(/ ([\w-]+)="([^"]*)"/g)].map(
        ([, key, value]) => [key as string, unescaped(value as string)] as const,
      );
      const attributesOf = Object.fromEntries(pairs);
      assert.equal(Object.keys(attributesOf).length, pairs.length, 'no attribute twice');
      elements.push({ name, attributes: attributesOf });
      if (empty === '') open.push(name);
    }
  }
  assert.deepEqual(open, []);
  return { elements, texts: texts.filter((each) => each !== '\n') };
}

function drawn(facts: Facts) {
  const svg = toSvg(reportOf(facts));
  const { elements, texts } = parseXml(svg);
  const named = (name: string) => elements.filter((element) => element.name === name);
  return { svg, elements, texts, named };
}

describe('A picture', () => {
  for (const name of [...HOSTILE, ...UNPRINTABLE]) {
    it(`holds ${JSON.stringify(name)} as text wherever it stands`, () => {
      const { elements, texts, svg } = drawn(namedFacts(name));
      const { elements: usual } = drawn(namedFacts('Usual'));
      assert.deepEqual(
        elements.map((element) => element.name),
        usual.map((element) => element.name),
        'a name adds no element',
      );
      // A parser turns every end of a line into one character, and what XML cannot hold is gone.
      const seen = name.replace(/(?![\t\r\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '');
      assert.ok(texts.includes(`Account health of ${seen}`), JSON.stringify(texts));
      assert.ok(texts.includes(`${seen}, 500 days`));
      assert.ok(!/<script|<a\b|<image|<use|<style|<foreignObject|<!|<\?/i.test(svg));
    });
  }

  it('has no link, no script and no handler, and loads nothing', () => {
    const { elements } = drawn(namedFacts('Acme'));
    for (const { name, attributes } of elements) {
      assert.ok(['svg', 'rect', 'circle', 'path', 'text', 'title'].includes(name), name);
      for (const attribute of Object.keys(attributes)) assert.doesNotMatch(attribute, /^on|href|style|src/i);
      for (const value of Object.values(attributes)) assert.doesNotMatch(value, /url\(|NaN|undefined|Infinity/);
    }
    assert.equal(elements[0]?.attributes.xmlns, 'http://www.w3.org/2000/svg');
  });

  it('cuts a long name without half a character', () => {
    const { texts } = drawn(factsOf([key('a', { name: `${'x'.repeat(33)}\u{1f600}` })]));
    assert.ok(texts.includes('x'.repeat(33)));
  });

  it('stays within its edges', () => {
    const scopes = Array.from({ length: 40 }, (_, index) => `SCOPE_${index}_WRITE`);
    const keys = Array.from({ length: 60 }, (_, index) => key(`${index}`, { ageDays: index * 20, scopes }));
    const users = Array.from({ length: 30 }, (_, index) => signedIn(index, index * 20));
    const { elements } = drawn(factsOf(keys, users));
    const [root, ...others] = elements.map(({ attributes }) => attributes);
    const height = Number(root?.height);
    assert.equal(root?.viewBox, `0 0 800 ${height}`);
    for (const { x = '0', y = '0', cx = '0', cy = '0', width = '0', height: tall = '0' } of others) {
      assert.ok(Number(x) >= 0 && Number(x) + Number(width) <= 800 && Number(cx) <= 800);
      assert.ok(Number(y) >= 0 && Number(y) + Number(tall) <= height && Number(cy) <= height);
    }
  });

  it('tells findings, scopes, roles and sign-ins in words too', () => {
    const keys = [key('a', { isDue: true, ageDays: 200, scopes: ['OFFER_READ', 'OFFER_WRITE'] }), key('b')];
    const users = [user(1, { twoFactor: true }), signedIn(2, 1)];
    const { texts } = drawn(factsOf(keys, users));
    for (const text of [
      'Account health of Acme',
      '• 1 key is older than 90 days',
      'Keys by age, all 2 keys',
      'Key a, 200 days',
      'Counted today',
      '0 to 200 days. Line: 90 days. Circle: secret in this editor. Square: not here. Red: due.',
      'OFFER_READ (2)',
      'OFFER_WRITE (1)',
      'Red: may write.',
      'Two-factor sign-in by role, all 2 users',
      '1 on, 0 off, 1 unknown',
      'Last sign-in, all 2 users',
    ]) {
      assert.ok(texts.includes(text), text);
    }
  });

  it('tells keys apart by their secrets, and those that are due', () => {
    const keys = [
      key('a', { isDue: true }),
      key('b'),
      key('c', { secret: 'elsewhere', isDue: true, scopes: [] }),
      key('d', { secret: 'unknown', scopes: [] }),
    ];
    const { svg, named } = drawn(factsOf(keys));
    assert.deepEqual(
      named('circle').map(({ attributes }) => attributes.fill),
      ['#b33', '#257'],
    );
    const squares = [...svg.matchAll(/<rect [^>]*fill="(#\w+)"><title>Key (\w)/g)].map(([, fill, name]) => [
      name,
      fill,
    ]);
    assert.deepEqual(squares, [
      ['c', '#b33'],
      ['d', '#257'],
    ]);
  });

  it('marks where keys come due, where they do', () => {
    assert.equal(drawn(factsOf([key('a')])).named('path').length, 2);
    assert.equal(drawn(factsOf([key('a')], [], { maxAgeDays: 0 })).named('path').length, 1);
  });

  it('has bars as long as what they count', () => {
    const users = [signedIn(1, 1), signedIn(2, 1), signedIn(3, 20)];
    const { svg } = drawn(factsOf([], users));
    const widths = [...svg.matchAll(/height="12" fill="(#\w+)"/g)].length;
    assert.equal(widths, 3, 'a role of which nothing is known, and two spans');
    assert.ok(svg.includes('width="300" height="12" fill="#888"'));
    assert.ok(svg.includes('width="300" height="12" fill="#257"'));
    assert.ok(svg.includes('width="150" height="12" fill="#257"'));
  });

  it('of nothing at all is a picture', () => {
    const { texts, svg } = drawn(factsOf([], [], { maxAgeDays: 0 }));
    assert.ok(texts.includes('0 to 1 day. Circle: secret in this editor. Square: not here. Red: due.'));
    assert.ok(!svg.includes('NaN'));
  });

  it('says what it does not draw', () => {
    const { ageDays: _, ...ageless } = key('a');
    const why = `not drawn: of unknown age, or not among the ${DRAWN_MAX} oldest.`;
    const many = Array.from({ length: DRAWN_MAX + 2 }, (_, index) => key(`${index}`));
    const all = drawn(factsOf(many));
    assert.ok(all.texts.includes(`2 keys are ${why}`));
    assert.ok(all.texts.includes(`Of the keys, the ${DRAWN_MAX} oldest are drawn.`));
    assert.equal(all.named('circle').length, DRAWN_MAX);
    const one = drawn(factsOf([ageless, key('b')]));
    assert.ok(one.texts.includes(`1 key is ${why}`));
    assert.ok(!one.svg.includes('Of the keys'));
    assert.ok(!drawn(factsOf([key('b')])).svg.includes('not drawn'));
  });

  it('says of how many people and keys it is drawn', () => {
    const keyExtent = { seen: 1, isComplete: false };
    const peopleExtent = { seen: 1, total: 240, isComplete: false };
    const { texts } = drawn(factsOf([key('a')], [user(1)], { keyExtent, peopleExtent }));
    assert.ok(texts.includes('Keys by age, 1 key so far'));
    assert.ok(texts.includes('Two-factor sign-in by role, 1 of 240 users'));
    assert.ok(texts.includes('Last sign-in, 1 of 240 users'));
  });
});
