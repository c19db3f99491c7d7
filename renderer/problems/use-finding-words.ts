import { useCallback } from 'react';
import type { Finding } from '../../core/model/finding.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';
import { sentenceOf } from './sentence-of.ts';

/** A finding in words: what is wrong, and what to do about it. */
export interface FindingWords {
  readonly message: string;
  readonly action: string | undefined;
}

/** Says a finding in the interface's language, without the title of the node that it stands at. */
export function useFindingWords(): (finding: Finding) => FindingWords {
  const say = useEngineWords();
  return useCallback(
    (finding) => ({
      message: say(sentenceOf(finding)),
      action: finding.action === undefined ? undefined : say(finding.action),
    }),
    [say],
  );
}
