import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { fillFixValues } from './fix-values.ts';
import type { QuickFix } from './quick-fix.ts';

/** Says what a quick fix does, in the interface's language. */
export function useFixWords(): (fix: Pick<QuickFix, 'word' | 'values'>) => string {
  const { t } = useTranslation('inspector');
  const words = useKindWords();
  return useCallback((fix) => t(fix.word, fillFixValues(fix, words)), [t, words]);
}
