import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';
import { checkExpression, evaluateOver, expressionPorts } from './expression-inputs.ts';

const settings = baseSettings.extend({
  expression: z.string().default('$'),
  /** What it gives when the expression selects nothing. */
  whenNothing: z.enum(['null', 'skip', 'fail']).default('null'),
});
type PickSettings = z.output<typeof settings>;

/** Picks a part of a value, or shapes it anew. */
export class PickModule extends ModuleBase<PickSettings> {
  static override readonly kind = 'pick';
  static override readonly title = 'Pick';
  static override readonly description =
    'Picks parts of values or makes new ones of them, with an expression.';
  static override readonly icon = 'pipette';
  static override readonly category = 'text';
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'expression',
      type: 'expression',
      label: 'Expression',
      rows: 4,
      help: 'Such as items[price > 5].name or {"total": $sum(items.price)}. $ is the value; each other $name becomes an input.',
    },
    {
      key: 'whenNothing',
      type: 'select',
      label: 'When it selects nothing',
      options: [
        { value: 'null', label: 'Give null' },
        { value: 'skip', label: 'Skip what follows' },
        { value: 'fail', label: 'Fail' },
      ],
    },
  ] as const;
  static override readonly ports = PickModule.portsFor({ expression: '$' });

  static portsFor({ expression }: Pick<PickSettings, 'expression'>): NodePorts {
    return {
      inputs: expressionPorts([expression]),
      outputs: [{ id: 'value', label: 'Value', type: 'any' }],
    };
  }

  static summarize({ expression }: PickSettings): string {
    return expression.slice(0, 60);
  }

  static checkSettings({ expression }: PickSettings): readonly SettingsIssue[] {
    return checkExpression(expression, ['expression']);
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const value = await evaluateOver(inputs, this.settings.expression, context);
    if (value !== undefined) return { value };
    switch (this.settings.whenNothing) {
      case 'null':
        return { value: null };
      case 'skip':
        return {};
      case 'fail':
        throw new MillraceError('nothing_selected', 'The expression selects nothing.', {
          action: 'Compare it with the input that the trace shows.',
        });
    }
  }
}
