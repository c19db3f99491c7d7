import { useCallback } from 'react';
import { usePreferences } from '../preferences/preferences-store.ts';
import { bracket, pseudoLanguage } from '../i18n/pseudo-locale.ts';
import type { Template, TemplateWords } from './template-list.ts';

/** A template's words in the interface's language; components are drawn again when it changes. */
export function useTemplateWords(): (template: Template) => TemplateWords {
  const language = usePreferences((preferences) => preferences.language);
  return useCallback(
    ({ en, zh }) => {
      if (language === pseudoLanguage) {
        return { name: bracket(en.name), sentence: bracket(en.sentence) };
      }
      return language === 'zh-CN' ? zh : en;
    },
    [language],
  );
}
