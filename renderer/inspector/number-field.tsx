import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../core/model/field.ts';
import { endStep } from '../document/document-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { TextField } from '../ui/text-field.tsx';
import type { ControlProps } from './setting-field.tsx';
import { stepNumber } from './step-number.ts';

type NumberDescription = Extract<Field, { readonly type: 'number' }>;

interface NumberFieldProps extends ControlProps {
  readonly field: NumberDescription;
}

function readNumber(text: string): number | null {
  return text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}

/** A number with its unit; an empty field means null. Arrow keys go by its step, with Shift by ten of them. */
export function NumberField({ field, value, onChange, ...props }: NumberFieldProps): ReactNode {
  const { t } = useTranslation('inspector');
  const words = useKindWords();
  const shown = typeof value === 'number' ? String(value) : '';
  const [draft, setDraft] = useState<string>();
  // A draft holds as long as it means the value: undo changes the value behind it.
  const holds = draft !== undefined && readNumber(draft) === (value ?? null);
  const range = describeRange(field);
  const isOutside = typeof value === 'number' && range !== undefined && !isInside(value, field);
  const rangeId = `${props.id}-range`;
  return (
    <>
      <div className="relative">
        <TextField
          id={props.id}
          type="number"
          inputMode="decimal"
          value={holds ? draft : shown}
          min={field.min}
          max={field.max}
          step="any"
          placeholder={props.placeholder}
          disabled={props.disabled}
          aria-invalid={props.invalid || isOutside}
          aria-describedby={[props.describedBy, isOutside ? rangeId : undefined]
            .filter(Boolean)
            .join(' ')}
          data-document-field
          onBlur={() => {
            setDraft(undefined);
            endStep();
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            if (event.altKey || event.ctrlKey || event.metaKey) return;
            const steps = (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1);
            const next = stepNumber(typeof value === 'number' ? value : undefined, steps, field);
            setDraft(undefined);
            onChange(next);
          }}
          onChange={(event) => {
            const text = event.target.value;
            setDraft(text);
            onChange(readNumber(text));
          }}
          className={field.unit === undefined ? '' : 'pr-20'}
        />
        {field.unit === undefined ? undefined : (
          <span className="pointer-events-none absolute top-[5px] right-2.5 text-muted">
            {words(field.unit)}
          </span>
        )}
      </div>
      {isOutside ? (
        <p id={rangeId} className="text-small text-failed">
          {t(range, { min: field.min ?? '', max: field.max ?? '' })}
        </p>
      ) : undefined}
    </>
  );
}

function describeRange({
  min,
  max,
}: NumberDescription): 'rangeBoth' | 'rangeMin' | 'rangeMax' | undefined {
  if (min !== undefined) return max === undefined ? 'rangeMin' : 'rangeBoth';
  return max === undefined ? undefined : 'rangeMax';
}

function isInside(value: number, { min, max }: NumberDescription): boolean {
  return value >= (min ?? -Infinity) && value <= (max ?? Infinity);
}
