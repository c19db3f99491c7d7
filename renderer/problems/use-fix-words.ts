import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useKindWords } from '../i18n/use-kind-words.ts';
import type { QuickFix } from './quick-fix.ts';

/** Every place that the words of some fix have. */
const noValues = { key: '', to: '', label: '', from: '', port: '', title: '', version: '' };

/** Says what a quick fix does, in the interface's language. */
export function useFixWords(): (fix: Pick<QuickFix, 'word' | 'values'>) => string {
  const { t } = useTranslation('inspector');
  const words = useKindWords();
  return useCallback(
    ({ word, values }) => {
      // The label of a field or a port is English that a kind brought.
      const said = Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' ? words(value) : value,
      ]);
      return t(word, { ...noValues, ...(Object.fromEntries(said) as Partial<typeof noValues>) });
    },
    [t, words],
  );
}
