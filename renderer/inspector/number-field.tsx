import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Field } from '../../core/model/field.ts';
import { endStep } from '../document/document-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { TextField } from '../ui/text-field.tsx';
import type { ControlProps } from './setting-field.tsx';

interface NumberFieldProps extends ControlProps {
  readonly field: Extract<Field, { readonly type: 'number' }>;
}

function readNumber(text: string): number | null {
  return text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}

/** A number with its unit; an empty field means null. */
export function NumberField({ field, value, onChange, ...props }: NumberFieldProps): ReactNode {
  const words = useKindWords();
  const shown = typeof value === 'number' ? String(value) : '';
  const [draft, setDraft] = useState<string>();
  // A draft holds as long as it means the value: undo changes the value behind it.
  const holds = draft !== undefined && readNumber(draft) === (value ?? null);
  return (
    <div className="relative">
      <TextField
        id={props.id}
        type="number"
        inputMode="decimal"
        value={holds ? draft : shown}
        min={field.min}
        max={field.max}
        step={field.step ?? 'any'}
        placeholder={props.placeholder}
        disabled={props.disabled}
        aria-invalid={props.invalid}
        aria-describedby={props.describedBy}
        data-document-field
        onBlur={() => {
          setDraft(undefined);
          endStep();
        }}
        onChange={(event) => {
          const text = event.target.value;
          setDraft(text);
          onChange(readNumber(text));
        }}
        className={field.unit === undefined ? '' : 'pr-10'}
      />
      {field.unit === undefined ? undefined : (
        <span className="pointer-events-none absolute top-[5px] right-2.5 text-muted">
          {words(field.unit)}
        </span>
      )}
    </div>
  );
}
