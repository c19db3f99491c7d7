import { useId } from 'react';
import type { ReactNode } from 'react';
import { assertNever } from '../../core/shared/assert-never.ts';
import type { JsonObject, JsonValue } from '../../core/shared/json.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import type { Field } from '../../core/model/field.ts';
import type { Finding } from '../../core/model/finding.ts';
import { edit, endStep } from '../document/document-store.ts';
import { setSetting } from '../document/flow-edits.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CodeField } from './code-field.tsx';
import { ConnectionField } from './connection-field.tsx';
import { FieldRow, problemsId } from './field-row.tsx';
import { JsonField } from './json-field.tsx';
import { LargeCodeField } from './large-code-field.tsx';
import { ListField } from './list-field.tsx';
import { ModelField } from './model-field.tsx';
import { NumberField } from './number-field.tsx';
import { RawFormatField } from './raw-format-field.tsx';
import { readListShape } from './read-item-schema.ts';
import { SecretValue } from './secret-value.tsx';

interface SettingFieldProps {
  readonly nodeId: string;
  readonly field: Field;
  readonly settings: JsonObject;
  readonly defaults: JsonObject;
  /** JSON schema of the kind's settings. */
  readonly schema?: JsonObject | undefined;
  readonly findings: readonly Finding[];
  readonly disabled: boolean;
}

/** What every control of a setting is given. */
export interface ControlProps<Value extends JsonValue = JsonValue> {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string | undefined;
  readonly value: Value;
  readonly disabled: boolean;
  readonly invalid: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (value: JsonValue) => void;
}

/** One setting of a node as a labelled control; what it is comes from the kind's field. */
export function SettingField(props: SettingFieldProps): ReactNode {
  const { nodeId, field, settings, defaults, findings } = props;
  const words = useKindWords();
  const id = useId();
  const value = settings[field.key] ?? defaults[field.key] ?? null;
  const control: ControlProps = {
    id,
    value,
    label: words(field.label),
    placeholder: field.placeholder === undefined ? undefined : words(field.placeholder),
    disabled: props.disabled,
    invalid: findings.some((finding) => finding.severity === 'error'),
    describedBy: findings.length === 0 ? undefined : problemsId(id),
    onChange: (next) =>
      edit((flow) => setSetting(flow, nodeId, field.key, next), `setting ${nodeId} ${field.key}`),
  };
  return (
    <FieldRow
      id={id}
      label={control.label}
      help={field.help === undefined ? undefined : words(field.help)}
      findings={findings}
      inline={field.type === 'switch'}
    >
      {isJsonObject(value) && typeof value['$secret'] === 'string' ? (
        <SecretValue
          name={value['$secret']}
          onReplace={props.disabled ? undefined : () => control.onChange('')}
        />
      ) : (
        drawControl(field, control, { settings, schema: props.schema, words })
      )}
    </FieldRow>
  );
}

interface FieldSurroundings {
  readonly settings: JsonObject;
  readonly schema: JsonObject | undefined;
  readonly words: (english: string) => string;
}

function drawControl(
  field: Field,
  control: ControlProps,
  { settings, schema, words }: FieldSurroundings,
): ReactNode {
  const { id, label, placeholder, disabled, invalid, describedBy, onChange } = control;
  const text = typeof control.value === 'string' ? control.value : '';
  const editor = { label, placeholder, readOnly: disabled, invalid, describedBy, onChange };
  switch (field.type) {
    case 'text':
      return (
        <TextField
          id={id}
          value={text}
          placeholder={placeholder}
          disabled={disabled}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          data-document-field
          onBlur={endStep}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'multiline': {
      const language = field.variables === true ? 'template' : 'plain';
      const rows = field.rows ?? 3;
      return (
        <CodeField {...editor} language={language} rows={rows} value={text} onBlur={endStep} />
      );
    }
    case 'code':
      return (
        <LargeCodeField
          {...editor}
          language={field.language}
          rows={14}
          value={text}
          onBlur={endStep}
        />
      );
    case 'expression':
      return (
        <CodeField
          {...editor}
          language="expression"
          rows={field.rows ?? 2}
          value={text}
          onBlur={endStep}
        />
      );
    case 'number':
      return <NumberField {...control} field={field} />;
    case 'switch':
      return (
        <Switch
          id={id}
          label={label}
          checked={control.value === true}
          disabled={disabled}
          describedBy={describedBy}
          onChange={onChange}
        />
      );
    case 'select':
      return (
        <Select
          {...{ id, label, disabled, invalid, describedBy, onChange }}
          value={text}
          options={field.options.map((option) => ({ ...option, label: words(option.label) }))}
        />
      );
    case 'connection':
      return <ConnectionField {...control} value={text} />;
    case 'raw-format':
      return <RawFormatField {...control} value={text} />;
    case 'model': {
      const connection = settings[field.connectionKey];
      return (
        <ModelField
          {...control}
          value={text}
          connectionId={typeof connection === 'string' ? connection : ''}
        />
      );
    }
    case 'json': {
      const properties = schema?.['properties'];
      const own = isJsonObject(properties) ? properties[field.key] : undefined;
      const shape = readListShape(field.schema ?? own);
      return shape === undefined ? (
        <JsonField {...control} />
      ) : (
        <ListField {...control} shape={shape} />
      );
    }
    default:
      return assertNever(field, 'field');
  }
}
