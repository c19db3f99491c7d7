/** Says sentences of one language in another, by templates with holes such as `There is no tool named "{0}".` */
export interface SentenceBook {
  /** The other language's sentence, its holes filled; undefined for what no template fits. */
  say(sentence: string): string | undefined;
}

interface Template {
  /** What stands before, between and behind the holes. */
  readonly pieces: readonly string[];
  /** The number of each hole, in their order. */
  readonly holes: readonly number[];
  /** How many of its letters are fixed: of two that fit, the one with more says more. */
  readonly fixedLength: number;
  /** Whether what it fixes is enough to tell that a sentence is its own, whatever fills the holes. */
  readonly isSure: boolean;
  readonly words: string;
}

/** Holes may hold sentences in turn, which may hold more. */
const deepest = 4;
const longestSentence = 4_000;
const mostRemembered = 2_000;
/** With less than this before its first hole, or in all, a template fits much that it was not written for. */
const sureLength = { start: 5, all: 12 };

/**
 * Makes a book of templates by their sentences. What fills a hole is said in the other language too when the book has
 * it, or the glossary; what stands in quotation marks is a name, and stays. Templates are read at the first question.
 */
export function createSentenceBook(
  entries: Readonly<Record<string, string>>,
  glossary: (word: string) => string | undefined,
): SentenceBook {
  let index: ReadonlyMap<string, readonly Template[]> | undefined;
  const said = new Map<string, string | undefined>();

  const say = (sentence: string, depth: number): string | undefined => {
    if (sentence.length > longestSentence) return undefined;
    if (Object.hasOwn(entries, sentence)) return entries[sentence];
    if (depth > deepest) return undefined;
    index ??= indexTemplates(entries);
    for (const key of [firstWord(sentence), '']) {
      for (const template of index.get(key) ?? []) {
        const filled = fill(template, sentence, depth);
        if (filled !== undefined) return filled;
      }
    }
    return sayTwo(sentence, depth);
  };

  /** A sentence and what to do about it, one after the other. */
  const sayTwo = (sentences: string, depth: number): string | undefined => {
    for (const { index } of sentences.matchAll(/(?<=[.?!]) (?=[A-Z])/g)) {
      const first = say(sentences.slice(0, index), deepest);
      const second = first && say(sentences.slice(index + 1), depth + 1);
      if (second !== undefined && second !== '') return `${first}${second}`;
    }
    return undefined;
  };

  const fill = (template: Template, sentence: string, depth: number): string | undefined => {
    const found = cut(sentence, template.pieces);
    if (found === undefined) return undefined;
    const texts: string[] = [];
    let isSure = template.isSure || found.every((text) => !/\s/.test(text));
    for (const [at, text] of found.entries()) {
      const isName = /["“]$/.test(template.pieces[at] ?? '');
      const own = isName ? undefined : sayPart(text, depth);
      isSure ||= own !== undefined;
      texts[template.holes[at] ?? 0] = own ?? text;
    }
    if (!isSure) return undefined;
    return template.words.replace(/\{(\d)\}/g, (_, hole: string) => texts[Number(hole)] ?? '');
  };

  /** A part of a sentence, or a list of such parts. */
  const sayPart = (text: string, depth: number): string | undefined => {
    const part = text.trim();
    const own = glossary(part) ?? say(part, depth + 1);
    if (own !== undefined || !part.includes('; ')) return own;
    const parts = part.split('; ');
    const all = parts.map((each) => say(each, depth + 1) ?? each);
    return all.some((each, at) => each !== parts[at]) ? all.join('；') : undefined;
  };

  return {
    say(sentence) {
      if (!said.has(sentence)) {
        if (said.size >= mostRemembered) said.clear();
        said.set(sentence, say(sentence, 0));
      }
      return said.get(sentence);
    },
  };
}

/** Templates by their first word, or by nothing where that is a hole; those that fix most come first. */
function indexTemplates(
  entries: Readonly<Record<string, string>>,
): ReadonlyMap<string, readonly Template[]> {
  const templates = Object.entries(entries)
    .filter(([sentence]) => /\{\d\}/.test(sentence))
    .map(([sentence, words]) => readTemplate(sentence, words))
    .toSorted((one, other) => other.fixedLength - one.fixedLength);
  return Map.groupBy(templates, ({ pieces: [start = ''] }) =>
    start.includes(' ') ? firstWord(start) : '',
  );
}

function readTemplate(sentence: string, words: string): Template {
  const pieces = sentence.split(/\{\d\}/);
  const [startLength = 0, ...others] = pieces.map(
    (piece) => piece.replace(/[^\p{L}]/gu, '').length,
  );
  const fixedLength = others.reduce((sum, length) => sum + length, startLength);
  return {
    pieces,
    holes: [...sentence.matchAll(/\{(\d)\}/g)].map(([, hole]) => Number(hole)),
    fixedLength,
    isSure: startLength >= sureLength.start || fixedLength >= sureLength.all,
    words,
  };
}

function firstWord(text: string): string {
  const end = text.indexOf(' ');
  return end === -1 ? text : text.slice(0, end);
}

/** What stands in a sentence between some pieces of it, each taken as early as it comes; undefined where one is missing. */
function cut(sentence: string, pieces: readonly string[]): readonly string[] | undefined {
  const [start = '', ...others] = pieces;
  const end = others.pop() ?? '';
  const last = sentence.length - end.length;
  if (!sentence.startsWith(start) || !sentence.endsWith(end) || last < start.length) {
    return undefined;
  }
  const found: string[] = [];
  let from = start.length;
  for (const piece of others) {
    const at = sentence.indexOf(piece, from);
    if (at === -1 || at + piece.length > last) return undefined;
    found.push(sentence.slice(from, at));
    from = at + piece.length;
  }
  return [...found, sentence.slice(from, last)];
}
