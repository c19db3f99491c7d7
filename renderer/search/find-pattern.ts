/** What is looked for in a flow. */
export interface FindQuery {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  /** The text is a regular expression; `^` and `$` mean the ends of lines. */
  readonly isRegex: boolean;
}

/** One place where a text matches. */
export interface FoundSpan {
  /** Which of the texts. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
  /** What was matched, then what each group of the expression took. */
  readonly groups: readonly (string | undefined)[];
  readonly named?: Readonly<Record<string, string | undefined>>;
}

/** More matches than these are not looked for. */
export const mostMatches = 2_000;

/** What to look for, as a pattern. Throws `SyntaxError` for a regular expression that is none. */
export function makePattern({ text, matchCase, wholeWord, isRegex }: FindQuery): RegExp {
  const source = isRegex
    ? spellOut(text)
    : text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const whole = wholeWord ? String.raw`(?<![\p{L}\p{N}_])(?:${source})(?![\p{L}\p{N}_])` : source;
  return new RegExp(whole, matchCase ? 'gmu' : 'gimu');
}

/** Signs that need no backslash, such as `\-`, by their numbers: with one they would make the expression none. */
function spellOut(source: string): string {
  return source.replaceAll(/\\([^])/g, (whole, sign: string) =>
    /[-"'`#%&,:;<=>@_~! ]/.test(sign)
      ? String.raw`\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`
      : whole,
  );
}

/** Every match in the texts, in their order, up to a limit. A match of nothing, as of `a*`, is none. */
export function findSpans(texts: readonly string[], pattern: RegExp): readonly FoundSpan[] {
  const spans: FoundSpan[] = [];
  for (const [at, text] of texts.entries()) {
    for (const match of text.matchAll(pattern)) {
      if (match[0] === '') continue;
      const end = match.index + match[0].length;
      const named = match.groups === undefined ? {} : { named: { ...match.groups } };
      spans.push({ at, start: match.index, end, groups: [...match], ...named });
      if (spans.length >= mostMatches) return spans;
    }
  }
  return spans;
}

/** What stands instead of a match of a regular expression: `$1`, `$<name>`, `$&` and `$$` mean what they mean in JavaScript. */
export function expandReplacement(replacement: string, { groups, named }: FoundSpan): string {
  return replacement.replaceAll(
    /\$(?:\$|&|<([^>]*)>|(\d{1,2}))/g,
    (whole, name: string | undefined, digits: string | undefined) => {
      if (whole === '$$') return '$';
      if (whole === '$&') return groups[0] ?? '';
      if (name !== undefined) return named === undefined ? whole : (named[name] ?? '');
      return expandNumber(whole, digits ?? '', groups);
    },
  );
}

/** `$12` is the twelfth group if there is one, else the first and a 2. */
function expandNumber(whole: string, digits: string, groups: FoundSpan['groups']): string {
  for (let length = digits.length; length > 0; length -= 1) {
    const group = Number(digits.slice(0, length));
    if (group > 0 && group < groups.length) return (groups[group] ?? '') + digits.slice(length);
  }
  return whole;
}
