import type { useDifferenceWords } from './use-difference-words.ts';
import {
  compareLines,
  isLineWise,
  shortenLines,
  writeValue,
} from '../../core/model/compare-lines.ts';
import type { DifferenceRow } from './list-differences.ts';

/** What stands before a row, so that nothing depends on colour. */
const changeMarks: Readonly<Record<DifferenceRow['change'], string>> = {
  added: '+',
  removed: '−',
  changed: '~',
  moved: '↦',
};

const lineMarks = { same: ' ', added: '+', removed: '−' } as const;

/** The list of differences as plain text, in the words that are on the screen. */
export function writeDifferences(
  rows: readonly DifferenceRow[],
  words: ReturnType<typeof useDifferenceWords>,
): string {
  const lines = rows.flatMap((row) => [
    `${changeMarks[row.change]} ${[...row.within, words.row(row)].join(' › ')}`,
    ...row.values.flatMap((change) => {
      const { before, after } = change;
      const name = words.value(change, row.kind);
      if (!isLineWise(before, after)) {
        return [`    ${name}: ${words.plain(before)} → ${words.plain(after)}`];
      }
      const shown = shortenLines(compareLines(writeValue(before), writeValue(after)));
      const texts = shown.map((line) =>
        line === 'gap' ? '      …' : `      ${lineMarks[line.change]} ${line.text}`,
      );
      return [`    ${name}:`, ...texts];
    }),
  ]);
  return `${lines.join('\n')}\n`;
}
