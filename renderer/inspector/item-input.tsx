import type { ReactNode } from 'react';
import type { JsonValue } from '../../core/shared/json.ts';
import { endStep } from '../document/document-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { classNames } from '../ui/class-names.ts';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { controlSurface } from '../ui/text-field.tsx';
import { readTyped } from './read-item-schema.ts';
import type { ItemProperty } from './read-item-schema.ts';

interface ItemInputProps {
  /** Names the control among all items. */
  readonly label: string;
  /** Stands before it; absent where it is the item itself. */
  readonly caption?: string;
  /** Takes the caption's place. */
  readonly before?: ReactNode;
  readonly input: ItemProperty['input'];
  readonly value: JsonValue;
  readonly disabled: boolean;
  readonly onChange: (value: JsonValue | undefined) => void;
}

/** One value of an item of a list. */
export function ItemInput(props: ItemInputProps): ReactNode {
  const { caption, before } = props;
  if (caption === undefined) return <Control {...props} />;
  return (
    <div className="flex items-start gap-2">
      <div className={classNames('shrink-0', before === undefined ? 'w-20 pt-1.5' : 'w-24')}>
        {before ?? (
          <span className="block truncate text-small text-muted" title={caption}>
            {caption}
          </span>
        )}
      </div>
      <div className="flex min-w-0 grow">
        <Control {...props} />
      </div>
    </div>
  );
}

function Control({ label, input, value, disabled, onChange }: ItemInputProps): ReactNode {
  const words = useKindWords();
  switch (input.kind) {
    case 'switch':
      return (
        <Switch
          id={label}
          label={label}
          checked={value === true}
          disabled={disabled}
          describedBy={undefined}
          onChange={onChange}
        />
      );
    case 'select':
      return (
        <Select
          label={label}
          value={typeof value === 'string' ? value : ''}
          disabled={disabled}
          options={input.options.map((option) => ({ value: option, label: words(option) }))}
          onChange={onChange}
        />
      );
    case 'number':
    case 'text':
    case 'json':
      return (
        <textarea
          aria-label={label}
          rows={1}
          value={showValue(value)}
          disabled={disabled}
          spellCheck={false}
          data-document-field
          onBlur={endStep}
          onChange={(event) => {
            const text = event.target.value;
            if (input.kind === 'text') onChange(text);
            else if (input.kind === 'json') onChange(readTyped(text));
            else
              onChange(text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text));
          }}
          className={classNames(
            controlSurface,
            'field-sizing-content max-h-40 min-h-[30px] w-full resize-none px-2 py-1.5 text-small',
          )}
        />
      );
  }
}

function showValue(value: JsonValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
