import * as z from 'zod';
import type { NodePorts } from '../model/port.ts';
import { baseSettings } from '../module/base-settings.ts';
import { ModuleBase } from '../module/module-base.ts';
import type { PortValues } from '../module/runnable.ts';
import { MillraceError } from '../shared/errors.ts';
import { readTypedText } from './flow/read-typed-text.ts';

const settings = baseSettings.extend({
  type: z.enum(['text', 'number', 'json', 'any']).default('text'),
  default: z.string().default(''),
});
type InputSettings = z.output<typeof settings>;

/** Where a run's input enters the flow. */
export class InputModule extends ModuleBase<InputSettings> {
  static override readonly kind = 'input';
  static override readonly title = 'Input';
  static override readonly description =
    'Brings the text or value that a run was started with into the flow.';
  static override readonly icon = 'log-in';
  static override readonly category = 'io';
  static override readonly settings = settings;
  static readonly role = 'run-input';
  static override readonly fields = [
    {
      key: 'type',
      type: 'select',
      label: 'Type',
      options: [
        { value: 'text', label: 'Text' },
        { value: 'number', label: 'Number' },
        { value: 'json', label: 'JSON' },
        { value: 'any', label: 'Any value' },
      ],
    },
    {
      key: 'default',
      type: 'multiline',
      label: 'Default value',
      rows: 3,
      help: 'Used when a run gives no value of its own.',
    },
  ] as const;
  static override readonly ports = portsFor('text');

  static portsFor(own: InputSettings): NodePorts {
    return portsFor(own.type);
  }

  static summarize(own: InputSettings): string {
    if (own.type === 'any') return 'any value';
    return own.type === 'json' ? 'JSON' : own.type;
  }

  protected override forward(inputs: PortValues): PortValues {
    const { type, default: fallback } = this.settings;
    const given = inputs['value'];
    // An empty text is a value where texts are; a number or JSON cannot be read from it.
    const isMissing =
      given === undefined || (given === '' && (fallback !== '' || !takesText(type)));
    const value = isMissing ? fallback : given;
    if (isMissing && value === '') {
      throw new MillraceError('input_missing', 'This run was given no input.', {
        action: 'Type one beside Run, pass --input, or set a default value.',
      });
    }
    return { value: read(value, type) };
  }
}

function portsFor(type: InputSettings['type']): NodePorts {
  return { inputs: [], outputs: [{ id: 'value', label: 'Value', type }] };
}

function takesText(type: InputSettings['type']): boolean {
  return type === 'text' || type === 'any';
}

function read(value: unknown, type: InputSettings['type']): unknown {
  if (type === 'text' || type === 'any' || typeof value !== 'string') return value;
  const found = readTypedText(value, type, 'The input');
  if (found.ok) return found.value;
  throw new MillraceError('wrong_value', found.message, {
    action: 'Give another input, or choose another type at the Input node.',
  });
}
