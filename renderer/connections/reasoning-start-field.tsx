import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldRow } from '../fields/field-row.tsx';
import { Select } from '../ui/select.tsx';
import { useForm } from './form-context.ts';

const choices = [
  { value: 'auto', label: 'startInReasoningAuto' },
  { value: 'yes', label: 'startInReasoningYes' },
  { value: 'no', label: 'startInReasoningNo' },
] as const;

/** Whether a model's text begins inside reasoning that its prompt opened. */
export function ReasoningStartField(): ReactNode {
  const { t } = useTranslation('connections');
  const { form, change } = useForm();
  const id = useId();
  return (
    <FieldRow id={id} label={t('startInReasoning')} help={t('startInReasoningHelp')}>
      <Select
        id={id}
        label={t('startInReasoning')}
        // Left out and `auto` mean the same.
        value={form.startInReasoning || 'auto'}
        options={choices.map(({ value, label }) => ({ value, label: t(label) }))}
        onChange={(chosen) =>
          change({ startInReasoning: choices.find(({ value }) => value === chosen)?.value ?? '' })
        }
      />
    </FieldRow>
  );
}
