import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { bracket, pseudoLanguage } from './pseudo-locale.ts';
import { recordSchema as chinese } from './zh-CN/record-schema.ts';

/** What the engine says of the record's views, in the interface's language as far as it is known. */
export function useSchemaWords(): (english: string) => string {
  const { language } = useTranslation().i18n;
  return useCallback(
    (english: string) => {
      if (language === pseudoLanguage) return bracket(english);
      return language === 'zh-CN' ? (chinese[english] ?? english) : english;
    },
    [language],
  );
}
