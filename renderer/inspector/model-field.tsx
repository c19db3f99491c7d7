import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endStep } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuChoice } from '../ui/menu.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { ControlProps } from './setting-field.tsx';

interface ModelFieldProps extends ControlProps<string> {
  readonly connectionId: string;
}

/** A model's name: any can be typed, those that the connection knows can be picked. */
export function ModelField(props: ModelFieldProps): ReactNode {
  const { t } = useTranslation('inspector');
  const connection = useEngineStore((store) =>
    store.connections.find((known) => known.id === props.connectionId),
  );
  const models = connection?.models ?? [];
  return (
    <div className="relative">
      <TextField
        id={props.id}
        value={props.value}
        placeholder={connection?.defaultModel || props.placeholder}
        disabled={props.disabled}
        aria-invalid={props.invalid}
        aria-describedby={props.describedBy}
        data-document-field
        onBlur={endStep}
        onChange={(event) => props.onChange(event.target.value)}
        className="pr-8"
      />
      {models.length === 0 || props.disabled ? undefined : (
        <span className="absolute top-px right-px">
          <Menu
            align="end"
            trigger={
              <IconButton label={t('knownModels')} tooltip={false}>
                <ChevronDown size={14} />
              </IconButton>
            }
          >
            <MenuChoice
              value={props.value}
              options={models.map((model) => ({ value: model, label: model }))}
              onChange={props.onChange}
            />
          </Menu>
        </span>
      )}
    </div>
  );
}
