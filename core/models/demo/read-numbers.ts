/** A number that a question mentions. */
export interface NumberMention {
  readonly value: number;
  /** The words right before and after it, lower-case; '' for none. */
  readonly before: string;
  readonly after: string;
}

const numberWords: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
    'eighteen nineteen twenty'
  )
    .split(' ')
    .map((word, value) => [word, value]),
);

const moreNumberWords: Readonly<Record<string, number>> = {
  ...numberWords,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  thousand: 1_000,
  dozen: 12,
};

const chineseDigits = '零一二三四五六七八九十';

/** The numbers of a question, in digits or words, in the order they stand there. */
export function readNumbers(text: string): readonly NumberMention[] {
  const spaced = text
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .replace(/([零一二两三四五六七八九十]+)(天|日|个|次|条|度|小时|分钟|周|年|月)/g, ' $1 $2')
    .replace(/(\d)([^\d\s.,:-])/g, '$1 $2')
    .replace(/(\p{Script=Han})(\d)/gu, '$1 $2')
    .replace(/(\w)-(\w)/g, '$1 $2');
  const words = spaced.match(/-?\d+(?:\.\d+)?|[\p{L}\p{N}'’]+/gu) ?? [];
  const mentions: NumberMention[] = [];
  for (const [place, word] of words.entries()) {
    const value = readNumber(word);
    if (value === undefined || isIdiom(words, place)) continue;
    mentions.push({
      value,
      before: words[place - 1]?.toLowerCase() ?? '',
      after: words[place + 1]?.toLowerCase() ?? '',
    });
  }
  return [...mentions, ...readSpans(text)];
}

function readNumber(word: string): number | undefined {
  if (/^-?\d/.test(word)) return Number(word);
  return moreNumberWords[word.toLowerCase()] ?? readChineseNumber(word);
}

function readChineseNumber(word: string): number | undefined {
  if (!/^[零一二两三四五六七八九十]+$/.test(word)) return undefined;
  const digits = word.replaceAll('两', '二');
  const ten = digits.indexOf('十');
  if (ten === -1) return digits.length === 1 ? chineseDigits.indexOf(digits) : undefined;
  const tens = ten === 0 ? 1 : chineseDigits.indexOf(digits.charAt(ten - 1));
  const ones = ten === digits.length - 1 ? 0 : chineseDigits.indexOf(digits.charAt(ten + 1));
  return tens * 10 + ones;
}

// "this one", "one of them": no number is meant.
function isIdiom(words: readonly string[], place: number): boolean {
  if (words[place]?.toLowerCase() !== 'one') return false;
  const before = words[place - 1]?.toLowerCase() ?? '';
  return ['this', 'that', 'which', 'the', 'any'].includes(before) || words[place + 1] === 'of';
}

const days = { before: '', after: 'days' };

/** Spans that name a number of days without a number. */
function readSpans(text: string): readonly NumberMention[] {
  const lower = text.toLowerCase();
  if (/\bcouple of days\b/.test(lower)) return [{ ...days, value: 2 }];
  if (/\b(?:\d+|two|three|four) weeks?\b/.test(lower)) return [];
  if (/\b(?:next|this|a|one|coming|whole) week\b|一周|这周|本周|下周/.test(lower))
    return [{ ...days, value: 7 }];
  if (/\bweekend\b|周末/.test(lower)) return [{ ...days, value: 2 }];
  if (/\bday after tomorrow\b|后天/.test(lower)) return [{ ...days, value: 2 }];
  if (/\btomorrow\b|明天/.test(lower)) return [{ ...days, value: 1 }];
  return [];
}
