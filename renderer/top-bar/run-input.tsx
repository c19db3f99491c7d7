import { ListPlus } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { startRun } from '../commands/run-commands.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { runInputFields, typeRunInput, useRunInputStore } from '../run/run-input-store.ts';
import type { RunInputField } from '../run/run-input-store.ts';

/** What the next run gets: one field for one input node, a list of fields for several. */
export function RunInput(): ReactNode {
  const { t } = useTranslation();
  const document = useDocumentStore((store) => store.root);
  const typed = useRunInputStore((store) => store.typed);
  const kinds = useEngineStore((store) => store.kinds);
  const fields = runInputFields(document, kinds, typed);
  const [first, ...more] = fields;
  if (first === undefined) return undefined;
  if (more.length > 0) return <ManyInputs fields={fields} />;
  return (
    <div className="max-w-[420px] min-w-32 grow">
      <InputField
        field={first}
        label={t('runInput')}
        placeholder={t('runInputOf', { title: first.title })}
      />
    </div>
  );
}

interface InputFieldProps {
  readonly field: RunInputField;
  readonly label: string;
  readonly placeholder?: string;
}

function InputField({ field, label, placeholder }: InputFieldProps): ReactNode {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    void startRun();
  };
  return (
    <TextField
      aria-label={label}
      value={field.value}
      placeholder={placeholder}
      onChange={(event) => typeRunInput(field.nodeId, event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

function ManyInputs({ fields }: { readonly fields: readonly RunInputField[] }): ReactNode {
  const { t } = useTranslation();
  const filled = fields.filter((field) => field.value !== '').length;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button icon={<ListPlus size={16} />}>
          {t('runInputs', { filled, count: fields.length })}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t('runInput')}
          className="float-in z-40 flex w-96 flex-col gap-3 rounded-node border border-line-strong bg-panel p-3 shadow-float"
        >
          {fields.map((field) => (
            <label key={field.nodeId} className="flex flex-col gap-1">
              <span className="text-muted">{field.title}</span>
              <InputField field={field} label={field.title} />
            </label>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
