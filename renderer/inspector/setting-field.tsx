import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../core/shared/json.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import type { Field } from '../../core/model/field.ts';
import type { Finding } from '../../core/model/finding.ts';
import { edit } from '../document/document-store.ts';
import { setSettings } from '../document/setting-edits.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { FieldMenu } from './field-menu.tsx';
import { FieldRow, problemsId } from '../fields/field-row.tsx';
import { SecretValue } from './secret-value.tsx';
import { SettingControl } from './setting-control.tsx';
import { readShared, resetShared } from './shared-fields.ts';
import type { Member } from './shared-fields.ts';

interface SettingFieldProps {
  readonly field: Field;
  /** At least one. */
  readonly members: readonly Member[];
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

/** One setting of a node, or of several at once, as a labelled control; what it is comes from the kind's field. */
export function SettingField({ field, members, findings, disabled }: SettingFieldProps): ReactNode {
  const { t } = useTranslation('inspector');
  const words = useKindWords();
  const id = useId();
  const { key } = field;
  const { value, isMixed, isChanged } = readShared(members, key);
  const nodeIds = members.map(({ nodeId }) => nodeId);
  const hint = field.placeholder === undefined ? undefined : words(field.placeholder);
  const isTyped = typeof value === 'string' || typeof value === 'number';
  const control: ControlProps = {
    id,
    // A value that only some have must not look like that of all.
    value: isMixed && isTyped ? '' : value,
    label: words(field.label),
    placeholder: isMixed ? t('mixedValues') : hint,
    disabled,
    invalid: findings.some((finding) => finding.severity === 'error'),
    describedBy: findings.length === 0 ? undefined : problemsId(id),
    onChange: (next) =>
      edit((flow) => setSettings(flow, nodeIds, key, next), `setting ${nodeIds.join(' ')} ${key}`),
  };
  const secret = isJsonObject(value) ? value['$secret'] : undefined;
  return (
    <FieldRow
      id={id}
      field={key}
      label={control.label}
      help={field.help === undefined ? undefined : words(field.help)}
      findings={findings}
      inline={field.type === 'switch'}
      changed={isChanged}
      note={isMixed && !isTyped ? t('mixedValues') : undefined}
      menu={
        <FieldMenu
          label={control.label}
          path={`nodes.${nodeIds[0] ?? ''}.settings.${key}`}
          onReset={
            isChanged && !disabled
              ? () => edit((flow) => resetShared(flow, members, key))
              : undefined
          }
        />
      }
    >
      {typeof secret === 'string' ? (
        <SecretValue name={secret} onReplace={disabled ? undefined : () => control.onChange('')} />
      ) : (
        <SettingControl field={field} control={control} members={members} findings={findings} />
      )}
    </FieldRow>
  );
}
