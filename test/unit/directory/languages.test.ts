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
    ['Schoenboeck-Krueger', 'Schönböck-Krüger'],
    ['Mueller-Luedenscheidt-Boehm', 'Müller-Lüdenscheidt-Böhm'],
    ['Koehler-Moeller-Jaeger', 'Köhler-Möller-Jäger'],
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
    ['G`ulom', 'Gʻulom'],
    ['O´rinov', 'Oʻrinov'],
    ['Кайрат', 'Қайрат'],
    ['Алия', 'Әлия'],
    ['Айгул', 'Айгүл'],
    ['Нурлан', 'Нұрлан'],
    ['Оскен', 'Өскен'],
    ['Галым', 'Ғалым'],
    ['Жангир', 'Җаңгир'],
    ['Хасан', 'Һасан'],
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
  Slavic: [
    ['Djokovic', 'Đoković'],
    ['Đoković', 'Djokovic'],
    ['Djordjevic', 'Đorđević'],
    ['Dokovic', 'Đoković'],
    ['Галаган', 'Ґалаґан'],
    ['Иван', 'Іван'],
    ["Мар'яна", 'Мар’яна'],
    ['Мар`яна', 'Мар’яна'],
  ],
  Irish: [
    ['O`Brien', "O'Brien"],
    ["O'Brien", 'O´Brien'],
    ["N'Golo", 'N`Golo'],
  ],
  'Arabic and Persian': [
    ['فاطمه', 'فاطمۃ'],
    ['یڤان', 'ێڤان'],
    ['رۆژ', 'ڕۆژ'],
    ['لاوە', 'ڵاوە'],
    ['ييڭى', 'يېڭى'],
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
    ['יינגל', 'ײַנגל'],
    ['שלומ', 'שלום'],
    ['כהנ', 'כהן'],
    ['שרה', 'שָׂרָה'],
    ["צ'רלי", 'צ׳רלי'],
    ['יוספ', 'יוסף'],
    ['בן-דוד', 'בן־דוד'],
  ],
  Chinese: [
    ['欧', '歐'],
    ['鲁', '魯'],
    ['颜', '顏'],
    ['聂', '聶'],
    ['窦', '竇'],
    ['单', '單'],
    ['费', '費'],
    ['乔', '喬'],
    ['鲍', '鮑'],
    ['时', '時'],
    ['庄', '莊'],
    ['涛', '濤'],
    ['宁', '寧'],
    ['艳', '艷'],
    ['颖', '穎'],
    ['晓', '曉'],
    ['轩', '軒'],
    ['诗', '詩'],
    ['铭', '銘'],
    ['峰', '峯'],
    ['聪', '聰'],
    ['观', '觀'],
    ['双', '雙'],
    ['书', '書'],
    ['祎', '禕'],
    ['赟', '贇'],
    ['晔', '曄'],
    ['烨', '燁'],
    ['玮', '瑋'],
    ['骁', '驍'],
    ['昇', '升'],
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
    ['斉藤', '齋藤'],
    ['斉藤', '斎藤'],
    ['齋藤', '斉藤'],
    ['齋藤', '齊藤'],
    ['齋藤', '斎藤'],
    ['齊藤', '斉藤'],
    ['齊藤', '齋藤'],
    ['齊藤', '斎藤'],
    ['斎藤', '斉藤'],
    ['斎藤', '齋藤'],
    ['斎藤', '齊藤'],
    ['佐佐木', '佐々木'],
    ['佐々木', '佐佐木'],
    ['鎌ケ谷', '鎌ヶ谷'],
    ['関が原', '関ヶ原'],
    ['関ヶ原', '関ケ原'],
    ['栁', '柳'],
    ['檜山', '桧山'],
    ['園田', '薗田'],
    ['穗', '穂'],
    ['薰', '薫'],
    ['巖', '巌'],
    ['亞紀', '亜紀'],
    ['聰', '聡'],
    ['總', '総'],
    ['キヤノン', 'キャノン'],
    ['けん', 'ケン'],
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
    ['രാജൻ', 'രാജന്\u200d'],
    ['രാജന്\u200d', 'രാജൻ'],
    ['শরত্\u200d', 'শরৎ'],
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
  ['欧', '鲁'],
  ['々木', '佐木'],
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
    assert.deepEqual(found(index, 'ROLE_BILLING_MANAGER'), [1]);
    assert.deepEqual(found(index, 'role_billing_manager'), [1]);
    assert.deepEqual(found(index, 'BILLING_MANAGER'), [1]);
    assert.deepEqual(found(index, 'PLATFORM_SUPPORT'), [2]);
    assert.deepEqual(found(index, 'role_user'), []);
    assert.deepEqual(
      highlight(user(1, 'Ada', { roles: ['ROLE_ADMIN'], roleInCompany: 'Ad' }), 'admin').roleInCompany,
      [],
    );
    index.update(user(2, 'Bo', { roles: ['OWNER'] }));
    assert.deepEqual(found(index, 'support'), []);
    assert.deepEqual(found(index, 'owner'), [2]);
  });

  for (const query of [
    '[Jane]',
    '「Jane」 Doe',
    '«Doe, Jane»',
    '（Jane）',
    'Jane|Doe',
    'Doe/Jane',
    'Jane、Doe',
    'Jane، Doe',
    'Jane；Doe',
    '“Jane Doe”',
    '١٢٣٤',
    'Jane १२३४',
  ]) {
    it(`is found as it is pasted: ${query}`, () =>
      assert.deepEqual(found(indexOf([user(1234, 'Jane', { lastName: 'Doe' }), user(5, 'Xyz')]), query), [1234]));
  }

  it('with a line in an address is one word', () => {
    const index = indexOf([
      user(1, 'Ada', { email: 'jane_doe@sandbox.example' }),
      user(2, 'Doe', { email: 'jane@sandbox.example' }),
    ]);
    assert.deepEqual(found(index, 'jane_doe'), [1]);
  });

  it('an address of a user is no name with strokes in it', () => {
    const index = indexOf([user(42, 'Users')]);
    assert.deepEqual(found(index, '/users/42'), []);
    assert.deepEqual(found(index, 'https://gw.sandbox.example/users/42'), []);
  });

  it('in two ways is found once, in the rank of the better one', () => {
    const index = indexOf([user(1, 'Muellerin'), user(2, 'Müller'), user(3, 'Mueller')]);
    assert.deepEqual(found(index, 'mueller'), [2, 3, 1]);
    assert.deepEqual(found(index, 'michael mueller'), []);
  });
});
