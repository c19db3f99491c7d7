import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunComparison, StepSide } from '../../core/contracts/comparison/run-comparison.ts';
import { StateWord } from '../panels/state-word.tsx';
import { formatCost } from '../run/format-cost.ts';
import { formatDuration } from '../run/format-figures.ts';
import { ratioOf, ratioOfTimes, tokensOut, writeChange, writeRatio } from './compare-figures.ts';

/** The sums of both runs, one above the other, and how the second one changed. */
export function CompareSummary({ comparison }: { readonly comparison: RunComparison }): ReactNode {
  const { t, i18n } = useTranslation('compare');
  const { whole, counts } = comparison;
  const { a, b } = whole;
  const times = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
  const hasCost = a?.usage?.costUsd !== undefined || b?.usage?.costUsd !== undefined;
  const columns: readonly Column[] = [
    ['time', ({ durationUs }) => durationUs !== undefined && time(durationUs)],
    ['firstToken', ({ firstTokenUs }) => firstTokenUs !== undefined && time(firstTokenUs)],
    ['tokensIn', ({ usage }) => usage?.inputTokens],
    ['tokensOut', (side) => tokensOut(side)],
    ...(hasCost ? [costColumn] : []),
  ];
  const ratios = [
    ratioOfTimes(a?.durationUs, b?.durationUs),
    ratioOfTimes(a?.firstTokenUs, b?.firstTokenUs),
    undefined,
    undefined,
    ratioOf(a?.usage?.costUsd, b?.usage?.costUsd),
  ];
  const changes = [
    '',
    '',
    writeChange(a?.usage?.inputTokens, b?.usage?.inputTokens),
    writeChange(tokensOut(a), tokensOut(b)),
    '',
  ];
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-8 gap-y-1 border-b border-line px-4 py-2">
      <table className="border-separate border-spacing-x-3 border-spacing-y-0.5 text-small">
        <caption className="sr-only">{t('sums')}</caption>
        <thead>
          <tr className="text-left text-muted">
            <th scope="col" className="font-normal">
              <span className="sr-only">{t('run')}</span>
            </th>
            <th scope="col" className="font-normal">
              {t('started')}
            </th>
            <th scope="col" className="font-normal">
              {t('state')}
            </th>
            {columns.map(([name]) => (
              <th key={name} scope="col" className="text-right font-normal">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(['a', 'b'] as const).map((name) => (
            <tr key={name}>
              <th scope="row" className="text-left font-semibold">
                {t(name)}
              </th>
              <td className="pr-3">
                <span translate="no">{comparison[name].flowName}</span>{' '}
                <span translate="no" className="text-muted">
                  {times.format(comparison[name].startedUs / 1000)}
                </span>
              </td>
              <td className="pr-3">
                <StateWord state={comparison[name].state} />
              </td>
              {columns.map(([column, write]) => {
                const side = whole[name];
                return (
                  <td key={column} className="text-right font-mono">
                    {side && write(side)}
                  </td>
                );
              })}
            </tr>
          ))}
          <tr className="text-muted">
            <th scope="row" colSpan={3} className="text-right font-normal">
              {t('change')}
            </th>
            {columns.map(([name], at) => {
              const ratio = ratios[at];
              return (
                <td key={name} className="text-right font-mono">
                  {ratio === undefined ? changes[at] : writeRatio(ratio)}
                </td>
              );
            })}
          </tr>
        </tbody>
      </table>
      <p role="status" className="min-w-0 text-muted">
        {[
          t('countDifferent', { count: counts.different }),
          ...(counts.onlyA > 0 ? [t('countOnlyA', { count: counts.onlyA })] : []),
          ...(counts.onlyB > 0 ? [t('countOnlyB', { count: counts.onlyB })] : []),
          t('countSame', { count: counts.same }),
          ...(counts.leftOut > 0 ? [t('countLeftOut', { count: counts.leftOut })] : []),
        ].join(t('listJoin'))}
      </p>
    </div>
  );
}

type Column = readonly [
  'time' | 'firstToken' | 'tokensIn' | 'tokensOut' | 'cost',
  (side: StepSide) => ReactNode,
];

const costColumn: Column = [
  'cost',
  ({ usage }) => usage?.costUsd !== undefined && formatCost(usage.costUsd),
];

function time(us: number): string {
  return formatDuration(us / 1000);
}
