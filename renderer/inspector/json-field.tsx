import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { stringifySorted } from '../../core/shared/json.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { endStep } from '../document/document-store.ts';
import { CodeField } from './code-field.tsx';
import type { ControlProps } from './setting-field.tsx';

/** Any JSON value; what is no JSON yet stays in the field, with the reason, and out of the flow. */
export function JsonField({ value, onChange, ...props }: ControlProps): ReactNode {
  const { t } = useTranslation('inspector');
  const [draft, setDraft] = useState<string>();
  const [problem, setProblem] = useState<string>();
  return (
    <>
      <CodeField
        label={props.label}
        language="json"
        rows={6}
        value={draft ?? stringifySorted(value)}
        readOnly={props.disabled}
        invalid={props.invalid || problem !== undefined}
        describedBy={props.describedBy}
        onBlur={endStep}
        onChange={(text) => {
          setDraft(text);
          try {
            const next = JSON.parse(text) as JsonValue;
            setProblem(undefined);
            onChange(next);
          } catch (error) {
            setProblem((error as Error).message);
          }
        }}
      />
      {problem === undefined ? undefined : (
        <p className="text-small text-failed">{t('notJson', { problem })}</p>
      )}
    </>
  );
}
