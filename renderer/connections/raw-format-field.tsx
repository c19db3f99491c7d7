import { useEffect, useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RawFormatInfo } from '../../core/contracts/raw-formats.ts';
import { findPreset } from '../../core/model/connection-presets.ts';
import { requireClient } from '../engine/engine-store.ts';
import { FieldRow, problemsId } from '../fields/field-row.tsx';
import { Select } from '../ui/select.tsx';
import { useForm } from './form-context.ts';

/** How tool calls in a model's text are read, among all formats that the engine has. */
export function RawFormatField(): ReactNode {
  const { t } = useTranslation('connections');
  const { form, change, findingsAt } = useForm();
  const formats = useRawFormats();
  const id = useId();
  const findings = findingsAt('rawFormat');
  return (
    <FieldRow id={id} label={t('rawFormat')} help={t('rawFormatHelp')} findings={findings}>
      <Select
        id={id}
        label={t('rawFormat')}
        value={form.rawFormat}
        invalid={findings.length > 0}
        describedBy={findings.length > 0 ? problemsId(id) : undefined}
        options={[
          {
            value: '',
            label: t('rawFormatDefault'),
            note: findPreset(form.preset)?.rawFormat ?? 'auto',
          },
          { value: 'auto', label: t('rawFormatAuto'), note: 'auto' },
          { value: 'none', label: t('rawFormatNone'), note: 'none' },
          ...formats.map((format) => ({ value: format.id, label: format.id })),
        ]}
        onChange={(rawFormat) => change({ rawFormat })}
      />
    </FieldRow>
  );
}

function useRawFormats(): readonly RawFormatInfo[] {
  const [formats, setFormats] = useState<readonly RawFormatInfo[]>([]);
  useEffect(() => {
    let wanted = true;
    const ask = async (): Promise<void> => {
      const list = await requireClient().call('formats.list', {});
      if (wanted) setFormats(list.formats);
    };
    // Without the list, a format that was chosen before is still shown by its id.
    ask().catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, []);
  return formats;
}
