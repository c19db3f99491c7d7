import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { PortValues } from '../../module/runnable.ts';
import { checkExpression, evaluateOver, expressionPorts, isTrue } from './expression-inputs.ts';

const settings = baseSettings.extend({ condition: z.string().default('$') });
type IfSettings = z.output<typeof settings>;

/** Sends a value one of two ways. */
export class IfModule extends ModuleBase<IfSettings> {
  static override readonly kind = 'if';
  static override readonly title = 'If';
  static override readonly description =
    'Passes its value on to Then when a condition holds, else to Else; the other side is skipped.';
  static override readonly icon = 'split';
  static override readonly category = 'flow';
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'condition',
      type: 'expression',
      label: 'Condition',
      help: 'An expression over the value, such as total > 10 or $contains($, "yes"). Each $name in it becomes an input.',
    },
  ] as const;
  static override readonly ports = IfModule.portsFor({ condition: '$' });

  static portsFor({ condition }: Pick<IfSettings, 'condition'>): NodePorts {
    return {
      inputs: expressionPorts([condition]),
      outputs: [
        {
          id: 'then',
          label: 'Then',
          type: 'any',
          description: 'The value, when the condition holds; else this branch is skipped.',
        },
        {
          id: 'else',
          label: 'Else',
          type: 'any',
          description: 'The value, when the condition does not hold; else this branch is skipped.',
        },
      ],
    };
  }

  static summarize({ condition }: IfSettings): string {
    return condition.slice(0, 60);
  }

  static checkSettings({ condition }: IfSettings): readonly SettingsIssue[] {
    return checkExpression(condition, ['condition']);
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const holds = isTrue(await evaluateOver(inputs, this.settings.condition, context));
    return { [holds ? 'then' : 'else']: inputs['value'] };
  }
}
