import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useForm } from './form-context.ts';
import { FormRows } from './form-rows.tsx';

/** Where to go when this connection fails, in order. */
export function FallbackRows(): ReactNode {
  const { t } = useTranslation('connections');
  const words = useKindWords();
  const { form, change } = useForm();
  const connections = useEngineStore((store) => store.connections);
  const options = connections
    .filter(({ id }) => id !== form.id)
    .map(({ id, label, note }) => ({ value: id, label: words(label), note: words(note) }));
  return (
    <FormRows
      label={t('fallbacks')}
      help={t('fallbacksHelp')}
      path="fallbacks"
      addLabel={t('addFallback')}
      rows={form.fallbacks}
      empty={{ connection: '', model: '' }}
      onChange={(fallbacks) => change({ fallbacks })}
    >
      {(row, changeRow) => (
        <>
          <div className="min-w-0 grow basis-0">
            <Select
              label={t('connection')}
              placeholder={t('chooseConnection')}
              value={row.connection}
              options={options}
              onChange={(connection) => changeRow({ connection })}
            />
          </div>
          <div className="min-w-0 grow basis-0">
            <TextField
              aria-label={t('model')}
              placeholder={t('itsDefault')}
              value={row.model}
              onChange={(event) => changeRow({ model: event.target.value })}
            />
          </div>
        </>
      )}
    </FormRows>
  );
}
