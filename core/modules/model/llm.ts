import * as z from 'zod';
import type { ChatMessage, ToolCall } from '../../contracts/chat.ts';
import type { Field } from '../../model/field.ts';
import type { NodePorts } from '../../model/port.ts';
import { fillTemplate, variablePorts } from '../../model/template.ts';
import type { SettingsFacts, SummaryFacts } from '../../module/kind-registry.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { ToolHandle } from '../../module/tool-handle.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { askForValue, type ModelManner } from './ask-model.ts';
import { attach } from './attach.ts';
import { advancedModelFields, modelFields, modelSettings } from './model-settings.ts';
import { checkModelSettings } from './check-model-settings.ts';
import { checkSchemaSetting, parseOutputSchema } from './output-schema.ts';
import { readAttachments } from './read-attachments.ts';
import type { ModelTurn } from './turn-reader.ts';

const settings = modelSettings.extend({
  /** JSON schema of the answer, as JSON text; '' for an answer in words. */
  outputSchema: z.string().default(''),
  /** Whether the answer may hold images. */
  wantsImages: z.boolean().default(false),
});
type LlmSettings = z.output<typeof settings>;

const schemaField: Field = {
  key: 'outputSchema',
  type: 'code',
  language: 'json',
  label: 'Answer as JSON',
  group: 'advanced',
  help: 'A JSON schema. The answer is checked against it, and comes as a value on its own output.',
};

const imagesField: Field = {
  key: 'wantsImages',
  type: 'switch',
  label: 'Images in the answer',
  group: 'advanced',
  help: 'For models that make images. They come on an output of their own.',
};

/** One turn of a chat model. With tools wired it may answer with calls, which it does not carry out. */
export class LlmModule extends ModuleBase<LlmSettings> {
  static override readonly kind = 'llm';
  static override readonly title = 'Chat model';
  static override readonly description = 'Asks a chat model and streams its answer.';
  static override readonly icon = 'sparkles';
  static override readonly category = 'models';
  static override readonly settings = settings;
  static override readonly capabilities = ['network', 'secrets'] as const;
  static override readonly durable = true;
  static override readonly fields = [
    ...modelFields,
    schemaField,
    imagesField,
    ...advancedModelFields,
  ];
  static override readonly ports: NodePorts = LlmModule.portsFor({
    instructions: '',
    outputSchema: '',
    wantsImages: false,
  });

  static portsFor(
    own: Pick<LlmSettings, 'instructions' | 'outputSchema' | 'wantsImages'>,
  ): NodePorts {
    return {
      inputs: [
        { id: 'prompt', label: 'Prompt', type: 'text' },
        {
          id: 'messages',
          label: 'Messages',
          type: 'messages',
          description: 'The conversation so far; the prompt comes after it.',
        },
        ...variablePorts(own.instructions),
        { id: 'attachments', label: 'Attachments', type: 'json' },
        { id: 'tools', label: 'Tools', type: 'tool', multiple: true },
      ],
      outputs: [
        { id: 'text', label: 'Text', type: 'text' },
        ...(own.outputSchema === ''
          ? []
          : [{ id: 'value', label: 'Value', type: 'json' } as const]),
        {
          id: 'toolCalls',
          label: 'Tool calls',
          type: 'json',
          description: 'What the model wants called; nothing is called here.',
        },
        ...(own.wantsImages ? [{ id: 'images', label: 'Images', type: 'json' } as const] : []),
      ],
    };
  }

  static summarize(own: LlmSettings, facts: SummaryFacts): string {
    const tools =
      facts.toolCount === 0
        ? []
        : [`${facts.toolCount} ${facts.toolCount === 1 ? 'tool' : 'tools'}`];
    return [own.connection, own.model, ...tools].filter((part) => part !== '').join(' · ');
  }

  static checkSettings(own: LlmSettings, facts: SettingsFacts): readonly SettingsIssue[] {
    return [...checkModelSettings(own, facts), ...checkSchemaSetting(own.outputSchema)];
  }

  /** How its turns are read and shown. */
  protected get manner(): ModelManner {
    return {};
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { outputSchema, instructions, wantsImages } = this.settings;
    const question = {
      messages: buildMessages(instructions, inputs),
      tools: (inputs['tools'] as readonly ToolHandle[] | undefined) ?? [],
      wantsImages,
      outputSchema: outputSchema.trim() === '' ? undefined : parseOutputSchema(outputSchema),
      manner: this.manner,
    };
    const { turn, value } = await askForValue(this.settings, question, context);
    return { ...toOutputs(turn), ...(value === undefined ? {} : { value }) };
  }
}

function toOutputs(turn: ModelTurn): PortValues {
  return {
    text: turn.text,
    toolCalls: turn.toolCalls,
    ...(turn.images.length === 0 ? {} : { images: turn.images }),
    finish: turn.finish,
    ...(turn.reasoning === '' ? {} : { reasoning: turn.reasoning }),
    ...(turn.errors.length === 0 ? {} : { callErrors: turn.errors }),
  };
}

/** The conversation that a turn is asked with. Throws `nothing_to_ask` without any text or message. */
export function buildMessages(instructions: string, inputs: PortValues): readonly ChatMessage[] {
  const system = fillTemplate(instructions, inputs);
  const messages: ChatMessage[] = [
    ...(system === '' ? [] : [{ role: 'system', content: system } as const]),
    ...((inputs['messages'] as readonly ChatMessage[] | undefined) ?? []),
  ];
  if (typeof inputs['prompt'] === 'string')
    messages.push({ role: 'user', content: inputs['prompt'] });
  attach(messages, readAttachments(inputs['attachments']));
  if (messages.length === 0) {
    throw new MillraceError(
      'nothing_to_ask',
      'The model was given neither a prompt nor messages.',
      {
        action: 'Connect the Prompt input, or write instructions.',
      },
    );
  }
  return messages;
}

/** The calls that an llm's outputs hold. */
export function toolCallsOf(values: PortValues): readonly ToolCall[] {
  return (values['toolCalls'] as readonly ToolCall[] | undefined) ?? [];
}
