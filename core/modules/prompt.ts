import * as z from 'zod';
import type { NodePorts } from '../model/port.ts';
import { fillTemplate, listVariables, variablePorts } from '../model/template.ts';
import { baseSettings } from '../module/base-settings.ts';
import { ModuleBase } from '../module/module-base.ts';
import type { PortValues } from '../module/runnable.ts';

const settings = baseSettings.extend({ template: z.string().default('{{text}}') });
type PromptSettings = z.output<typeof settings>;

/** Text with places for values. */
export class PromptModule extends ModuleBase<PromptSettings> {
  static override readonly kind = 'prompt';
  static override readonly title = 'Prompt';
  static override readonly description =
    'Fills the {{variables}} of a text; each variable is an input.';
  static override readonly icon = 'text-quote';
  static override readonly category = 'text';
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'template',
      type: 'multiline',
      label: 'Template',
      rows: 6,
      variables: true,
      help: 'Write {{name}} where a value goes; an input of that name appears on the node.',
    },
  ] as const;
  static override readonly ports = PromptModule.portsFor({ template: '{{text}}' });

  static portsFor(own: Pick<PromptSettings, 'template'>): NodePorts {
    return {
      inputs: variablePorts(own.template),
      outputs: [{ id: 'text', label: 'Text', type: 'text' }],
    };
  }

  static summarize(own: PromptSettings): string {
    return listVariables(own.template).join(', ') || own.template.slice(0, 60);
  }

  protected override forward(inputs: PortValues): PortValues {
    return { text: fillTemplate(this.settings.template, inputs) };
  }
}
