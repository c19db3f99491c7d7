import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Field } from '../../core/model/field.ts';
import type { Finding } from '../../core/model/finding.ts';
import { assertNever } from '../../core/shared/assert-never.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { endStep } from '../document/document-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { SearchSelect } from '../ui/search-select.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CodeField } from '../editor/code-field.tsx';
import { ConnectionField } from './connection-field.tsx';
import { JsonField } from './json-field.tsx';
import { LargeCodeField } from './large-code-field.tsx';
import { ListField } from './list-field.tsx';
import { ModelField } from './model-field.tsx';
import { NumberField } from './number-field.tsx';
import { RawFormatField } from './raw-format-field.tsx';
import { readListShape } from './read-item-schema.ts';
import type { ControlProps } from './setting-field.tsx';
import type { Member } from './shared-fields.ts';
import { TemplateField } from './template-field.tsx';

interface SettingControlProps {
  readonly field: Field;
  readonly control: ControlProps;
  readonly members: readonly Member[];
  readonly findings: readonly Finding[];
}

/** From so many options on a list has a search. */
const manyOptions = 12;

/** The editor of a setting, by the type of its field. */
export function SettingControl(props: SettingControlProps): ReactNode {
  const { field, control, members, findings } = props;
  const words = useKindWords();
  const { id, label, placeholder, disabled, invalid, describedBy, onChange } = control;
  const text = typeof control.value === 'string' ? control.value : '';
  const editor = { id, label, placeholder, readOnly: disabled, invalid, describedBy, onChange };
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
      const rows = field.rows ?? 3;
      const shared = { ...editor, rows, value: text, onBlur: endStep };
      if (field.variables !== true) return <LargeCodeField {...shared} language="plain" />;
      return <TemplateField {...shared} nodeId={members[0]?.nodeId ?? ''} />;
    }
    case 'code':
      return (
        <LargeCodeField
          {...editor}
          language={field.language}
          rows={14}
          value={text}
          findings={findings}
          onBlur={endStep}
        />
      );
    case 'expression': {
      const rows = field.rows ?? 2;
      return (
        <CodeField {...editor} language="expression" rows={rows} value={text} onBlur={endStep} />
      );
    }
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
    case 'select': {
      const options = field.options.map((option) => ({ ...option, label: words(option.label) }));
      const shared = { id, label, disabled, invalid, describedBy, onChange, options, value: text };
      const hint = placeholder === undefined ? {} : { placeholder };
      if (options.length < manyOptions) return <Select {...shared} {...hint} />;
      return <SearchSelect {...shared} {...hint} />;
    }
    case 'connection':
      return <ConnectionField {...control} value={text} />;
    case 'raw-format':
      return <RawFormatField {...control} value={text} />;
    case 'model': {
      const [member] = members;
      const own = member?.node.settings[field.connectionKey];
      const connection = own ?? member?.kind.defaultSettings[field.connectionKey];
      const connectionId = typeof connection === 'string' ? connection : '';
      return <ModelField {...control} value={text} connectionId={connectionId} />;
    }
    case 'json':
      return <JsonControl {...props} schema={field.schema} />;
    default:
      return assertNever(field, 'field');
  }
}

/** JSON as a form where its schema says how, else as text. */
function JsonControl(
  props: SettingControlProps & { readonly schema: JsonValue | undefined },
): ReactNode {
  const { field, control, members, findings } = props;
  const settingsSchema = members[0]?.kind.settingsSchema;
  const schema = useMemo(() => {
    const properties = settingsSchema?.['properties'];
    return props.schema ?? (isJsonObject(properties) ? properties[field.key] : undefined);
  }, [settingsSchema, props.schema, field.key]);
  const shape = useMemo(() => readListShape(schema), [schema]);
  const json = { ...control, schema, findings };
  return shape === undefined ? <JsonField {...json} /> : <ListField {...json} shape={shape} />;
}
