import { History } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { runFeed } from '../run/run-feed.ts';
import { formatMoment } from './format-moment.ts';
import { useTimeStore } from './time-store.ts';

/** Marks the canvas while it shows a moment of before; lies over it and lets everything through. */
export function PastMark(): ReactNode {
  const { t } = useTranslation('time');
  const moment = useTimeStore((store) => store.moment);
  if (moment === undefined) return undefined;
  return (
    <div
      data-past-mark
      className="pointer-events-none absolute inset-0 z-10 shadow-[inset_0_0_0_2px_var(--state-waiting)]"
    >
      <p className="absolute top-0 left-1/2 flex -translate-x-1/2 items-center gap-1.5 rounded-b-control bg-waiting-quiet px-2.5 py-0.5 text-small font-medium whitespace-nowrap text-waiting tabular-nums">
        <History size={13} aria-hidden />
        {t('lookingBack')} · {formatMoment(runFeed.timeline.times.msOf(moment))}
      </p>
    </div>
  );
}
