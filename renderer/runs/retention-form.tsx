import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Retention } from '../../core/contracts/run-history.ts';
import { report } from '../commands/file-commands.ts';
import { requireClient } from '../engine/engine-store.ts';
import { formatBytes } from '../run/format-figures.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { useRecordStore } from './record-store.ts';

const ages = [7, 14, 30, 90, 180, 365];
const sizes = [100e6, 500e6, 1e9, 5e9, 20e9];

/** How long runs are kept; nothing is deleted by saving it. */
export function RetentionForm({ retention }: { readonly retention: Retention }): ReactNode {
  const { t } = useTranslation('history');
  const [wanted, setWanted] = useState(retention);
  const id = useId();
  const isKept = JSON.stringify(wanted) === JSON.stringify(retention);
  const keep = (): Promise<void> =>
    report(async () => {
      const kept = await requireClient().call('record.retention.set', wanted);
      useRecordStore.setState({ retention: kept });
    });
  return (
    <form
      aria-label={t('retention')}
      className="flex flex-col gap-3 rounded-control border border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <h3 className="font-semibold">{t('retention')}</h3>
      <div className="grid grid-cols-2 gap-3">
        <Bound
          label={t('keepFor')}
          value={wanted.maxAgeDays}
          choices={ages}
          write={(days) => t('days', { count: days })}
          none={t('forEver')}
          onChange={(maxAgeDays) => setWanted(withBound(wanted, { maxAgeDays }))}
        />
        <Bound
          label={t('keepWithin')}
          value={wanted.maxBytes}
          choices={sizes}
          write={(bytes) => formatBytes(bytes)}
          none={t('anySize')}
          onChange={(maxBytes) => setWanted(withBound(wanted, { maxBytes }))}
        />
      </div>
      <div className="flex h-7 items-center justify-between gap-2">
        <label htmlFor={id}>{t('keepStarred')}</label>
        <Switch
          id={id}
          label={t('keepStarred')}
          checked={wanted.keepStarred}
          onChange={(keepStarred) => setWanted({ ...wanted, keepStarred })}
        />
      </div>
      <p className="text-small text-muted">{t('retentionMeans')}</p>
      <Button type="submit" className="self-end" disabled={isKept}>
        {t('keepSetting')}
      </Button>
    </form>
  );
}

type Bounds = {
  readonly [Name in 'maxAgeDays' | 'maxBytes']?: number | undefined;
};

/** A bound that is undefined is left out: there is none. */
function withBound(retention: Retention, bounds: Bounds): Retention {
  const { maxAgeDays, maxBytes } = { ...retention, ...bounds };
  return {
    ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
    keepStarred: retention.keepStarred,
  };
}

interface BoundProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly choices: readonly number[];
  readonly write: (value: number) => string;
  readonly none: string;
  readonly onChange: (value: number | undefined) => void;
}

function Bound({ label, value, choices, write, none, onChange }: BoundProps): ReactNode {
  const id = useId();
  // One that was set elsewhere stands among the usual ones.
  const all = [...new Set([...choices, ...(value === undefined ? [] : [value])])];
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-small text-muted">
        {label}
      </label>
      <Select
        id={id}
        label={label}
        value={value === undefined ? 'none' : String(value)}
        options={[
          ...all
            .toSorted((one, other) => one - other)
            .map((each) => ({ value: String(each), label: write(each) })),
          { value: 'none', label: none },
        ]}
        onChange={(chosen) => onChange(chosen === 'none' ? undefined : Number(chosen))}
      />
    </div>
  );
}
