import { chineseIdeaWords, months, openingWords, stopWords, weekdays } from './words.ts';

/** Something that a question names: a city, a person, a ticker. */
export interface Entity {
  readonly text: string;
  /** The word right before it, lower-case: `from`, `to`, `in`; '' for none. */
  readonly before: string;
}

/**
 * The things a question names, in order: quoted texts, capitalised names (several words count as one), Chinese names,
 * or, failing these, the words after a preposition. `ignored` are words that mean something else, such as a tool's
 * own words or enum values, lower-case.
 */
export function readEntities(text: string, ignored: ReadonlySet<string>): readonly Entity[] {
  const unquoted = text.replace(quoted, ' ; ');
  const entities = [
    ...readQuoted(text).map((value) => ({ text: value, before: '' })),
    ...readNames(unquoted, ignored),
    ...readChineseNames(unquoted, ignored),
  ];
  const found = entities.length > 0 ? entities : readAfterPreposition(unquoted, ignored);
  const seen = new Set<string>();
  return found.filter((entity) => {
    const key = `${entity.before === 'to' || entity.before === 'from' ? entity.before : ''} ${entity.text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const quoted = /"([^"]+)"|“([^”]+)”|「([^」]+)」|«([^»]+)»|(?<![\p{L}\p{N}])'([^']+)'(?![\p{L}])/gu;

/** The quoted texts of a question. */
export function readQuoted(text: string): readonly string[] {
  return [...text.matchAll(quoted)].map((match) => match.slice(1).find((group) => group) ?? '');
}

const nameConnectors = new Set([
  'de',
  'da',
  'do',
  'del',
  'la',
  'le',
  'of',
  'von',
  'van',
  'al',
  'upon',
]);

function readNames(text: string, ignored: ReadonlySet<string>): Entity[] {
  const tokens = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.&-]*|[^\s\p{L}\p{N}]/gu) ?? [];
  const entities: Entity[] = [];
  for (let place = 0; place < tokens.length; place += 1) {
    if (!isNameWord(tokens, place, ignored)) continue;
    const start = place;
    while (true) {
      if (isNameWord(tokens, place + 1, ignored)) place += 1;
      else if (
        nameConnectors.has(tokens[place + 1] ?? '') &&
        isNameWord(tokens, place + 2, ignored)
      )
        place += 2;
      else if (isRegionCode(tokens, place)) place += 2;
      else break;
    }
    const words = tokens
      .slice(start, place + 1)
      .join(' ')
      .replace(/ ,/g, ',');
    entities.push({
      text: words.replace(/(?:['’]s?|\.)$/, ''),
      before: tokens[start - 1]?.toLowerCase() ?? '',
    });
  }
  return entities;
}

function isNameWord(
  tokens: readonly string[],
  place: number,
  ignored: ReadonlySet<string>,
): boolean {
  const token = tokens[place];
  if (token === undefined || !/^\p{Lu}/u.test(token)) return false;
  const lower = token.toLowerCase().replace(/['’]s?$|\.$/, '');
  if (stopWords.has(token.toLowerCase()) || weekdays.has(lower) || ignored.has(lower)) return false;
  // US is a name, us is not.
  if (stopWords.has(lower) && token !== token.toUpperCase()) return false;
  if (token.length === 1) return false;
  if (months.has(lower)) return false;
  const previous = tokens[place - 1];
  const isOpening = previous === undefined || /^[.!?:;。！？]$/.test(previous);
  return !(isOpening && openingWords.has(lower));
}

/** `, NY` after `New York`, but not the second of two tickers. */
function isRegionCode(tokens: readonly string[], place: number): boolean {
  const [current = '', comma, code = ''] = tokens.slice(place, place + 3);
  return comma === ',' && /^[A-Z]{2}$/.test(code) && current !== current.toUpperCase();
}

const chineseNoise = [
  ...chineseIdeaWords,
  ...(
    '怎么样 怎样 如何 什么 多少 请问 请 告诉我 告诉 帮我 查询 查一下 查查 查 一下 我想知道 想知道 我想 我 你 的 吗 呢 呀 吧 是 在 用 ' +
    '摄氏度 华氏度 摄氏 华氏 度 情况 分别 会 有 一个 几天 这几天 今晚 早上 晚上 下周 本周 这周 一周 周末 给我 看看 看 比较 把 从 到 ' +
    '翻译成 换成 能 可以 换 谢谢 你好 您好 大概 左右 内 里 显示 介绍 好 热 冷 下雨 哪个 谁 为什么'
  ).split(' '),
].toSorted((a, b) => b.length - a.length);

function readChineseNames(text: string, ignored: ReadonlySet<string>): Entity[] {
  const withoutNumbers = text.replace(
    /[零一二两三四五六七八九十\d]+\s*(?:天|日|个|次|条|度|小时|分钟|周|年|月)/g,
    ';',
  );
  const bare = chineseNoise.reduce((rest, word) => rest.replaceAll(word, ';'), withoutNumbers);
  return bare
    .split(/[^\p{Script=Han}·]+|以及|还有/u)
    .flatMap(splitAtAnd)
    .filter((name) => name !== '' && !ignored.has(name) && !/^[和与跟及天日]$/.test(name))
    .map((name) => ({ text: name, before: '' }));
}

/** Splits at words for "and", unless that leaves a single character, as in 呼和浩特. */
function splitAtAnd(run: string): string[] {
  for (const { index } of run.matchAll(/[和与跟及]/g)) {
    const [left, right] = [run.slice(0, index), run.slice(index + 1)];
    if (left.length === 0 && right.length > 1) return splitAtAnd(right);
    if (left.length > 1 && right.length > 1) return [left, ...splitAtAnd(right)];
  }
  return [run];
}

function readAfterPreposition(text: string, ignored: ReadonlySet<string>): Entity[] {
  const entities: Entity[] = [];
  const phrases = text.matchAll(/\b(in|at|near|for|of|from|to|about|with|by)\s+([^.!?;:]+)/gi);
  for (const match of phrases) {
    const before = (match[1] ?? '').toLowerCase();
    const phrase =
      (match[2] ?? '').split(/\b(?:in|at|near|for|of|from|to|about|on|with|by)\b/i)[0] ?? '';
    for (const item of phrase.split(/,|\band\b|\bor\b|&/i)) {
      const words = item
        .trim()
        .split(/\s+/)
        .filter((word) => !isPlainWord(word, ignored));
      if (words.length > 0 && words.length < 4) entities.push({ text: words.join(' '), before });
    }
  }
  return entities;
}

function isPlainWord(word: string, ignored: ReadonlySet<string>): boolean {
  const lower = word.toLowerCase();
  if (lower === '' || /\d/.test(lower)) return true;
  return (
    stopWords.has(lower) || openingWords.has(lower) || weekdays.has(lower) || ignored.has(lower)
  );
}
