import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Field } from '../../core/model/field.ts';
import { endStep } from '../document/document-store.ts';
import { TextField } from '../ui/text-field.tsx';
import type { ControlProps } from './setting-field.tsx';

interface NumberFieldProps extends ControlProps {
  readonly field: Extract<Field, { readonly type: 'number' }>;
}

/** A number with its unit; what is no number yet stays in the field and out of the flow. An empty field means null. */
export function NumberField({ field, value, onChange, ...props }: NumberFieldProps): ReactNode {
  const shown = typeof value === 'number' ? String(value) : '';
  const [draft, setDraft] = useState<string>();
  return (
    <div className="relative">
      <TextField
        id={props.id}
        type="number"
        inputMode="decimal"
        value={draft ?? shown}
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
          if (text === '') onChange(null);
          else if (Number.isFinite(Number(text))) onChange(Number(text));
        }}
        className={field.unit === undefined ? '' : 'pr-10'}
      />
      {field.unit === undefined ? undefined : (
        <span className="pointer-events-none absolute top-[5px] right-2.5 text-muted">
          {field.unit}
        </span>
      )}
    </div>
  );
}
