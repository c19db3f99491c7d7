import * as z from 'zod';
import type { Field } from '../../model/field.ts';
import type { NodePorts } from '../../model/port.ts';
import { variablePorts } from '../../model/template.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import type { SettingsFacts } from '../../module/kind-registry.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { JsonObject } from '../../shared/json.ts';
import { askForObject } from './ask-model.ts';
import { buildTask } from './build-task.ts';
import { checkModelSettings } from './check-model-settings.ts';
import { modelSettings, taskFields } from './model-settings.ts';
import { checkOutputNames, isOutputName } from './output-names.ts';

const label = z.strictObject({
  name: z.string().min(1),
  /** When it fits, as the model is told. */
  description: z.string().default(''),
});
type Label = z.output<typeof label>;

const settings = modelSettings.extend({
  labels: z.array(label).default([
    { name: 'question', description: 'Somebody wants to know something.' },
    { name: 'complaint', description: 'Somebody is not content.' },
  ]),
  /** Whether what fits no label goes to the output `other`. */
  hasOther: z.boolean().default(true),
  /** Whether the model says how sure it is. */
  hasConfidence: z.boolean().default(false),
  /** Below this confidence, from 0 to 1, a text goes to `other`; counts with both switches on. */
  minConfidence: z.number().min(0).max(1).default(0),
});
type ClassifySettings = z.output<typeof settings>;

const otherLabel = 'other';
const taken = [otherLabel, 'label', 'confidence'];

const ownFields: readonly Field[] = [
  {
    key: 'labels',
    type: 'json',
    label: 'Labels',
    help: 'A list, such as {"name": "billing", "description": "Invoices and payments"}. Each name becomes an output.',
  },
  { key: 'hasOther', type: 'switch', label: 'An output for all else' },
  {
    key: 'hasConfidence',
    type: 'switch',
    label: 'Ask for the confidence',
    help: 'The model says how sure it is, from 0 to 1.',
  },
  {
    key: 'minConfidence',
    type: 'number',
    label: 'Least confidence',
    min: 0,
    max: 1,
    step: 0.05,
    group: 'advanced',
    help: 'Below it, a text goes to “other”. Needs both switches.',
  },
];

/** A text's label, and the way that belongs to it. */
export class ClassifyModule extends ModuleBase<ClassifySettings> {
  static override readonly kind = 'classify';
  static override readonly title = 'Classify';
  static override readonly description =
    'Lets a model choose the label of a text, which goes on from the output of that name.';
  static override readonly icon = 'tags';
  static override readonly category = 'models';
  static override readonly settings = settings;
  static override readonly capabilities = ['network', 'secrets'] as const;
  static override readonly durable = true;
  static override readonly fields = taskFields(ownFields);
  static override readonly ports: NodePorts = ClassifyModule.portsFor(settings.parse({}));

  static portsFor(own: ClassifySettings): NodePorts {
    return {
      inputs: [
        { id: 'text', label: 'Text', type: 'text', required: true },
        {
          id: 'messages',
          label: 'Earlier messages',
          type: 'messages',
          description: 'The conversation that the text belongs to, read but not judged.',
        },
        ...variablePorts(own.instructions),
      ],
      outputs: [
        ...usableNames(own.labels).map((id) => ({ id, label: id, type: 'text' as const })),
        ...(own.hasOther ? [{ id: otherLabel, label: 'Other', type: 'text' } as const] : []),
        {
          id: 'label',
          label: 'Label',
          type: 'text',
          description: 'The name of the label that was chosen.',
        },
        ...(own.hasConfidence
          ? [
              {
                id: 'confidence',
                label: 'Confidence',
                type: 'number',
                description: 'How sure the model says it is, from 0 to 1.',
              } as const,
            ]
          : []),
      ],
    };
  }

  static summarize({ labels }: ClassifySettings): string {
    return labels
      .map(({ name }) => name)
      .join(', ')
      .slice(0, 60);
  }

  static checkSettings(own: ClassifySettings, facts: SettingsFacts): readonly SettingsIssue[] {
    return [...checkModelSettings(own, facts), ...checkLabels(own)];
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const task = describeTask(this.settings);
    const messages = buildTask(task, this.settings.instructions, inputs, ['text']);
    const outputSchema = schemaOf(this.settings);
    const answer = await askForObject(this.settings, { messages, outputSchema }, context);
    const { hasOther, hasConfidence, minConfidence } = this.settings;
    const { confidence } = answer;
    const chosen = answer['label'] as string;
    const isUnsure = hasConfidence && hasOther && (confidence as number) < minConfidence;
    const name = isUnsure ? otherLabel : chosen;
    if (isUnsure) context.trace.note('unsure', { label: chosen, confidence });
    return {
      label: name,
      [name]: inputs['text'],
      ...(hasConfidence ? { confidence } : {}),
    };
  }
}

function describeTask({ labels, hasOther, hasConfidence }: ClassifySettings): string {
  const lines = labels.map(({ name, description }) =>
    description === '' ? `- ${name}` : `- ${name}: ${description}`,
  );
  if (hasOther) lines.push(`- ${otherLabel}: none of the others fits.`);
  const confidence = hasConfidence ? ' Say how sure you are, from 0 to 1.' : '';
  return `Choose the one label that fits the user’s last message best; do not answer the message.${confidence} The labels:\n${lines.join('\n')}`;
}

function schemaOf({ labels, hasOther, hasConfidence }: ClassifySettings): JsonObject {
  const names = labels.map(({ name }) => name);
  return {
    type: 'object',
    properties: {
      label: { type: 'string', enum: hasOther ? [...names, otherLabel] : names },
      ...(hasConfidence ? { confidence: { type: 'number', minimum: 0, maximum: 1 } } : {}),
    },
    required: hasConfidence ? ['label', 'confidence'] : ['label'],
    additionalProperties: false,
  };
}

function usableNames(labels: readonly Label[]): readonly string[] {
  return [...new Set(labels.map(({ name }) => name).filter((name) => isOutputName(name, taken)))];
}

function checkLabels({ labels, hasOther }: ClassifySettings): readonly SettingsIssue[] {
  if (labels.length + (hasOther ? 1 : 0) < 2) {
    return [
      {
        severity: 'error',
        code: 'too_few_labels',
        message: 'There is nothing to choose from.',
        action: 'Give at least two labels, or one and an output for all else.',
        path: ['labels'],
      },
    ];
  }
  return checkOutputNames(labels, { setting: 'labels', what: 'label', taken });
}
