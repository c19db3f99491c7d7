import { ChevronsDown, ChevronsUp, Equal, EqualNot, Minus, Plus } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedMark } from './draw-comparison.ts';

const icons: Readonly<Record<Exclude<ComparedMark, 'none'>, LucideIcon>> = {
  same: Equal,
  differs: EqualNot,
  'only-a': Minus,
  'only-b': Plus,
};

/** The sign of what became of a step in two runs. */
export function MarkIcon({ mark }: { readonly mark: ComparedMark }): ReactNode {
  if (mark === 'none') return undefined;
  const Icon = icons[mark];
  return <Icon size={12} aria-hidden className={`compared-${mark} shrink-0`} />;
}

/** Up for what took longer, down for what took less long. */
export function PaceIcon({ pace }: { readonly pace: 'slower' | 'faster' }): ReactNode {
  const Icon = pace === 'slower' ? ChevronsUp : ChevronsDown;
  return <Icon size={12} aria-hidden className="shrink-0" />;
}

const marks = ['same', 'differs', 'only-a', 'only-b'] as const;

/** What the signs on the drawing mean. */
export function CompareLegend(): ReactNode {
  const { t } = useTranslation('compare');
  return (
    <ul
      aria-label={t('legend')}
      className="absolute bottom-2 left-2 z-10 flex max-w-[calc(100%-16px)] flex-wrap gap-x-3 gap-y-0.5 rounded-control border border-line bg-panel px-2 py-1 text-small text-muted"
    >
      {marks.map((mark) => (
        <li key={mark} className="flex items-center gap-1">
          <MarkIcon mark={mark} />
          {t(`mark_${mark}`)}
        </li>
      ))}
      {(['slower', 'faster'] as const).map((pace) => (
        <li key={pace} className="flex items-center gap-1">
          <PaceIcon pace={pace} />
          {t(pace)}
        </li>
      ))}
    </ul>
  );
}
