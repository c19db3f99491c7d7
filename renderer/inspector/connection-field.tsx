import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { judgeState } from '../connections/connection-state.ts';
import { StateMark } from '../connections/state-mark.tsx';
import { openDialog } from '../screen/dialog-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { Select } from '../ui/select.tsx';
import type { ControlProps } from './setting-field.tsx';

/** A choice among the connections of this host, how the chosen one stands, and the way to change them. */
export function ConnectionField(props: ControlProps<string>): ReactNode {
  const { id, label, value, disabled, invalid, describedBy, onChange } = props;
  const { t } = useTranslation('connections');
  const words = useKindWords();
  const connections = useEngineStore((store) => store.connections);
  const chosen = connections.find((connection) => connection.id === value);
  return (
    <>
      <Select
        {...{ id, label, value, disabled, invalid, describedBy, onChange }}
        {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
        options={connections.map((connection) => ({
          value: connection.id,
          label: words(connection.label),
          note: words(connection.note),
        }))}
      />
      <span className="flex items-center justify-between gap-2">
        <button
          type="button"
          onClick={() => openDialog({ kind: 'connections', connection: value })}
          className="rounded text-small text-muted transition-colors hover:text-text hover:underline"
        >
          {t('manage')}
        </button>
        {chosen === undefined ? undefined : <StateMark state={judgeState(chosen)} />}
      </span>
    </>
  );
}
