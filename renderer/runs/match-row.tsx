import { CornerDownRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextMatch } from '../../core/contracts/run-history.ts';
import { classNames } from '../ui/class-names.ts';
import type { LineProps } from './run-row.tsx';

/** So much stands before the match at most, so that the match itself is always in sight. */
const leadLetters = 28;

interface MatchRowProps extends LineProps {
  readonly match: TextMatch;
}

/** Where in a run the searched text stands: the node, what of it, and some words around. */
export function MatchRow({ match, ...line }: MatchRowProps): ReactNode {
  const { t } = useTranslation('history');
  const { snippet, start, length } = match;
  const before = snippet.slice(0, start);
  return (
    <div
      role="row"
      id={line.id}
      aria-rowindex={line.place}
      aria-selected={line.isCurrent}
      title={t('openMatch')}
      onClick={line.onOpen}
      onContextMenu={(event) => {
        event.preventDefault();
        line.onMenu({ x: event.clientX, y: event.clientY });
      }}
      className={classNames(
        'absolute inset-x-0 flex h-7 items-center gap-2 pr-2 pl-9 text-small hover:bg-hover',
        line.isCurrent && 'outline outline-1 -outline-offset-1 outline-accent',
      )}
      style={{ top: line.top }}
    >
      <span role="gridcell" className="flex max-w-48 shrink-0 items-center gap-1.5">
        <CornerDownRight size={12} aria-hidden className="shrink-0 text-faint" />
        <span translate="no" className="truncate">
          {match.title === '' ? t('theRun') : match.title}
        </span>
      </span>
      <span role="gridcell" className="shrink-0 text-muted">
        {t(`field_${match.field}`)}
      </span>
      <span role="gridcell" translate="no" className="min-w-0 grow truncate text-muted">
        {before.length > leadLetters ? `…${before.slice(-leadLetters)}` : before}
        <mark className="rounded-[2px] bg-waiting-quiet font-semibold text-text">
          {snippet.slice(start, start + length)}
        </mark>
        {snippet.slice(start + length)}
      </span>
    </div>
  );
}
