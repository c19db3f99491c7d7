import * as z from 'zod';
import type { ChatMessage } from '../../contracts/chat.ts';
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
import { advancedModelFields, modelFields, modelSettings } from './model-settings.ts';

const settings = modelSettings.extend({ variants: z.int().min(1).max(10).default(1) });
type RewriteSettings = z.output<typeof settings>;

/** A question that can be understood without the conversation before it. */
export class RewriteQuestionModule extends ModuleBase<RewriteSettings> {
  static override readonly kind = 'rewrite-question';
  static override readonly title = 'Rewrite question';
  static override readonly description =
    'Makes a question of a conversation stand alone, in one or several wordings, as searches need it.';
  static override readonly icon = 'message-circle-question';
  static override readonly category = 'models';
  static override readonly settings = settings;
  static override readonly capabilities = ['network', 'secrets'] as const;
  static override readonly durable = true;
  static override readonly fields = [
    ...modelFields,
    {
      key: 'variants',
      type: 'number',
      label: 'Wordings',
      min: 1,
      max: 10,
      step: 1,
      help: 'How many ways to put the question. More of them find more passages.',
    } as const,
    ...advancedModelFields,
  ];
  static override readonly ports: NodePorts = RewriteQuestionModule.portsFor({ instructions: '' });

  static portsFor(own: Pick<RewriteSettings, 'instructions'>): NodePorts {
    return {
      inputs: [
        { id: 'question', label: 'Question', type: 'text', required: true },
        {
          id: 'messages',
          label: 'Earlier messages',
          type: 'messages',
          description: 'The conversation that the question refers to.',
        },
        ...variablePorts(own.instructions),
      ],
      outputs: [
        { id: 'question', label: 'Question', type: 'text' },
        {
          id: 'variants',
          label: 'All wordings',
          type: 'json',
          description: 'A list of the question in all its wordings.',
        },
      ],
    };
  }

  static summarize({ variants }: RewriteSettings): string {
    return variants === 1 ? '' : `${variants} wordings`;
  }

  static checkSettings(own: RewriteSettings, facts: SettingsFacts): readonly SettingsIssue[] {
    return checkModelSettings(own, facts);
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { variants, instructions } = this.settings;
    const question = inputs['question'] as string;
    const earlier = (inputs['messages'] as readonly ChatMessage[] | undefined) ?? [];
    // Without a conversation there is nothing that the question could lean on.
    if (variants === 1 && earlier.length === 0 && instructions === '') {
      context.trace.note('unchanged', 'There are no earlier messages.');
      return { question, variants: [question] };
    }
    const messages = buildTask(describeTask(variants), instructions, inputs, ['question']);
    const outputSchema = schemaOf(variants);
    const answer = await askForObject(this.settings, { messages, outputSchema }, context);
    const all = (answer['questions'] as readonly string[]).map((each) => each.trim());
    const wordings = [...new Set(all.filter((each) => each !== ''))];
    const [first = question] = wordings;
    return { question: first, variants: wordings.length === 0 ? [question] : wordings };
  }
}

function describeTask(variants: number): string {
  const number =
    variants === 1 ? 'Give one wording.' : `Give ${variants} wordings that differ in their words.`;
  return `Rewrite the user’s last message as a question that can be understood without the messages before it: put names in place of words such as “it” and “there”. Keep its language and its meaning, and do not answer it. ${number}`;
}

function schemaOf(variants: number): JsonObject {
  return {
    type: 'object',
    properties: {
      questions: {
        type: 'array',
        items: { type: 'string' },
        minItems: 1,
        maxItems: variants,
      },
    },
    required: ['questions'],
    additionalProperties: false,
  };
}
