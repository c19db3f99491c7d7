import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';
import { readTypedText, type ReadText } from './read-typed-text.ts';

const settings = baseSettings.extend({
  type: z.enum(['text', 'number', 'boolean', 'json']).default('text'),
  value: z.string().default(''),
});
type ConstantSettings = z.output<typeof settings>;

/** A value that stands in the flow. */
export class ConstantModule extends ModuleBase<ConstantSettings> {
  static override readonly kind = 'constant';
  static override readonly title = 'Constant';
  static override readonly description = 'Gives a value that is written in the flow itself.';
  static override readonly icon = 'pin';
  static override readonly category = 'io';
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'type',
      type: 'select',
      label: 'Type',
      options: [
        { value: 'text', label: 'Text' },
        { value: 'number', label: 'Number' },
        { value: 'boolean', label: 'True or false' },
        { value: 'json', label: 'JSON' },
      ],
    },
    { key: 'value', type: 'multiline', label: 'Value', rows: 4 },
  ] as const;
  static override readonly ports = ConstantModule.portsFor({ type: 'text' });

  static portsFor({ type }: Pick<ConstantSettings, 'type'>): NodePorts {
    return { inputs: [], outputs: [{ id: 'value', label: 'Value', type }] };
  }

  static summarize({ value }: ConstantSettings): string {
    return value.slice(0, 60);
  }

  static checkSettings(own: ConstantSettings): readonly SettingsIssue[] {
    const read = readConstant(own);
    if (read.ok) return [];
    return [{ severity: 'error', code: 'wrong_value', message: read.message, path: ['value'] }];
  }

  protected override forward(): PortValues {
    const read = readConstant(this.settings);
    if (read.ok) return { value: read.value };
    throw new MillraceError('wrong_value', read.message, { action: 'Correct the node’s value.' });
  }
}

function readConstant({ type, value }: ConstantSettings): ReadText {
  return readTypedText(value, type, 'The value');
}
