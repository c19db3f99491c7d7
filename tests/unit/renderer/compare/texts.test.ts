import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextComparison } from '../../../../core/contracts/comparison/run-comparison.ts';
import { findFirst } from '../../../../core/contracts/comparison/compare-texts.ts';
import {
  layOutTexts,
  type TextRow,
  type TextSpan,
} from '../../../../renderer/compare/lay-out-texts.ts';
import { layOutFolds, placeOfRow, rowAtPlace } from '../../../../renderer/compare/folded-rows.ts';
import { wrapLine } from '../../../../renderer/compare/wrap-line.ts';

function compared(a: string, b: string): TextComparison {
  const differsAt = findFirst(a, b);
  const side = (text: string) => ({ text, from: 0, total: text.length });
  return {
    part: 'text',
    a: side(a),
    b: side(b),
    ...(differsAt === undefined ? {} : { differsAt }),
  };
}

const write = (spans: readonly TextSpan[] | undefined): string =>
  (spans ?? [])
    .map(({ text, look }) => (look === 'same' ? text : `${marks[look][0]}${text}${marks[look][1]}`))
    .join('');
const marks = { changed: '[]', token: '<>', end: '|.', same: '  ' } as const;
const beside = ({ a, b }: TextRow): string => `${write(a)} · ${write(b)}`;

describe('two texts side by side', () => {
  test('mark the first token, and behind it the words that are others', () => {
    const texts: TextComparison = {
      ...compared('One\nIt is red and big.\nEnd', 'One\nIt is blue and tall.\nEnd'),
    };
    const token = { number: 5, count: 9, sameCharacters: 1, seq: 7 };
    const { rows, first } = layOutTexts(
      {
        ...texts,
        a: { ...texts.a!, token: { ...token, text: ' red' } },
        b: { ...texts.b!, token: { ...token, text: ' blue' } },
      },
      80,
    );
    expect([rows.map(beside), first]).toEqual([
      ['One · One', 'It is< red> and [big]. · It is< blue> and [tall].', 'End · End'],
      1,
    ]);
  });

  test('show where one of them ends, where a line was put in, and a break that is missing', () => {
    const shown = (a: string, b: string) => layOutTexts(compared(a, b), 80).rows.map(beside);
    expect(shown('One', 'One more')).toEqual(['One|. · One< more>']);
    expect(shown('a\nc', 'a\nb\nc')).toEqual(['a · a', ' · <b>', '<c> · c']);
    expect(shown('a\nb', 'a')).toEqual(['a<↵> · a|.', '[b] · ']);
  });

  test('wrap to the columns, wide characters counting twice', () => {
    expect(wrapLine('one two three', 8)).toEqual([8]);
    expect(wrapLine('水车推动石磨', 4)).toEqual([2, 4]);
    expect(wrapLine('short', 8)).toEqual([]);
  });

  test('hold every character of both, whatever they say', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 30 });
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, fc.integer({ min: 2, max: 20 }), (a, b, columns) => {
        const { rows } = layOutTexts(compared(a, b), columns);
        const whole = (side: 'a' | 'b'): string =>
          rows.map((row) => (row[side] ?? []).map((span) => span.text).join('')).join('');
        const plain = (value: string): string => value.replaceAll(/[\n↵]/g, '');
        expect([plain(whole('a')), plain(whole('b'))]).toEqual([plain(a), plain(b)]);
      }),
    );
  });
});

test('folded rows hide what lies in them, and every place leads to its row and back', () => {
  const sizes = fc.uniqueArray(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 10 })), {
    selector: ([row]) => row,
  });
  fc.assert(
    fc.property(sizes, (folded) => {
      const rowCount = 51;
      const folds = layOutFolds(rowCount, new Map(folded));
      const shown = Array.from({ length: rowCount }, (_, row) => row).filter(
        (row) => !hiddenBy(folded, row),
      );
      expect(folds.count).toBe(shown.length);
      expect(shown.map((_, place) => rowAtPlace(folds, place))).toEqual(shown);
      expect(shown.map((row) => placeOfRow(folds, row))).toEqual(shown.map((_, place) => place));
    }),
  );
});

/** Whether a row lies in a folded one that is not itself hidden. */
function hiddenBy(folded: readonly (readonly [number, number])[], row: number): boolean {
  let end = 0;
  for (const [start, size] of folded.toSorted(([one], [other]) => one - other)) {
    if (start < end) continue;
    end = start + size;
    if (row > start && row < end) return true;
  }
  return false;
}
