import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StallVerdict } from '../../core/contracts/run-history.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Select } from '../ui/select.tsx';
import { stallMeasures, type ShownMeasure } from './pick-figure.ts';
import { chooseMeasure, toggleStallMap, useStallStore } from './stall-store.ts';

const verdicts: readonly StallVerdict[] = ['usual', 'slow', 'very-slow', 'no-history'];
const choices: readonly ShownMeasure[] = ['worst', ...stallMeasures];

/** On the canvas while the stall map is on: what is measured, and what the tints mean; nothing otherwise. */
export function StallLegend(): ReactNode {
  const { t } = useTranslation('stalls');
  const { isOn, measure, runId, error } = useStallStore();
  if (!isOn) return undefined;
  return (
    <section
      aria-label={t('title')}
      className="relative flex max-w-full flex-wrap items-center gap-x-3 gap-y-1 self-start rounded-control border border-line-strong bg-panel py-1 pr-10 pl-3 text-small shadow-float"
    >
      <h2 className="font-semibold">{t('title')}</h2>
      <div className="w-44">
        <Select
          label={t('measure')}
          value={measure}
          options={choices.map((value) => ({ value, label: t(`measure_${value}`) }))}
          onChange={(value) => chooseMeasure(choices.find((one) => one === value) ?? 'worst')}
        />
      </div>
      {runId === undefined ? <p className="text-muted">{t('noRun')}</p> : undefined}
      {error === undefined ? undefined : <p className="text-failed">{error.message}</p>}
      {runId === undefined ? undefined : (
        <ul className="flex flex-wrap gap-x-3 text-muted">
          {verdicts.map((verdict) => (
            <li key={verdict} className="flex items-center gap-1.5">
              <span aria-hidden data-verdict={verdict} className="stall-swatch" />
              {t(`verdict_${verdict}`)}
            </li>
          ))}
        </ul>
      )}
      <IconButton label={t('leave')} className="absolute top-1.5 right-1" onClick={toggleStallMap}>
        <X size={14} />
      </IconButton>
    </section>
  );
}
