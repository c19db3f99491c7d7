import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshFormats, useFormatsStore } from '../formats/formats-store.ts';
import { Select } from '../ui/select.tsx';
import type { ControlProps } from './setting-field.tsx';

/** A choice among the raw tool-call formats of this host. */
export function RawFormatField(props: ControlProps<string>): ReactNode {
  const { id, label, value, disabled, invalid, describedBy, onChange } = props;
  const { t } = useTranslation('formats');
  const formats = useFormatsStore((store) => store.list.formats);
  useEffect(() => {
    // Without the engine the choice stands as it is; the banner says why.
    refreshFormats().catch(() => undefined);
  }, []);
  return (
    <Select
      {...{ id, label, value, disabled, invalid, describedBy, onChange }}
      options={[
        { value: '', label: t('asConnection') },
        { value: 'auto', label: t('automatic') },
        { value: 'none', label: t('none') },
        ...formats.map((format) => ({
          value: format.id,
          label: format.id,
          ...(format.from === 'own' ? { note: t('yours') } : {}),
        })),
      ]}
    />
  );
}
