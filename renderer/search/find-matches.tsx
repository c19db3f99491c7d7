import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findKind } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { classNames } from '../ui/class-names.ts';
import { KindIcon } from '../ui/kind-icon.tsx';
import { editMatch, showMatch, useFind } from './find-store.ts';
import type { FlowText } from './list-texts.ts';
import type { FlowMatch } from './replace-in-flow.ts';

const rowHeight = 46;

/** The list of matches; those out of sight are not drawn. */
export function FindMatches(): ReactNode {
  const { t } = useTranslation('search');
  const { matches, current, problem } = useFind();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: matches.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  });
  useEffect(() => {
    if (current < matches.length) list.scrollToIndex(current, { align: 'auto' });
  }, [current, matches.length, list]);
  if (problem !== undefined) {
    return (
      <p role="alert" className="border-t border-line px-3 py-2 text-small text-failed">
        {t(problem === 'broken' ? 'brokenRegex' : 'slowRegex')}
      </p>
    );
  }
  if (matches.length === 0) return undefined;
  return (
    <div ref={scroller} className="max-h-60 min-h-0 overflow-y-auto border-t border-line p-1">
      <ul aria-label={t('matches')} className="relative" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const match = matches[index];
          return match === undefined ? undefined : (
            <li
              key={index}
              className="absolute inset-x-0 top-0"
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
            >
              <MatchRow match={match} at={index} isCurrent={index === current} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface MatchRowProps {
  readonly match: FlowMatch;
  readonly at: number;
  readonly isCurrent: boolean;
}

function MatchRow({ match: { text, span }, at, isCurrent }: MatchRowProps): ReactNode {
  const kind = findKind(text.node.kind);
  const { before, hit, after } = cutExcerpt(text.text, span);
  return (
    <button
      type="button"
      aria-current={isCurrent}
      onClick={() => {
        showMatch(at);
        editMatch();
      }}
      className={classNames(
        'flex size-full flex-col justify-center gap-0.5 rounded px-2 text-left -outline-offset-2 hover:bg-hover',
        isCurrent && 'bg-hover shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      <span className="flex w-full items-center gap-1.5 text-small">
        <KindIcon icon={kind?.icon} category={kind?.category} className="size-4!" />
        <span className="min-w-0 truncate">
          {[...text.place.titles, text.node.title].join(' › ')}
        </span>
        <span className="ml-auto shrink-0 text-muted">
          <PartName text={text} />
        </span>
      </span>
      <span className="w-full truncate font-mono text-small text-muted">
        {before}
        <mark className="rounded-xs bg-accent-quiet text-text">{hit}</mark>
        {after}
      </span>
    </button>
  );
}

/** The field's label, and where in the field. */
function PartName({ text }: { readonly text: FlowText }): ReactNode {
  const { t } = useTranslation('search');
  const words = useKindWords();
  if (text.part === 'title' || text.part === 'id') return t(`part_${text.part}`);
  const [key, ...rest] = text.keys;
  const field = findKind(text.node.kind)?.fields.find((known) => known.key === key);
  const label = field === undefined ? String(key) : words(field.label);
  return [label, ...rest.map((part) => (typeof part === 'number' ? part + 1 : part))].join(' › ');
}

/** How much of the text stands before and after a match. */
const around = { before: 24, after: 160 };

function cutExcerpt(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): { readonly before: string; readonly hit: string; readonly after: string } {
  const from = Math.max(0, start - around.before);
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const cut = Math.max(from, line);
  return {
    before: (cut > line ? '…' : '') + text.slice(cut, start),
    hit: text.slice(start, Math.min(end, start + around.after)).replaceAll('\n', '⏎'),
    after: text.slice(end, end + around.after).split('\n', 1)[0] ?? '',
  };
}
