/**
 * Characters that the names of China, Taiwan and Japan write in several ways, each line one character: as people type it,
 * and as it may be registered (Unihan: kSimplifiedVariant, kTraditionalVariant, kZVariant, kSemanticVariant). Those of the
 * common family names and of what their given names are made of.
 */
const SAME = `
高髙 崎﨑嵜碕 边辺邊邉 斋斎齋 齐斉齊 泽沢澤 滨浜濱濵 广広廣 国國圀 樱桜櫻 荣栄榮 圆円圓 真眞 德徳 惠恵 实実實 寿壽 县県縣
岛島嶋嶌 泷滝瀧 濑瀬瀨 龙竜龍 显顕顯 浅淺 曾曽 桑桒 吉𠮷 富冨 馆館舘 薮藪 渊淵渕 关関關 恒恆 弥彌 静靜 清淸 增増 郎郞 条條 宫宮
张張 陈陳 刘劉 杨楊 黄黃 赵趙 吴吳呉 孙孫 马馬 郑鄭 谢謝 罗羅 韩韓 冯馮 萧蕭 许許 邓鄧 叶葉 蒋蔣 苏蘇 卢盧 吕呂 谭譚 赖賴頼 钟鍾鐘
龚龔 贺賀 邹鄒 阎閻 陆陸 万萬 钱錢 汤湯 顾顧 严嚴厳 贾賈 韦韋 庞龐 华華 伟偉 强強彊 丽麗 军軍 杰傑 辉輝 凤鳳 兰蘭 云雲 鹏鵬 飞飛 梦夢
义義 礼禮 仪儀 庆慶 宝寶宝 东東 乐樂楽 爱愛 学學 贤賢 胜勝 优優 邱丘 范範 连連 汉漢 温溫 阳陽 阴陰 节節 莲蓮 芦蘆 芸藝 泉湶 绘絵繪
铃鈴 铁鉄鐵 银銀 锦錦 长長 门門 间間 闻聞 见見 贝貝 车車 轮輪 远遠 近 进進 达達 还還 饭飯飰 饮飲 鸟鳥 鱼魚 鹤鶴 鸿鴻 黑黒 点點
佐 藤籐 后後 藏蔵 原 气気氣 泽 滨 团団團 图図圖 战戦戰 灵霊靈 瑶瑤 绫綾 绪緒 绿緑綠 维維 结結 纪紀 纯純 红紅 细細 织織 纲綱 纱紗
`;

/** The way that stands first, for each of the others. */
export const HAN_VARIANTS: ReadonlyMap<string, string> = new Map(
  SAME.split(/\s+/).flatMap((line) => {
    const [first = '', ...others] = line;
    return others.map((other): [string, string] => [other, first]);
  }),
);
