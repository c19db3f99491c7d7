import { useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../core/shared/json.ts';
import { openPastRun } from '../commands/past-run-commands.ts';
import { useLongList } from '../ui/use-long-list.ts';
import { writeCell } from './write-result.ts';

interface ResultTableProps {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly JsonValue[])[];
}

/** px */
const rowHeight = 24;
const letterPx = 7.5;
const widths = { least: 56, most: 320 } as const;
/** So many rows say how wide a column is. */
const sampled = 60;
/** Longer texts are cut where they are drawn; copying has them whole. */
const mostLetters = 300;

/** Rows as a table that scrolls both ways; draws only what is seen. Ids of runs lead to the runs. */
export function ResultTable({ columns, rows }: ResultTableProps): ReactNode {
  const { t } = useTranslation('queries');
  const scroller = useRef<HTMLDivElement>(null);
  const long = useLongList({ count: rows.length, rowHeight, scroller });
  const heads = useMemo(() => measure(columns, rows), [columns, rows]);
  const wholeWidth = heads.reduce((sum, { width }) => sum + width, 0);
  const places = Array.from({ length: long.end - long.first }, (_, at) => long.first + at);
  const cell = 'shrink-0 truncate px-2 leading-6';
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="table"
      aria-label={t('result')}
      aria-rowcount={rows.length + 1}
      className="selectable min-h-0 grow overflow-auto text-small -outline-offset-2"
    >
      <div
        role="row"
        aria-rowindex={1}
        className="sticky top-0 z-10 flex w-max min-w-full border-b border-line-strong bg-raised"
      >
        {heads.map(({ id, name, width }) => (
          <span
            key={id}
            role="columnheader"
            translate="no"
            title={name}
            className={`${cell} font-medium`}
            style={{ width }}
          >
            {name}
          </span>
        ))}
      </div>
      <div
        role="rowgroup"
        translate="no"
        className="relative"
        style={{ height: long.height, width: wholeWidth }}
      >
        {places.map((place) => (
          <div
            key={place}
            role="row"
            aria-rowindex={place + 2}
            className="absolute flex h-6 w-max min-w-full border-b border-line font-mono"
            style={{ top: long.topOf(place) }}
          >
            {heads.map(({ id, name, width }, at) => {
              const value = rows[place]?.[at];
              const text = writeCell(value).slice(0, mostLetters);
              return (
                <span
                  key={id}
                  role="cell"
                  title={text}
                  className={`${cell} ${typeof value === 'number' ? 'text-right' : ''}`}
                  style={{ width }}
                >
                  {name === 'run_id' && typeof value === 'string' ? (
                    <button
                      type="button"
                      className="text-accent hover:underline"
                      onClick={() => void openPastRun(value)}
                    >
                      {text}
                    </button>
                  ) : (
                    text
                  )}
                </span>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** A column as it is drawn; two of them may have one name. */
interface Head {
  readonly id: string;
  readonly name: string;
  /** px */
  readonly width: number;
}

/** As wide as the name and the first values need, within bounds. */
function measure(columns: readonly string[], rows: ResultTableProps['rows']): readonly Head[] {
  return columns.map((name, at) => {
    const lengths = rows.slice(0, sampled).map((row) => writeCell(row[at]).length);
    const wanted = Math.max(name.length, ...lengths) * letterPx + 16;
    const width = Math.min(widths.most, Math.max(widths.least, Math.ceil(wanted)));
    return { id: `${name} ${at}`, name, width };
  });
}
