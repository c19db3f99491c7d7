import { ChevronRight } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../core/shared/json.ts';
import { formatBytes } from '../run/format-figures.ts';
import { classNames } from '../ui/class-names.ts';
import { hasMoreEntries, listJsonLines, type JsonLine } from './json-lines.ts';
import { VirtualLines } from './virtual-lines.tsx';

// Larger values start folded below their first level.
const openUpTo = 120;
const longestString = 1200;

const hues: Record<JsonLine['kind'], string> = {
  string: 'text-done',
  number: 'text-flow',
  boolean: 'text-models',
  null: 'text-muted',
  open: 'text-muted',
  close: 'text-muted',
};

/** A JSON value that can be folded, coloured by type. */
export function JsonView({ value }: { readonly value: JsonValue }): ReactNode {
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const large = useMemo(() => hasMoreEntries(value, openUpTo), [value]);
  const lines = useMemo(
    () => listJsonLines(value, (path, depth) => (large && depth > 0) !== turned.has(path)),
    [value, large, turned],
  );
  const turn = (path: string): void => {
    const next = new Set(turned);
    if (!next.delete(path)) next.add(path);
    setTurned(next);
  };
  return (
    <VirtualLines
      count={lines.length}
      renderLine={(at) => {
        const line = lines[at];
        return line && <Line line={line} long={turned.has(line.path)} onTurn={turn} />;
      }}
    />
  );
}

interface LineProps {
  readonly line: JsonLine;
  /** Whether a long string is shown whole. */
  readonly long: boolean;
  readonly onTurn: (path: string) => void;
}

function Line({ line, long, onTurn }: LineProps): ReactNode {
  const { t } = useTranslation('panels');
  return (
    <div className="relative" style={{ paddingLeft: 14 + line.depth * 14 }}>
      {line.entries === undefined ? undefined : (
        <button
          type="button"
          aria-expanded={!line.folded}
          aria-label={`${t(line.folded ? 'unfold' : 'fold')} ${line.key ?? ''}`}
          onClick={() => onTurn(line.path)}
          className="absolute top-[2px] rounded text-muted hover:text-text"
          style={{ left: line.depth * 14 - 2 }}
        >
          <ChevronRight
            size={13}
            className={classNames('transition-transform', !line.folded && 'rotate-90')}
          />
        </button>
      )}
      {line.key === undefined ? undefined : <span className="text-tools">{line.key}: </span>}
      <span className={hues[line.kind]}>
        {line.kind === 'string' ? `"${clip(line.text, long)}"` : line.text}
      </span>
      {line.kind === 'string' && line.text.length > longestString ? (
        <button
          type="button"
          onClick={() => onTurn(line.path)}
          className="ml-1 rounded font-sans text-accent hover:underline"
        >
          {long ? t('showLess') : t('showAll', { size: formatBytes(line.text.length) })}
        </button>
      ) : undefined}
      {line.folded ? (
        <span className="ml-2 font-sans text-tiny text-muted">
          {t('items', { count: line.entries ?? 0 })}
        </span>
      ) : undefined}
    </div>
  );
}

function clip(text: string, long: boolean): string {
  return long || text.length <= longestString ? text : `${text.slice(0, longestString)}…`;
}
