import { useCallback } from 'react';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { bracket, pseudoLanguage } from './pseudo-locale.ts';
import { kinds as chinese } from './zh-CN/kinds.ts';

function translate(english: string, language: string | undefined): string {
  if (language === pseudoLanguage) return bracket(english);
  return language === 'zh-CN' ? (chinese[english] ?? english) : english;
}

/** The English words that a kind brings, in the interface's language as far as it is known. */
export function kindWords(english: string): string {
  return translate(english, i18next.language);
}

/** The same for components: they are drawn again when the language changes. */
export function useKindWords(): (english: string) => string {
  const { language } = useTranslation().i18n;
  return useCallback((english: string) => translate(english, language), [language]);
}
