/** Words that say nothing about which tool is meant. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    'a an the and or of in on at to for from by with as is are was were be been am do does did has have had can could ' +
    'will would shall should may might must i me my we us our you your he she it its they them their this that these ' +
    'those there here what which who whom whose when where why how if then than so not no yes please tell show give ' +
    'get let want need know like about also just some any all each both more most much many very into out up down ' +
    'return returns given use uses used using tool function value values name such one two three four five six seven ' +
    "what's how's who's where's it's i'm let's s t re"
  ).split(' '),
);

/** Words that begin a request and are no names, although the first letter is a capital. */
export const openingWords: ReadonlySet<string> = new Set(
  (
    'look lookup find check compare convert search fetch book send translate calculate compute list explain describe ' +
    'write create add play set turn order buy sell call remind schedule open summarise summarize run ask read count ' +
    'plan make hello hi hey thanks thank good morning evening dear say tomorrow today now currently ok okay well ' +
    'sure maybe and but or if in on at for from to the a an weather forecast will next last during around near'
  ).split(' '),
);

export const weekdays: ReadonlySet<string> = new Set(
  'monday tuesday wednesday thursday friday saturday sunday'.split(' '),
);
export const months: ReadonlySet<string> = new Set(
  'january february march april may june july august september october november december'.split(
    ' ',
  ),
);

/** Words that stand for the same idea, in English and Chinese; each row is one idea, named by its first word. */
const ideas: readonly (readonly string[])[] = [
  'current now today currently present moment 现在 今天 目前 当前 今日',
  'forecast predict upcoming tomorrow weekend next 预报 明天 后天 未来 预测 接下来',
  'day daily 天 日',
  'weather climate temperature temp warm warmer hot hotter cold colder degree rain rainy sunny snow snowy 天气 气象 气温 温度 下雨',
  'convert exchange conversion 换算 兑换 转换 汇率 换',
  'currency money dollar euro yen 货币',
  'stock share equity ticker 股票 股价',
  'price cost quote 价格 多少钱',
  'time clock 时间 几点',
  'search lookup find query 搜索 查找 检索',
  'translate translation 翻译',
  'news headline 新闻',
  'calculate compute sum math calculator 计算',
  'flight fly 航班 机票',
  'hotel accommodation 酒店 宾馆',
  'population inhabitant 人口',
].map((row) => row.split(' '));

/** Every Chinese word of the table of ideas, longest first. */
export const chineseIdeaWords: readonly string[] = ideas
  .flat()
  .filter((word) => /\p{Script=Han}/u.test(word))
  .toSorted((a, b) => b.length - a.length);

const ideaOf = new Map(ideas.flatMap((row) => row.map((word) => [word, row[0] ?? word] as const)));

/** A word's idea, or its stem: `cities` and `city`, `currently` and `now` are the same. */
export function toIdea(word: string): string {
  const lower = word.toLowerCase();
  return ideaOf.get(lower) ?? ideaOf.get(stem(lower)) ?? stem(lower);
}

function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 5 && word.endsWith('ing')) return word.slice(0, -3);
  if (word.length > 4 && /(?:s|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}

/** The words of an identifier: `numDays`, `num_days` and `num-days` are num and days. */
export function splitIdentifier(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** The lower-case words of a text, and the Chinese words of the table that stand in it, each character once. */
export function wordsOf(text: string): readonly string[] {
  const latin = text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? [];
  const found: string[] = [];
  let rest = text;
  // Longest first: 天气 is weather, and the 天 in it no day.
  for (const word of chineseIdeaWords) {
    if (!rest.includes(word)) continue;
    found.push(word);
    rest = rest.replaceAll(word, ' ');
  }
  return latin.filter((word) => !/\p{Script=Han}/u.test(word)).concat(found);
}

/** `Tokyo, Paris and Oslo`, or `东京、巴黎和奥斯陆`. */
export function joinList(items: readonly string[], isChinese = false): string {
  if (items.length < 2) return items.join('');
  const [comma, and] = isChinese ? ['、', '和'] : [', ', ' and '];
  return items.slice(0, -1).join(comma) + and + (items.at(-1) ?? '');
}

/** The first characters of a text, with an ellipsis if that is not all; never half a character. */
export function truncate(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest).join('')}…`;
}
