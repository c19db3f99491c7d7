import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../run/format-figures.ts';
import { classNames } from '../ui/class-names.ts';
import { Highlighted } from './highlighted.tsx';
import type { JsonLine } from './json-lines.ts';

interface JsonRowProps {
  readonly id: string;
  readonly line: JsonLine;
  /** Of an object or array that opens here. */
  readonly entries: number | undefined;
  readonly folded: boolean;
  readonly needle: string;
  readonly selected: boolean;
  /** px; undefined where rows simply follow each other and wrap. */
  readonly top: number | undefined;
  readonly onSelect: () => void;
  readonly onTurn: () => void;
  readonly onOpenText: () => void;
}

const hues: Record<JsonLine['kind'], string> = {
  string: 'text-done',
  number: 'text-flow',
  boolean: 'text-models',
  null: 'text-muted',
  empty: 'text-muted',
  open: 'text-muted',
  close: 'text-muted',
};

const longestString = 1200;

/** One line of a JSON value, coloured by type. */
export function JsonRow(props: JsonRowProps): ReactNode {
  const { line, entries, folded, needle, top } = props;
  const { t } = useTranslation('values');
  const text =
    line.text.length > longestString ? `${line.text.slice(0, longestString)}…` : line.text;
  return (
    <div
      role="treeitem"
      id={props.id}
      aria-level={line.depth + 1}
      aria-selected={props.selected}
      {...(entries === undefined ? {} : { 'aria-expanded': !folded })}
      onClick={props.onSelect}
      className={classNames(
        'min-h-[18px]',
        top === undefined
          ? 'wrap-anywhere whitespace-pre-wrap'
          : 'absolute inset-x-0 h-[18px] truncate whitespace-pre',
        props.selected ? 'bg-accent-quiet' : 'hover:bg-hover',
      )}
      style={{ top, paddingLeft: 16 + Math.min(line.depth, 40) * 14 }}
    >
      {entries === undefined ? undefined : <JsonFoldMark folded={folded} onTurn={props.onTurn} />}
      {line.key === undefined ? undefined : (
        <span className="text-tools">
          <Highlighted text={line.key} needle={needle} />:{' '}
        </span>
      )}
      <span className={hues[line.kind]}>
        {line.kind === 'string' ? '"' : ''}
        <Highlighted
          text={folded ? `${line.text}…${line.text === '{' ? '}' : ']'}` : text}
          needle={needle}
        />
        {line.kind === 'string' ? '"' : ''}
      </span>
      {line.length > longestString ? (
        <button
          type="button"
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            props.onOpenText();
          }}
          className="ml-1 rounded font-sans text-accent hover:underline"
        >
          {t('showString', { size: formatBytes(line.length) })}
        </button>
      ) : undefined}
      {folded ? (
        <span className="ml-2 font-sans text-tiny text-muted">
          {t('items', { count: entries ?? 0 })}
        </span>
      ) : undefined}
    </div>
  );
}

/** The mark that folds and unfolds an object or array; the tree has the keys for it. */
function JsonFoldMark({
  folded,
  onTurn,
}: {
  readonly folded: boolean;
  readonly onTurn: () => void;
}): ReactNode {
  return (
    <span
      aria-hidden
      data-fold
      onClick={(event) => {
        event.stopPropagation();
        onTurn();
      }}
      className="absolute -ml-4 flex cursor-pointer py-[2px] text-muted hover:text-text"
    >
      <ChevronRight
        size={13}
        className={classNames('transition-transform', !folded && 'rotate-90')}
      />
    </span>
  );
}
