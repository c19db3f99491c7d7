import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StallFigure } from '../../core/contracts/run-history.ts';
import { formatDuration } from '../run/format-figures.ts';
import { compareFigure } from './pick-figure.ts';

/** How figures of speed are said in the interface's language. */
interface StallWords {
  /** What is measured and how much it was, such as `First token 1.2 s`. */
  figure(figure: StallFigure): string;
  value(figure: StallFigure, value: number): string;
  /** Against the node's history, such as `2.4× slower`. */
  comparison(figure: StallFigure): string;
  /** All that is known of it, for a tooltip. */
  whole(figure: StallFigure): string;
}

/** The words for speed; the same object until the language changes. */
export function useStallWords(): StallWords {
  const { t } = useTranslation('stalls');
  return useMemo(() => {
    const words: StallWords = {
      value: ({ measure }, value) =>
        measure === 'tokens-per-second'
          ? t('rate', { rate: value < 10 ? value.toFixed(1) : Math.round(value) })
          : formatDuration(value / 1000),
      figure: (figure) => `${t(`measure_${figure.measure}`)} ${words.value(figure, figure.value)}`,
      comparison: (figure) => {
        const comparison = compareFigure(figure);
        if (comparison.kind === 'no-history') return t('noHistory');
        if (comparison.kind === 'usual') return t('usual');
        const { times } = comparison;
        return t(comparison.kind, { times: times < 10 ? times.toFixed(1) : Math.round(times) });
      },
      whole: (figure) => {
        const { median, samples } = figure;
        const now = `${words.figure(figure)}: ${words.comparison(figure)}`;
        if (median === undefined) return now;
        const usual = t('against', { usual: words.value(figure, median), count: samples });
        return `${now}. ${usual}`;
      },
    };
    return words;
  }, [t]);
}
