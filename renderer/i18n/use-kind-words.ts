import { useCallback } from 'react';
import { usePreferences } from '../preferences/preferences-store.ts';
import { bracket, pseudoLanguage } from './pseudo-locale.ts';
import type { Language } from './set-up-i18n.ts';
import { kinds as chinese } from './zh-CN/kinds.ts';

function translate(english: string, language: Language): string {
  if (language === pseudoLanguage) return bracket(english);
  return language === 'zh-CN' ? (chinese[english] ?? english) : english;
}

/** The English words that a kind brings, in the interface's language as far as it is known. */
export function kindWords(english: string): string {
  return translate(english, usePreferences.getState().language);
}

/** The same for components: they are drawn again when the language changes. */
export function useKindWords(): (english: string) => string {
  const language = usePreferences((preferences) => preferences.language);
  return useCallback((english: string) => translate(english, language), [language]);
}
