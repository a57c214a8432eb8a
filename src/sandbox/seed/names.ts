type List = readonly [string, ...string[]];

/** Names that go together, and what else follows from where someone lives. */
export interface Locale {
  country: string;
  language: string;
  /** A range that the country keeps free of real subscribers, as far as a phone number starts. */
  phone: string;
  first: List;
  last: List;
}

const words = (text: string): List => text.split(' ') as unknown as List;

/** Common names in a dozen places, accents and all: lists must show, sort and find every one of them. */
export const locales: readonly [Locale, ...Locale[]] = [
  {
    country: 'FR',
    language: 'fr',
    phone: '+3319900',
    first: words('Camille Élodie François Zoé Hélène Jérôme Noël Inès Gaël Anaïs Théo Solène'),
    last: words("Lefèvre Dubois Garçon Benoît Moreau D'Aubigné Fournier Gauthier Maréchal Hervé Nguyên Diallo"),
  },
  {
    country: 'GB',
    language: 'en',
    phone: '+447700900',
    first: words('Amelia Oliver Siân Rhys Priya Imogen Tunde Harriet Callum Niamh Zara Alistair'),
    last: words(
      "O'Brien Smith-Jones Patel Okafor MacDonald Wright Hussain Llewellyn Ó-Dónaill Clarke Begum Fitzgerald",
    ),
  },
  {
    country: 'DE',
    language: 'de',
    phone: '+4930230',
    first: words('Jürgen Käthe Björn Annika Günther Lieselotte Emre Fatma Matthias Jörg Änne Lukas'),
    last: words('Müller Schäfer Weiß Krüger Yılmaz Großmann Böhm Hoffmann Köhler Vogel Zöllner Brandt'),
  },
  {
    country: 'ES',
    language: 'es',
    phone: '+34900000',
    first: words('José María Íñigo Lucía Andrés Begoña Álvaro Noelia Joaquín Nuria Iván Pilar'),
    last: words('García Núñez Peña Ibáñez Fernández Muñoz Ochoa Echeverría Cortés Gutiérrez Vázquez Rubio'),
  },
  {
    country: 'PL',
    language: 'pl',
    phone: '+4800000',
    first: words('Łukasz Małgorzata Paweł Agnieszka Jędrzej Bożena Stanisław Żaneta Michał Świętosława Rafał Kinga'),
    last: words('Wójcik Kowalczyk Zieliński Dąbrowska Łęcki Szczęsny Grzyb Jabłoński Maj Wiśniewska Żuk Sęk'),
  },
  {
    country: 'SE',
    language: 'sv',
    phone: '+46701740',
    first: words('Åsa Göran Linnéa Håkan Märta Östen Ebba Nils Ylva Torbjörn Signe Mats'),
    last: words('Åkesson Öberg Lindström Sjögren Bergqvist Håkansson Nyström Ek Söderlund Falk Wallén Dahl'),
  },
  {
    country: 'VN',
    language: 'vi',
    phone: '+84000000',
    first: words('Ánh Bảo Đức Hạnh Khánh Linh Mỹ Phương Quỳnh Thảo Tuấn Yến'),
    last: words('Nguyễn Trần Lê Phạm Huỳnh Võ Đặng Bùi Đỗ Hồ Ngô Dương'),
  },
  {
    country: 'PT',
    language: 'pt',
    phone: '+35121000',
    first: words('João Conceição Inês Tomás Luísa Simão Mafalda Gonçalo Beatriz Sebastião Íris Rui'),
    last: words('Gonçalves Magalhães Simões Araújo Assunção Vilaça Brandão Cação Teixeira Faria Lobão Sá'),
  },
  {
    country: 'TR',
    language: 'tr',
    phone: '+90000000',
    first: words('Ayşe Çağrı Gülşen İbrahim Ömer Şule Uğur Zeynep Işıl Tuğba Kerem Elif'),
    last: words('Öztürk Yıldız Çelik Şahin Aydın Kılıç Güneş Doğan Arslan Koç Erdoğdu Tekin'),
  },
  {
    country: 'NG',
    language: 'en',
    phone: '+23400000',
    first: words('Adébáyọ̀ Chidinma Emeka Folákẹ́ Ifeoma Kelechi Ngozi Olúwaṣeun Tèmítọ́pẹ́ Uche Yemí Zainab'),
    last: words('Adéyẹmí Okonkwo Eze Balógun Nwosu Ọláníyan Abubakar Ibe Òjó Danjuma Achebe Sani'),
  },
  {
    country: 'JP',
    language: 'ja',
    phone: '+81300000',
    first: words('美咲 翔太 さくら 健 陽菜 大輔 結衣 蓮 葵 直樹 千尋 悠真'),
    last: words('佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村 小林 加藤 吉田 齋藤'),
  },
  {
    country: 'MA',
    language: 'ar',
    phone: '+21200000',
    first: words('ياسمين محمد فاطمة يوسف سلمى إلياس نور كريم هدى عمر ليلى آدم'),
    last: words('العلوي بنسعيد الفاسي المنصوري التازي بناني الإدريسي الشرقاوي برادة السباعي القادري حداد'),
  },
];

/** What people do in a company. Some wrote nothing. */
export const jobs: readonly [string | null, ...(string | null)[]] = [
  'Customer service agent',
  'Backend developer',
  'Accountant',
  'Head of operations',
  'Logistics coordinator',
  'Conseillère litiges',
  'Product manager',
  'Billing specialist',
  null,
  'Site reliability engineer',
  'Seller relations',
];
