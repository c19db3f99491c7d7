import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/text-field.tsx';
import { useForm } from './form-context.ts';
import { FormRows } from './form-rows.tsx';

const columns = [
  ['input', 'priceInput'],
  ['output', 'priceOutput'],
  ['cachedInput', 'priceCached'],
] as const;

/** What models cost, so that runs can say what they cost. */
export function PriceRows(): ReactNode {
  const { t } = useTranslation('connections');
  const { form, change } = useForm();
  return (
    <FormRows
      label={t('prices')}
      help={t('pricesHelp')}
      path="prices"
      addLabel={t('addPrice')}
      rows={form.prices}
      empty={{ model: '', input: '', output: '', cachedInput: '' }}
      onChange={(prices) => change({ prices })}
    >
      {(row, changeRow) => (
        <>
          <TextField
            aria-label={t('model')}
            placeholder={t('model')}
            value={row.model}
            onChange={(event) => changeRow({ model: event.target.value })}
            className="font-mono text-small"
          />
          {columns.map(([name, label]) => (
            <TextField
              key={name}
              aria-label={t(label)}
              placeholder={t(label)}
              inputMode="decimal"
              value={row[name]}
              onChange={(event) => changeRow({ [name]: event.target.value })}
              className="max-w-28"
            />
          ))}
        </>
      )}
    </FormRows>
  );
}
