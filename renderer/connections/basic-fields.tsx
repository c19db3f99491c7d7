import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionInfo } from '../../core/contracts/connection.ts';
import { completeSettings } from '../../core/model/connection-defaults.ts';
import { findPreset } from '../../core/model/connection-presets.ts';
import { isSecretName } from '../../core/model/connection-settings.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { settingsFromForm } from './connection-form.ts';
import { useForm } from './form-context.ts';
import { FormText } from './form-fields.tsx';
import { KeyStatus } from './key-status.tsx';
import { ModelChoice } from './model-choice.tsx';
import type { Secrets } from './use-secrets.ts';

interface BasicFieldsProps {
  readonly isNew: boolean;
  readonly info: ConnectionInfo | undefined;
  readonly secrets: Secrets;
}

/** What nearly every connection needs: its name, where it leads, its key and its model. */
export function BasicFields({ isNew, info, secrets }: BasicFieldsProps): ReactNode {
  const { t } = useTranslation('connections');
  const words = useKindWords();
  const { form } = useForm();
  const preset = findPreset(form.preset);
  const { keyName = '' } = completeSettings(settingsFromForm(form));
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-4">
        <FormText
          name="label"
          label={t('label')}
          help={t('labelHelp')}
          placeholder={preset?.kind === 'custom' ? form.id : words(preset?.label ?? '')}
        />
        {isNew ? (
          <FormText name="id" label={t('id')} help={t('idHelp')} isMono />
        ) : (
          <div className="flex flex-col gap-1">
            <span className="text-muted">{t('id')}</span>
            <span className="selectable truncate font-mono text-small leading-[30px]">
              {form.id}
            </span>
          </div>
        )}
      </div>
      <FormText
        name="baseUrl"
        label={t('baseUrl')}
        help={t('baseUrlHelp')}
        placeholder={preset?.baseUrl ?? preset?.baseUrlExample}
        isMono
      />
      <div className="flex flex-col gap-2">
        <FormText
          name="keyName"
          label={t('keyName')}
          help={t('keyNameHelp')}
          placeholder={preset?.keyName ?? t('keyNone')}
          isMono
        />
        {isSecretName(keyName) ? (
          <KeyStatus name={keyName} secrets={secrets} isMissing={isKeyMissing(info, keyName)} />
        ) : undefined}
      </div>
      <ModelChoice />
    </div>
  );
}

/** Whether the engine misses the key; undefined while it does not know this name from a stored connection. */
function isKeyMissing(info: ConnectionInfo | undefined, keyName: string): boolean | undefined {
  if (info?.keyName !== keyName) return undefined;
  if (info.problem !== undefined) return info.missingSecret === keyName ? true : undefined;
  // Servers on this machine work without one, so nothing follows from their being ready.
  return isLoopback(info.baseUrl) ? undefined : false;
}

function isLoopback(baseUrl: string | undefined): boolean {
  return /^https?:\/\/(?:127\.|localhost\b|\[::1\])/.test(baseUrl ?? '');
}
