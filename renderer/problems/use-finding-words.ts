import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../core/model/finding.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { readFinding } from './finding-patterns.ts';
import { sentenceOf } from './sentence-of.ts';

/** A finding in words: what is wrong, and what to do about it. */
export interface FindingWords {
  readonly message: string;
  readonly action: string | undefined;
}

/** Every place that the words of some finding have. */
const noValues = {
  port: '',
  kind: '',
  key: '',
  reason: '',
  title: '',
  names: '',
  version: '',
  known: '',
  what: '',
  id: '',
};

/** Says a finding in the interface's language; the engine's own English where it has no other words. */
export function useFindingWords(): (finding: Finding) => FindingWords {
  const { t, i18n } = useTranslation('inspector');
  const words = useKindWords();
  return useCallback(
    (finding) => {
      const own = { message: sentenceOf(finding), action: finding.action };
      const read = i18n.language === 'en' ? undefined : readFinding(finding);
      if (read === undefined) return own;
      const values: Readonly<Record<string, string>> = read.values;
      const { port = '' } = values;
      const said = {
        ...noValues,
        ...values,
        // A variable's port carries the variable's name, which is no word to translate.
        port: port === finding.place.portId ? port : words(port),
        kind: words(values['kind'] ?? ''),
      };
      return {
        message: t(`found-${read.code}`, said),
        action: read.advice === undefined ? finding.action : t(read.advice),
      };
    },
    [t, i18n.language, words],
  );
}
