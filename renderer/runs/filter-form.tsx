import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunState } from '../../core/contracts/events.ts';
import { StateWord } from '../panels/state-word.tsx';
import { Button } from '../ui/button.tsx';
import { SearchSelect } from '../ui/search-select.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { TextField } from '../ui/text-field.tsx';
import { everyRun, periods, type ShownFilter } from './run-filter.ts';
import { filterRuns, useRunsStore } from './runs-store.ts';

const states: readonly RunState[] = ['running', 'done', 'failed', 'cancelled', 'interrupted'];

/** Narrows the runs down by state, node, model, time, cost and star; the list follows at once. */
export function FilterForm(): ReactNode {
  const { t } = useTranslation('history');
  const filter = useRunsStore((store) => store.filter);
  const models = useRunsStore((store) => store.facets?.models) ?? [];
  const change = (part: Partial<ShownFilter>): void => filterRuns({ ...filter, ...part });
  const anyModel = { value: '', label: t('anyModel') };
  return (
    <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-3">
      <StateChoice filter={filter} onChange={(chosen) => change({ states: chosen })} />
      <Labelled label={t('byNode')}>
        {(id) => (
          <TextField
            id={id}
            placeholder={t('byNodeHelp')}
            value={filter.node}
            onChange={(event) => change({ node: event.target.value })}
          />
        )}
      </Labelled>
      <Labelled label={t('byModel')}>
        {(id) => (
          <SearchSelect
            id={id}
            label={t('byModel')}
            value={filter.model}
            options={[anyModel, ...models.map((model) => ({ value: model, label: model }))]}
            onChange={(model) => change({ model })}
          />
        )}
      </Labelled>
      <Labelled label={t('byTime')}>
        {(id) => (
          <Select
            id={id}
            label={t('byTime')}
            value={filter.period}
            options={periods.map((value) => ({ value, label: t(`period_${value}`) }))}
            onChange={(value) =>
              change({ period: periods.find((period) => period === value) ?? 'any' })
            }
          />
        )}
      </Labelled>
      <CostRange filter={filter} onChange={change} />
      <div className="flex h-7 items-center justify-between">
        <span>{t('onlyStarred')}</span>
        <Switch
          label={t('onlyStarred')}
          checked={filter.starred}
          onChange={(starred) => change({ starred })}
        />
      </div>
      <Button onClick={() => filterRuns({ ...everyRun, text: filter.text })}>{t('clear')}</Button>
    </div>
  );
}

interface LabelledProps {
  readonly label: string;
  readonly children: (id: string) => ReactNode;
}

function Labelled({ label, children }: LabelledProps): ReactNode {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-small text-muted">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

interface StateChoiceProps {
  readonly filter: ShownFilter;
  readonly onChange: (states: readonly RunState[]) => void;
}

function StateChoice({ filter, onChange }: StateChoiceProps): ReactNode {
  const { t } = useTranslation('history');
  return (
    <fieldset>
      <legend className="mb-1 text-small text-muted">{t('byState')}</legend>
      <div className="flex flex-wrap gap-1">
        {states.map((state, at) => {
          const isOn = filter.states.includes(state);
          return (
            <button
              key={state}
              type="button"
              aria-pressed={isOn}
              {...(at === 0 ? { 'data-first-focus': true } : {})}
              onClick={() =>
                onChange(
                  isOn
                    ? filter.states.filter((other) => other !== state)
                    : [...filter.states, state],
                )
              }
              className="flex h-7 items-center rounded-control border border-line-strong px-2 hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-quiet"
            >
              <StateWord state={state} />
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

interface CostRangeProps {
  readonly filter: ShownFilter;
  readonly onChange: (part: Partial<ShownFilter>) => void;
}

function CostRange({ filter, onChange }: CostRangeProps): ReactNode {
  const { t } = useTranslation('history');
  return (
    <fieldset>
      <legend className="mb-1 text-small text-muted">{t('byCost')}</legend>
      <div className="flex items-center gap-2">
        <Dollars
          label={t('costFrom')}
          value={filter.minCostUsd}
          onChange={(minCostUsd) => onChange({ minCostUsd })}
        />
        <span aria-hidden>–</span>
        <Dollars
          label={t('costTo')}
          value={filter.maxCostUsd}
          onChange={(maxCostUsd) => onChange({ maxCostUsd })}
        />
      </div>
    </fieldset>
  );
}

interface DollarsProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

function Dollars({ label, value, onChange }: DollarsProps): ReactNode {
  return (
    <TextField
      type="number"
      min={0}
      step="any"
      aria-label={label}
      placeholder={label}
      value={value ?? ''}
      onChange={(event) => {
        const dollars = event.target.valueAsNumber;
        onChange(Number.isFinite(dollars) && dollars >= 0 ? dollars : undefined);
      }}
    />
  );
}
