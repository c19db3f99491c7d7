import { ArrowRight } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  compareLines,
  isLineWise,
  shortenLines,
  writeValue,
  type ComparedLine,
} from '../../core/model/compare-lines.ts';
import type { ValueChange } from '../../core/model/flow-difference.ts';
import { classNames } from '../ui/class-names.ts';
import { useDifferenceWords } from './use-difference-words.ts';

interface ValueChangeViewProps {
  readonly change: ValueChange;
  /** The id of the node's kind; '' for a value of the flow. */
  readonly kind: string;
}

/** More lines than this are only counted: a list must stay one that can be read. */
const mostLines = 200;
/** Longer values stand below each other. */
const shortLength = 28;

const marks: Readonly<Record<ComparedLine['change'], string>> = {
  same: ' ',
  added: '+',
  removed: '−',
};

/** A setting with what it was and what it is; longer texts line by line. */
export function ValueChangeView({ change, kind }: ValueChangeViewProps): ReactNode {
  const words = useDifferenceWords();
  const { before, after } = change;
  return (
    <div className="flex flex-col gap-0.5">
      <span className="text-small text-muted">{words.value(change, kind)}</span>
      {isLineWise(before, after) ? (
        <Lines before={writeValue(before)} after={writeValue(after)} />
      ) : (
        <Pair before={words.plain(before)} after={words.plain(after)} />
      )}
    </div>
  );
}

function Pair({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  const isShort = before.length + after.length <= shortLength;
  return (
    <p
      className={classNames(
        'font-mono text-small',
        isShort ? 'flex items-center gap-1.5' : 'flex flex-col gap-0.5',
      )}
    >
      <del className="difference-before wrap-anywhere">{before}</del>
      {isShort ? <ArrowRight size={12} className="shrink-0 text-muted" aria-hidden /> : undefined}
      <ins className="difference-after wrap-anywhere">{after}</ins>
    </p>
  );
}

function Lines({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  const { t } = useTranslation('versions');
  const lines = useMemo(
    () => shortenLines(compareLines(before, after)).map((line, at) => ({ line, at })),
    [before, after],
  );
  return (
    <div className="overflow-hidden rounded-control border border-line bg-sunken py-1 font-mono text-small">
      {lines.slice(0, mostLines).map(({ line, at }) =>
        line === 'gap' ? (
          <p key={at} aria-hidden className="px-2 text-muted">
            …
          </p>
        ) : (
          <p key={at} className={`difference-line difference-line-${line.change}`}>
            <span aria-hidden className="inline-block w-4 shrink-0 select-none">
              {marks[line.change]}
            </span>
            {line.change === 'same' ? undefined : (
              <span className="sr-only">{t(`line_${line.change}`)}</span>
            )}
            <span className="min-w-0 whitespace-pre-wrap wrap-anywhere">{line.text}</span>
          </p>
        ),
      )}
      {lines.length > mostLines ? (
        <p className="px-2 text-muted">{t('moreLines', { count: lines.length - mostLines })}</p>
      ) : undefined}
    </div>
  );
}
