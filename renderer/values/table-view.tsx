import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isJsonObject, type JsonValue } from '../../core/shared/json.ts';
import { classNames } from '../ui/class-names.ts';
import { useLongList } from '../ui/use-long-list.ts';
import { Highlighted } from './highlighted.tsx';

interface TableViewProps {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly JsonValue[];
  readonly needle: string;
  readonly tall: boolean;
}

const rowHeight = 24;

/** A list of flat objects as a table. */
export function TableView({ label, columns, rows, needle, tall }: TableViewProps): ReactNode {
  const { t } = useTranslation('values');
  const scroller = useRef<HTMLDivElement>(null);
  const list = useLongList({ count: rows.length, rowHeight, scroller });
  const places = Array.from({ length: list.end - list.first }, (_, at) => list.first + at);
  const cell = 'w-40 shrink-0 truncate px-2 leading-6';
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="table"
      aria-label={t('tableOf', { label })}
      aria-rowcount={rows.length + 1}
      className={classNames(
        'selectable overflow-auto rounded-control bg-sunken text-small',
        tall ? 'h-full' : 'max-h-64',
      )}
    >
      <div
        role="row"
        className="sticky top-0 z-10 flex w-max min-w-full border-b border-line-strong bg-raised"
      >
        {columns.map((column) => (
          <span
            key={column}
            role="columnheader"
            title={column}
            className={classNames(cell, 'font-medium')}
          >
            {column}
          </span>
        ))}
      </div>
      <div role="rowgroup" className="relative" style={{ height: list.height }}>
        {places.map((at) => (
          <div
            key={at}
            role="row"
            aria-rowindex={at + 2}
            className="absolute flex h-6 w-max min-w-full border-b border-line font-mono"
            style={{ top: list.topOf(at) }}
          >
            {columns.map((column) => {
              const text = writeCell(rows[at], column);
              return (
                <span key={column} role="cell" title={text} className={cell}>
                  <Highlighted text={text.slice(0, 200)} needle={needle} />
                </span>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

function writeCell(row: JsonValue | undefined, column: string): string {
  const value = isJsonObject(row ?? null)
    ? (row as { readonly [name: string]: JsonValue })[column]
    : undefined;
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
