import i18next from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { bracket, pseudoLanguage } from './pseudo-locale.ts';
import { createSentenceBook } from './sentence-book.ts';
import { engineSentences } from './zh-CN/engine-sentences.ts';
import { kinds } from './zh-CN/kinds.ts';

const book = createSentenceBook(engineSentences, (word) =>
  Object.hasOwn(kinds, word) ? kinds[word] : undefined,
);

/** A sentence of the engine, of an error or a finding, in some language; what others wrote stays as it came. */
function translate(sentence: string, language: string | undefined): string {
  if (language === 'zh-CN') return book.say(sentence) ?? sentence;
  if (language !== pseudoLanguage) return sentence;
  return book.say(sentence) === undefined ? sentence : bracket(sentence);
}

/** A sentence of the engine in the interface's language as far as it is known. */
export function engineWords(sentence: string): string {
  return translate(sentence, i18next.language);
}

/** The same for components: they are drawn again when the language changes. */
export function useEngineWords(): (sentence: string) => string {
  const { language } = useTranslation().i18n;
  return useCallback((sentence: string) => translate(sentence, language), [language]);
}
