import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedStep } from '../../core/contracts/comparison/run-comparison.ts';
import { useStepWords } from '../panels/use-step-words.ts';

/** How steps are said in the interface's language. */
interface ComparedWords {
  name(step: ComparedStep): string;
  /** What differs, or in which run alone it is; '' for what is the same. */
  difference(step: ComparedStep): string;
}

/** The words for compared steps; the same object until the language changes. */
export function useComparedWords(): ComparedWords {
  const { t } = useTranslation('compare');
  const nameStep = useStepWords();
  return useMemo(
    () => ({
      name: ({ row, pass, title: recorded, attempt, isPart }) => {
        const title = nameStep(recorded, isPart);
        if (row === 0) return t('wholeRun');
        if (pass !== undefined) return t('pass', { number: pass });
        return attempt > 1 ? t('attempt', { title, number: attempt }) : title;
      },
      difference: ({ a, b, differs, differentWithin }) => {
        if (a === undefined) return t('mark_only-b');
        if (b === undefined) return t('mark_only-a');
        const taken = a.isReused
          ? b.isReused
            ? ''
            : t('reused_a')
          : b.isReused
            ? t('reused_b')
            : '';
        const what = differs.map((aspect) => t(aspect));
        const within = differentWithin > 0 ? t('within', { count: differentWithin }) : '';
        const parts = what.length > 0 ? [...what, taken] : [within, taken];
        return parts.filter((part) => part !== '').join(t('listJoin'));
      },
    }),
    [t, nameStep],
  );
}
