import type { SettingsIssue } from '../../model/validate-flow.ts';
import type { SettingsFacts } from '../../module/kind-registry.ts';
import type { ModelSettings } from './model-settings.ts';

/** What is wrong with a model's settings beyond their schema. */
export function checkModelSettings(
  { rawFormat }: Pick<ModelSettings, 'rawFormat'>,
  { rawFormatIds }: SettingsFacts,
): readonly SettingsIssue[] {
  if (rawFormat === '' || rawFormatIds === undefined) return [];
  const ids = rawFormatIds();
  if (ids.includes(rawFormat)) return [];
  return [
    {
      severity: 'error',
      code: 'unknown_raw_format',
      message: `There is no raw tool-call format "${rawFormat}".`,
      action: `Choose one of ${ids.join(', ')}, or leave it empty.`,
      path: ['rawFormat'],
    },
  ];
}
