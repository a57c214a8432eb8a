import assert from 'node:assert/strict';
import { highlight } from '../../../src/directory/index.ts';
import { found, indexOf, user } from './vocabulary.ts';

/** What is typed, and the name that is meant. */
const finds: Readonly<Record<string, readonly (readonly [query: string, name: string])[]>> = {
  French: [
    ['lefevre', 'Lefèvre'],
    ['LEFÈVRE', 'Lefevre'],
    ['noel', 'Noël'],
    ['francois', 'François'],
    ['coeur', 'Cœur'],
    ['l’eglise', "L'Église"],
    ['aime', 'Aimé'],
    ['jean-rene', 'Jean‑René'],
  ],
  German: [
    ['Mueller', 'Müller'],
    ['Müller', 'Mueller'],
    ['muller', 'Müller'],
    ['Muel', 'Müller'],
    ['Baeuerle', 'Bäuerle'],
    ['Groß', 'Gross'],
    ['gross', 'Groß'],
    ['STRASSER', 'Straßer'],
    ['Joerg', 'Jörg'],
    ['Jörg', 'Joerg'],
    ['Goethe', 'Göthe'],
    ['Michael', 'Michael'],
    ['Schaefer', 'Schäfer'],
    ['UEBEL', 'Übel'],
  ],
  Nordic: [
    ['Soerensen', 'Sørensen'],
    ['Sørensen', 'Soerensen'],
    ['sorensen', 'Sørensen'],
    ['Aagaard', 'Ågård'],
    ['Ågård', 'Aagaard'],
    ['Kjaer', 'Kjær'],
    ['Bjork', 'Björk'],
    ['Haakon', 'Håkon'],
    ['Thor', 'Þór'],
    ['Sigurdur', 'Sigurður'],
    ['Oestergaard', 'Østergård'],
    ['Ostergard', 'Østergaard'],
  ],
  Turkic: [
    ['isik', 'Işık'],
    ['IŞIK', 'ışık'],
    ['İstanbul', 'istanbul'],
    ['Istanbul', 'İstanbul'],
    ['yildiz', 'Yıldız'],
    ["G'ulom", 'Gʻulom'],
    ['G’ulom', 'Gʻulom'],
    ["O'tkir", 'Oʻtkir'],
    ['Eliyev', 'Əliyev'],
    ['Cagdas', 'Çağdaş'],
    ['gokce', 'Gökçe'],
  ],
  'Arabic and Persian': [
    ['علي', 'علی'],
    ['علی', 'علي'],
    ['على', 'علي'],
    ['كريم', 'کریم'],
    ['احمد', 'أحمد'],
    ['أحمد', 'احمد'],
    ['امنه', 'آمنة'],
    ['فاطمه', 'فاطمة'],
    ['محمد', 'مُحَمَّد'],
    ['محمد', 'محـــمد'],
    ['علیرضا', 'علی\u200cرضا'],
    ['ہاشم', 'هاشم'],
    ['مؤمن', 'مومن'],
  ],
  Hebrew: [
    ['שלומ', 'שלום'],
    ['כהנ', 'כהן'],
    ['שרה', 'שָׂרָה'],
    ["צ'רלי", 'צ׳רלי'],
    ['יוספ', 'יוסף'],
    ['בן-דוד', 'בן־דוד'],
  ],
  Chinese: [
    ['张', '張'],
    ['張', '张'],
    ['陈', '陳'],
    ['刘', '劉'],
    ['黃', '黄'],
    ['吴', '吳'],
    ['国', '國'],
    ['赖', '賴'],
  ],
  Japanese: [
    ['高橋', '髙橋'],
    ['髙橋', '高橋'],
    ['山崎', '山﨑'],
    ['斉藤', '齊藤'],
    ['渡辺', '渡邊'],
    ['渡辺', '渡邉'],
    ['沢田', '澤田'],
    ['タナカ', 'たなか'],
    ['たなか', 'タナカ'],
    ['ﾀﾅｶ', 'タナカ'],
    ['浜田', '濵田'],
    ['吉田', '𠮷田'],
    ['桜', '櫻'],
    ['広', '廣'],
    ['葛城', '葛\u{e0100}城'],
  ],
  Indic: [
    ['राम', 'राम'],
    ['रा', 'राम'],
    ['ज़फर', 'जफर'],
    ['शर्मा', 'शर्मा'],
    ['தமிழ்', 'தமிழ்'],
    ['শ্রী', 'শ্রী'],
    ['ශ්රී', 'ශ්\u200dරී'],
  ],
};

/** What is typed, and a name that is another one. */
const misses: readonly (readonly [query: string, name: string])[] = [
  ['राम', 'रीमा'],
  ['कोमल', 'कमल'],
  ['ராவி', 'ரவி'],
  ['মিতা', 'মাতা'],
  ['張', '陳'],
  ['田中', '中田'],
  ['علي', 'عمر'],
  ['Mueller', 'Mahler'],
  ['Soerensen', 'Larsen'],
];

describe('A name as people type it', () => {
  for (const [language, pairs] of Object.entries(finds)) {
    for (const [query, name] of pairs) {
      it(`in ${language}: ${query} finds ${name}, and all of it is marked`, () => {
        const person = user(1, name);
        assert.deepEqual(found(indexOf([person, user(2, 'Xyz')]), query), [1]);
        const { name: ranges } = highlight(person, query);
        assert.equal(ranges[0]?.[0], 0);
      });
    }
  }

  for (const [query, name] of misses) {
    it(`${query} does not find ${name}`, () => assert.deepEqual(found(indexOf([user(1, name)]), query), []));
  }

  it('is found by the roles that the API gives, and by that in the company', () => {
    const index = indexOf([
      user(1, 'Ada', { roles: ['ROLE_USER', 'ROLE_BILLING_MANAGER'], roleInCompany: 'Buyer' }),
      user(2, 'Bo', { roles: ['PLATFORM_SUPPORT'] }),
    ]);
    assert.deepEqual(found(index, 'billing manager'), [1]);
    assert.deepEqual(found(index, 'buyer billing'), [1]);
    assert.deepEqual(found(index, 'support'), [2]);
    assert.deepEqual(found(index, 'role_user'), []);
    assert.deepEqual(
      highlight(user(1, 'Ada', { roles: ['ROLE_ADMIN'], roleInCompany: 'Ad' }), 'admin').roleInCompany,
      [],
    );
    index.update(user(2, 'Bo', { roles: ['OWNER'] }));
    assert.deepEqual(found(index, 'support'), []);
    assert.deepEqual(found(index, 'owner'), [2]);
  });

  it('in two ways is found once, in the rank of the better one', () => {
    const index = indexOf([user(1, 'Muellerin'), user(2, 'Müller'), user(3, 'Mueller')]);
    assert.deepEqual(found(index, 'mueller'), [2, 3, 1]);
    assert.deepEqual(found(index, 'michael mueller'), []);
  });
});
