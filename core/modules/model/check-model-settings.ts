import type { SettingsIssue } from '../../model/validate-flow.ts';
import { rawFormats } from '../../stream/formats/index.ts';
import type { ModelSettings } from './model-settings.ts';

/** What is wrong with a model's settings beyond their schema. */
export function checkModelSettings(
  settings: Pick<ModelSettings, 'rawFormat'>,
): readonly SettingsIssue[] {
  if (settings.rawFormat === '' || Object.hasOwn(rawFormats, settings.rawFormat)) return [];
  return [
    {
      severity: 'error',
      code: 'unknown_raw_format',
      message: `There is no raw tool-call format "${settings.rawFormat}".`,
      action: `Choose one of ${Object.keys(rawFormats).join(', ')}, or leave it empty.`,
      path: ['rawFormat'],
    },
  ];
}
