import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../dialogs/dialog-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { Select } from '../ui/select.tsx';
import type { ControlProps } from './setting-field.tsx';

/** A choice among the connections of this host, and the way to change them. */
export function ConnectionField(props: ControlProps<string>): ReactNode {
  const { id, label, value, disabled, invalid, describedBy, onChange } = props;
  const { t } = useTranslation('connections');
  const words = useKindWords();
  const connections = useEngineStore((store) => store.connections);
  return (
    <>
      <Select
        {...{ id, label, value, disabled, invalid, describedBy, onChange }}
        options={connections.map((connection) => ({
          value: connection.id,
          label: words(connection.label),
          note: words(connection.note),
        }))}
      />
      <button
        type="button"
        onClick={() => openDialog({ kind: 'connections', connection: value })}
        className="self-start rounded text-small text-muted transition-colors hover:text-text hover:underline"
      >
        {t('manage')}
      </button>
    </>
  );
}
