import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Switch } from '../ui/switch.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { ValueRow } from './connection-form.ts';
import { FormRows } from './form-rows.tsx';

interface ValueRowsProps {
  readonly label: string;
  readonly help?: string;
  readonly path: string;
  readonly addLabel: string;
  readonly rows: readonly ValueRow[];
  readonly onChange: (rows: readonly ValueRow[]) => void;
}

const empty: ValueRow = { name: '', value: '', isSecret: false };

/** Names with values, each as it is or as the name of a secret. */
export function ValueRows(props: ValueRowsProps): ReactNode {
  const { t } = useTranslation('connections');
  return (
    <FormRows {...props} empty={empty}>
      {(row, change) => (
        <>
          <TextField
            aria-label={t('name')}
            placeholder={t('name')}
            value={row.name}
            onChange={(event) => change({ name: event.target.value })}
            className="max-w-48 font-mono text-small"
          />
          <TextField
            aria-label={t(row.isSecret ? 'secretName' : 'value')}
            placeholder={t(row.isSecret ? 'secretName' : 'value')}
            value={row.value}
            onChange={(event) => change({ value: event.target.value })}
            className="font-mono text-small"
          />
          <label className="flex shrink-0 items-center gap-1.5 px-1 text-small text-muted">
            <Switch
              label={t('isSecretHelp')}
              checked={row.isSecret}
              onChange={(isSecret) => change({ isSecret })}
            />
            {t('isSecret')}
          </label>
        </>
      )}
    </FormRows>
  );
}
