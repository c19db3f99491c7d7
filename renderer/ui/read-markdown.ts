/** A stretch of text within a block. */
export type MarkdownSpan = {
  /** Characters before it in its block. */
  readonly at: number;
  readonly text: string;
} & (
  | { readonly kind: 'text' | 'strong' | 'emphasis' | 'strike' | 'code' }
  | { readonly kind: 'link'; readonly target: string }
);

interface ListItem {
  /** The line that it begins in, from 0. */
  readonly at: number;
  readonly spans: readonly MarkdownSpan[];
  /** Undefined for an item without a box to tick. */
  readonly checked: boolean | undefined;
}

/** One block of a text. */
export type MarkdownBlock = {
  /** The line that it begins in, from 0. */
  readonly at: number;
} & BlockContent;

type BlockContent =
  | { readonly kind: 'heading'; readonly level: number; readonly spans: readonly MarkdownSpan[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly spans: readonly MarkdownSpan[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly ListItem[];
    }
  | { readonly kind: 'line' };

const fence = /^\s*(```|~~~)/;
const heading = /^(#{1,6})\s+(.*)$/;
const rule = /^\s*([-*_])(\s*\1){2,}\s*$/;
const quote = /^\s*>\s?(.*)$/;
const item = /^\s*(?:([-*+])|(\d{1,9})[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;

/** Reads simple Markdown in one pass over its lines; what it does not know stays text. */
export function readMarkdown(text: string): readonly MarkdownBlock[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: MarkdownBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    const [block, next] = readBlock(lines, at);
    if (block !== undefined) blocks.push({ ...block, at });
    at = next;
  }
  return blocks;
}

function readBlock(
  lines: readonly string[],
  at: number,
): readonly [block: BlockContent | undefined, next: number] {
  const line = lines[at] ?? '';
  if (line.trim() === '') return [undefined, at + 1];
  if (fence.test(line)) {
    const end = lines.findIndex((other, index) => index > at && fence.test(other));
    const last = end < 0 ? lines.length : end;
    return [{ kind: 'code', text: lines.slice(at + 1, last).join('\n') }, last + 1];
  }
  const [, marks, title] = heading.exec(line) ?? [];
  if (marks !== undefined && title !== undefined) {
    return [{ kind: 'heading', level: marks.length, spans: readSpans(title) }, at + 1];
  }
  if (rule.test(line)) return [{ kind: 'line' }, at + 1];
  if (quote.test(line)) {
    const [parts, next] = takeWhile(lines, at, (other) => quote.exec(other)?.[1]);
    return [{ kind: 'quote', spans: readSpans(parts.join('\n')) }, next];
  }
  const first = item.exec(line);
  if (first !== null) return readList(lines, at, first[1] === undefined);
  const [parts, next] = takeWhile(lines, at, (other, index) =>
    other.trim() === '' || (index > at && startsBlock(other)) ? undefined : other,
  );
  return [{ kind: 'paragraph', spans: readSpans(parts.join('\n')) }, next];
}

function startsBlock(line: string): boolean {
  return [fence, heading, rule, quote, item].some((pattern) => pattern.test(line));
}

function readList(
  lines: readonly string[],
  at: number,
  ordered: boolean,
): readonly [block: BlockContent, next: number] {
  const [items, next] = takeWhile(lines, at, (line) => {
    const found = item.exec(line);
    return found !== null && (found[1] === undefined) === ordered ? found : undefined;
  });
  return [
    {
      kind: 'list',
      ordered,
      start: Number(items[0]?.[2] ?? 1),
      items: items.map(([, , , box, text = ''], index) => ({
        at: at + index,
        spans: readSpans(text),
        checked: box === undefined ? undefined : box !== ' ',
      })),
    },
    next,
  ];
}

function takeWhile<Part>(
  lines: readonly string[],
  at: number,
  read: (line: string, index: number) => Part | undefined,
): readonly [parts: readonly Part[], next: number] {
  const parts: Part[] = [];
  let index = at;
  for (; index < lines.length; index++) {
    const part = read(lines[index] ?? '', index);
    if (part === undefined) break;
    parts.push(part);
  }
  return [parts, index];
}

const span =
  /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|~~([^~]+)~~|\*([^*\s][^*]*)\*|(?<![\p{L}\p{N}])_([^_\s][^_]*)_(?![\p{L}\p{N}])|\[([^\]]+)\]\(([^()\s]+)\)/gu;

function readSpans(text: string): readonly MarkdownSpan[] {
  const spans: MarkdownSpan[] = [];
  let end = 0;
  for (const match of text.matchAll(span)) {
    if (match.index > end) {
      spans.push({ at: end, kind: 'text', text: text.slice(end, match.index) });
    }
    end = match.index + match[0].length;
    spans.push(toSpan(match));
  }
  if (end < text.length) spans.push({ at: end, kind: 'text', text: text.slice(end) });
  return spans;
}

function toSpan(match: RegExpExecArray): MarkdownSpan {
  const [, code, stars, lines, strike, star, line, text, target] = match;
  const at = match.index;
  if (code !== undefined) return { at, kind: 'code', text: code };
  const strong = stars ?? lines;
  if (strong !== undefined) return { at, kind: 'strong', text: strong };
  if (strike !== undefined) return { at, kind: 'strike', text: strike };
  const emphasis = star ?? line;
  if (emphasis !== undefined) return { at, kind: 'emphasis', text: emphasis };
  return { at, kind: 'link', text: text ?? '', target: target ?? '' };
}
