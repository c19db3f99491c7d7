import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { CompletionSource } from '@codemirror/autocomplete';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../core/model/finding.ts';
import { stringifySorted } from '../../core/shared/json.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { endStep } from '../document/document-store.ts';
import {
  deepestValue,
  findSyntaxFault,
  markFindings,
  tooDeepCode,
} from '../editor/find-json-marks.ts';
import { completeJson } from '../editor/json-completion.ts';
import { LargeCodeField } from './large-code-field.tsx';
import type { ControlProps } from './setting-field.tsx';
import { useSyntaxWords } from './use-syntax-words.ts';

interface JsonFieldProps extends ControlProps {
  /** What the value may be: offers keys and values. */
  readonly schema?: JsonValue | undefined;
  readonly findings?: readonly Finding[];
}

const noFindings: readonly Finding[] = [];

/** Any JSON value; what is no JSON yet stays in the field, with the reason, and out of the flow. */
export function JsonField(props: JsonFieldProps): ReactNode {
  const { id, value, schema, findings = noFindings, onChange } = props;
  const { t } = useTranslation('inspector');
  const words = useSyntaxWords();
  const [draft, setDraft] = useState<{ readonly text: string; readonly of: JsonValue }>();
  // A draft holds as long as it stands for the value: undo changes the value behind it.
  const text = useMemo(
    () => (draft?.of === value ? draft.text : stringifySorted(value)),
    [draft, value],
  );
  const fault = useMemo(() => findSyntaxFault(text), [text]);
  const marks = useMemo(
    () => (fault === undefined ? markFindings(text, findings) : [fault.mark]),
    [text, fault, findings],
  );
  const complete = useCallback<CompletionSource>(
    (context) => completeJson(schema, context),
    [schema],
  );
  const faultId = `${id}-syntax`;
  const described = [props.describedBy, fault === undefined ? undefined : faultId];
  return (
    <>
      <LargeCodeField
        id={id}
        label={props.label}
        language="json"
        rows={6}
        value={text}
        placeholder={props.placeholder}
        readOnly={props.disabled}
        invalid={props.invalid || fault !== undefined}
        describedBy={described.filter(Boolean).join(' ') || undefined}
        complete={complete}
        marks={marks}
        onBlur={endStep}
        onChange={(next) => {
          const isJson = findSyntaxFault(next) === undefined;
          const of = isJson ? (JSON.parse(next) as JsonValue) : value;
          setDraft({ text: next, of });
          if (isJson) onChange(of);
        }}
      />
      {fault === undefined ? undefined : (
        <p id={faultId} className="text-small text-failed">
          {fault.code === tooDeepCode
            ? t('jsonTooDeep', { levels: deepestValue })
            : t('notJson', {
                problem: words(fault.code),
                line: fault.line,
                column: fault.column,
              })}
        </p>
      )}
    </>
  );
}
