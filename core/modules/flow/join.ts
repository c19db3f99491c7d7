import * as z from 'zod';
import type { NodePorts, Port, PortType } from '../../model/port.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';

const settings = baseSettings.extend({
  as: z.enum(['list', 'object', 'text', 'sum', 'first']).default('list'),
  /** Between texts. */
  separator: z.string().default('\n\n'),
  /** What becomes of the slower ones when the first is enough. */
  others: z.enum(['cancel-rest', 'let-run']).default('cancel-rest'),
});
type JoinSettings = z.output<typeof settings>;

const outputTypes: Readonly<Record<JoinSettings['as'], PortType>> = {
  list: 'json',
  object: 'json',
  text: 'text',
  sum: 'any',
  first: 'any',
};

/** Brings parallel branches together. */
export class JoinModule extends ModuleBase<JoinSettings> {
  static override readonly kind = 'join';
  static override readonly title = 'Join';
  static override readonly description =
    'Waits for all its wires and makes one value of what they carry, or takes the first that comes.';
  static override readonly icon = 'merge';
  static override readonly category = 'flow';
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'as',
      type: 'select',
      label: 'Make of them',
      options: [
        { value: 'list', label: 'A list' },
        { value: 'object', label: 'An object by node title' },
        { value: 'text', label: 'One text' },
        { value: 'sum', label: 'A sum' },
        { value: 'first', label: 'The first that comes' },
      ],
      help: 'A sum adds numbers, chains lists, and merges objects.',
    },
    { key: 'separator', type: 'multiline', label: 'Between texts', rows: 2 },
    {
      key: 'others',
      type: 'select',
      label: 'When the first has come',
      options: [
        { value: 'cancel-rest', label: 'Stop the others' },
        { value: 'let-run', label: 'Let the others run' },
      ],
    },
  ] as const;
  static override readonly ports = JoinModule.portsFor({ as: 'list', others: 'cancel-rest' });

  static portsFor({ as, others }: Pick<JoinSettings, 'as' | 'others'>): NodePorts {
    const values: Port = {
      id: 'values',
      label: 'Values',
      type: as === 'text' ? 'text' : 'any',
      required: true,
      multiple: true,
      ...(as === 'object' ? { keyed: true } : {}),
      ...(as === 'first' ? { race: others } : {}),
    };
    return { inputs: [values], outputs: [{ id: 'value', label: 'Value', type: outputTypes[as] }] };
  }

  static summarize({ as }: JoinSettings): string {
    return as === 'first' ? 'the first that comes' : `as ${as}`;
  }

  protected override forward(inputs: PortValues): PortValues {
    const { as, separator } = this.settings;
    if (as === 'object') return { value: inputs['values'] };
    const values = inputs['values'] as readonly unknown[];
    if (as === 'text') return { value: values.join(separator) };
    if (as === 'sum') return { value: addUp(values) };
    return { value: as === 'first' ? values[0] : values };
  }
}

/** Numbers are added, lists chained, objects merged. Throws `wrong_value` for a mix of them. */
function addUp(values: readonly unknown[]): unknown {
  if (values.every((value) => Array.isArray(value))) return values.flat();
  if (values.every((value) => typeof value === 'object' && value !== null && !Array.isArray(value)))
    return Object.fromEntries(values.flatMap((value) => Object.entries(value as object)));
  let sum = 0;
  for (const value of values) {
    const text = typeof value === 'string' ? value.trim() : '';
    const number = typeof value === 'number' ? value : text === '' ? Number.NaN : Number(text);
    if (!Number.isFinite(number)) throw notNumber(value);
    sum += number;
  }
  return sum;
}

function notNumber(value: unknown): MillraceError {
  const shown = (JSON.stringify(value) ?? 'nothing').slice(0, 80);
  return new MillraceError('wrong_value', `A sum takes numbers, but one value is ${shown}.`, {
    action: 'Join only numbers, only lists or only objects, or make a list of them.',
  });
}
