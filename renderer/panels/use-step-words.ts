import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** How the record names the steps that modules take, and the words for each; its numbers fill them. */
const steps = [
  { name: /^round (?<step>\d+)$/, words: 'stepRound' },
  { name: /^step (?<step>\d+) of (?<all>\d+)$/, words: 'stepOf' },
  { name: /^Part (?<step>\d+) of (?<all>\d+)$/, words: 'stepPart' },
  { name: /^plan$/, words: 'stepPlan' },
  { name: /^plan again$/, words: 'stepPlanAgain' },
  { name: /^replan$/, words: 'stepReplan' },
  { name: /^evidence$/, words: 'stepEvidence' },
  { name: /^solve$/, words: 'stepSolve' },
  { name: /^answer$/, words: 'stepAnswer' },
] as const;

/** What a span is called in the interface's language: steps of a node by their kind, all else as it was recorded. */
export function useStepWords(): (title: string, isStep: boolean) => string {
  const { t } = useTranslation('panels');
  return useCallback(
    (title, isStep) => {
      // A node is called as the person called it, whatever that is.
      if (!isStep) return title;
      const [name = '', ...rest] = title.split(' · ');
      for (const step of steps) {
        const found = step.name.exec(name);
        if (found === null) continue;
        const { step: number = '', all = '' } = found.groups ?? {};
        return [t(step.words, { step: number, all }), ...rest].join(' · ');
      }
      return title;
    },
    [t],
  );
}
