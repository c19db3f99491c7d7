import type { Chunking } from '../../contracts/document-indexes.ts';
import type { ReadDocument } from './read-document.ts';

/** A piece of a document. */
export interface Passage {
  /** The headings above it, such as `Guide › Start`; '' for none. */
  readonly heading: string;
  readonly text: string;
}

interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** Where a text that is too long is cut, the best place first; each keeps its end. */
const borders = [/(?<=\n)(?=\S)/, /(?<=[.!?]["”’)]?\s)|(?<=[。！？][”’）]?)/, /(?<=\s)/];

/**
 * Cuts a document into passages of at most the given size. Headings begin passages; paragraphs, list items, sentences
 * and words are kept whole where they fit. Each passage repeats the end of the one before it in its section, as far as
 * the overlap goes.
 */
export function splitPassages(document: ReadDocument, chunking: Chunking): readonly Passage[] {
  const sections = document.hasHeadings
    ? splitSections(document.text)
    : [{ heading: '', lines: [document.text] }];
  return sections.flatMap(({ heading, lines }) =>
    packPieces(splitBlocks(lines.join('\n')), chunking).map((text) => ({ heading, text })),
  );
}

/** How much of a size a text takes. */
export function measure(text: string, unit: Chunking['unit']): number {
  if (unit === 'characters') return text.length;
  const dense = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  return dense + Math.ceil((text.length - dense) / 4);
}

function splitSections(text: string): readonly Section[] {
  const sections: { heading: string; lines: string[] }[] = [{ heading: '', lines: [] }];
  const path: string[] = [];
  let fence = '';
  for (const line of text.split('\n')) {
    const mark = /^\s{0,3}(```+|~~~+)/.exec(line)?.[1] ?? '';
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence)) fence = '';
    const heading = fence === '' ? /^(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line) : null;
    if (heading === null) {
      sections.at(-1)?.lines.push(line);
      continue;
    }
    const [, marks = '', title = ''] = heading;
    path.length = Math.min(path.length, marks.length - 1);
    path[marks.length - 1] = title;
    sections.push({ heading: path.filter(Boolean).join(' › '), lines: [] });
  }
  return sections;
}

/** Paragraphs; what stands in a fence is one, empty lines and all. */
function splitBlocks(text: string): readonly string[] {
  const blocks: string[] = [];
  let lines: string[] = [];
  let fence = '';
  const end = (): void => {
    if (lines.length > 0) blocks.push(lines.join('\n'));
    lines = [];
  };
  for (const line of text.split('\n')) {
    const mark = /^\s{0,3}(```+|~~~+)/.exec(line)?.[1] ?? '';
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence)) fence = '';
    if (line.trim() === '' && fence === '') end();
    else lines.push(line);
  }
  end();
  return blocks;
}

function packPieces(blocks: readonly string[], chunking: Chunking): readonly string[] {
  const { unit, size, overlap } = chunking;
  const passages: string[] = [];
  let current: string[] = [];
  let filled = 0;
  /** Whether there is more in the current passage than it repeats. */
  let hasNew = false;
  const end = (): void => {
    const passage = current.join('').trim();
    if (passage !== '' && hasNew) passages.push(passage);
    hasNew = false;
  };
  for (const piece of blocks.flatMap((block) => breakUp(`${block}\n\n`, chunking, 0))) {
    const length = measure(piece, unit);
    if (hasNew && filled + measure(piece.trimEnd(), unit) > size) {
      end();
      const repeated = tailOf(current.join(''), Math.min(overlap, size - length), unit);
      current = repeated === '' ? [] : [repeated];
      filled = measure(repeated, unit);
    }
    current.push(piece);
    filled += length;
    hasNew = true;
  }
  end();
  return passages;
}

/** A text in pieces that fit, cut at the best borders there are. */
function breakUp(text: string, chunking: Chunking, border: number): readonly string[] {
  const { unit, size } = chunking;
  if (measure(text.trim(), unit) <= size) return [text];
  const at = borders[border];
  if (at === undefined) return cutHard(text, chunking);
  return text.split(at).flatMap((part) => breakUp(part, chunking, border + 1));
}

/** Whole characters stay whole. */
function cutHard(text: string, { unit, size }: Chunking): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let filled = 0;
  for (const character of text) {
    const length = unit === 'characters' ? character.length : weigh(character);
    if (piece !== '' && filled + length > size) {
      pieces.push(piece);
      piece = '';
      filled = 0;
    }
    piece += character;
    filled += length;
  }
  return [...pieces, piece];
}

function weigh(character: string): number {
  const isDense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character);
  return isDense ? 1 : character.length / 4;
}

/** The end of a text, from the beginning of a sentence or else of a word on. */
function tailOf(text: string, most: number, unit: Chunking['unit']): string {
  if (most <= 0) return '';
  const whole = `${text.trimEnd()} `;
  const first = whole.length - (unit === 'characters' ? most : most * 4);
  for (const border of [/[.!?。！？]["”’)]*\s*(?=\S)/g, /\s+(?=\S)/g]) {
    border.lastIndex = Math.max(0, first - 200);
    for (let match = border.exec(whole); match !== null; match = border.exec(whole)) {
      const tail = whole.slice(border.lastIndex);
      if (border.lastIndex >= first && measure(tail, unit) <= most) return tail;
    }
  }
  return '';
}
