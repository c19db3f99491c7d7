import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { bracketAll, pseudoLanguage } from './pseudo-locale.ts';
import { resources } from './resources.ts';

type SpokenLanguage = 'en' | 'zh-CN';
export type Language = SpokenLanguage | typeof pseudoLanguage;

/** The languages that the interface speaks, each by its own name. */
export const languages: readonly { readonly id: SpokenLanguage; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'zh-CN', name: '简体中文' },
];

/** Makes `useTranslation` work; call once, before the first render. */
export function setUpI18n(language: Language): void {
  void i18next.use(initReactI18next).init({
    resources:
      language === pseudoLanguage
        ? { ...resources, [pseudoLanguage]: bracketAll(resources.en) }
        : resources,
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  document.documentElement.lang = language;
}

/** Switches the interface at once, without a reload. */
export function setLanguage(language: Language): void {
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
