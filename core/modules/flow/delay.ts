import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import { baseSettings, longestTimeoutMs } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';

const settings = baseSettings.extend({
  milliseconds: z.int().min(0).max(longestTimeoutMs).default(1000),
});
type DelaySettings = z.output<typeof settings>;

/** Waits before it passes a value on. */
export class DelayModule extends ModuleBase<DelaySettings> {
  static override readonly kind = 'delay';
  static override readonly title = 'Delay';
  static override readonly description = 'Waits a while, then passes its value on.';
  static override readonly icon = 'timer';
  static override readonly category = 'flow';
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'milliseconds',
      type: 'number',
      label: 'Wait',
      unit: 'ms',
      min: 0,
      step: 100,
      help: 'A number that is wired to the input Wait goes before this one.',
    },
  ] as const;
  static override readonly ports: NodePorts = {
    inputs: [
      { id: 'value', label: 'Value', type: 'any', required: true },
      {
        id: 'milliseconds',
        label: 'Wait',
        type: 'number',
        description: 'Milliseconds; goes before the setting.',
      },
    ],
    outputs: [{ id: 'value', label: 'Value', type: 'any' }],
  };

  static summarize({ milliseconds }: DelaySettings): string {
    return `${milliseconds} ms`;
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const wired = inputs['milliseconds'] as number | undefined;
    const milliseconds = wired ?? this.settings.milliseconds;
    if (milliseconds < 0 || milliseconds > longestTimeoutMs) {
      throw new MillraceError('wrong_value', `A delay cannot take ${milliseconds} ms.`, {
        action: `Wait between 0 and ${longestTimeoutMs} ms.`,
      });
    }
    await context.delay(milliseconds);
    return { value: inputs['value'] };
  }
}
