import type { ChatMessage, ToolCall } from '../../contracts/chat.ts';
import type { NodePorts } from '../../model/port.ts';
import { fillTemplate, variablePorts } from '../../model/template.ts';
import type { SummaryFacts } from '../../module/kind-registry.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { ToolHandle } from '../../module/tool-handle.ts';
import { MillraceError } from '../../shared/errors.ts';
import {
  advancedModelFields,
  applyOverrides,
  modelFields,
  modelSettings,
  type ModelSettings,
} from './model-settings.ts';
import { checkModelSettings } from './check-model-settings.ts';
import { TurnReader, type ModelTurn } from './turn-reader.ts';

const outputs = [
  { id: 'text', label: 'Text', type: 'text' },
  { id: 'toolCalls', label: 'Tool calls', type: 'json' },
] as const;

/** One turn of a chat model. With tools wired it may answer with calls, which it does not carry out. */
export class LlmModule extends ModuleBase<ModelSettings> {
  static override readonly kind = 'llm';
  static override readonly title = 'Chat model';
  static override readonly description = 'Asks a chat model and streams its answer.';
  static override readonly icon = 'sparkles';
  static override readonly category = 'models';
  static override readonly settings = modelSettings;
  static override readonly capabilities = ['network', 'secrets'] as const;
  static override readonly durable = true;
  static override readonly fields = [...modelFields, ...advancedModelFields];
  static override readonly ports: NodePorts = LlmModule.portsFor({ instructions: '' });

  static portsFor(own: Pick<ModelSettings, 'instructions'>): NodePorts {
    return {
      inputs: [
        { id: 'prompt', label: 'Prompt', type: 'text' },
        { id: 'messages', label: 'Messages', type: 'messages' },
        ...variablePorts(own.instructions),
        { id: 'tools', label: 'Tools', type: 'tool', multiple: true },
      ],
      outputs,
    };
  }

  static summarize(own: ModelSettings, facts: SummaryFacts): string {
    const tools =
      facts.toolCount === 0
        ? []
        : [`${facts.toolCount} ${facts.toolCount === 1 ? 'tool' : 'tools'}`];
    return [own.connection, own.model, ...tools].filter((part) => part !== '').join(' · ');
  }

  static checkSettings = checkModelSettings;

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const turn = await this.#ask(inputs, context);
    if (turn.finish === 'interrupted') {
      throw new MillraceError('no_finish_reason', 'The model’s answer stopped without an end.', {
        action: 'Run it again; what had arrived is in the record.',
      });
    }
    if (turn.finish === 'content-filter') {
      throw new MillraceError(
        'content_filtered',
        'The provider’s content filter stopped the answer.',
        {
          action: 'Change the prompt or the provider’s filter.',
        },
      );
    }
    if (turn.finish === 'length')
      context.trace.note('cut-by-length', 'The answer reached the token limit.');
    return {
      text: turn.text,
      toolCalls: turn.toolCalls,
      finish: turn.finish,
      ...(turn.reasoning === '' ? {} : { reasoning: turn.reasoning }),
      ...(turn.errors.length === 0 ? {} : { callErrors: turn.errors }),
    };
  }

  async #ask(inputs: PortValues, context: ModuleContext): Promise<ModelTurn> {
    const settings = applyOverrides(this.settings, context.overrides);
    const model = context.openConnection(settings.connection);
    const tools = (inputs['tools'] as readonly ToolHandle[] | undefined) ?? [];
    const stream = model.stream(
      {
        model: settings.model,
        messages: buildMessages(settings.instructions, inputs),
        tools: tools.map((tool) => tool.spec),
        ...(settings.temperature === null ? {} : { temperature: settings.temperature }),
        ...(settings.maxTokens === null ? {} : { maxTokens: settings.maxTokens }),
        ...(settings.rawFormat === '' ? {} : { rawFormat: settings.rawFormat }),
      },
      context.signal,
    );
    const reader = new TurnReader(context);
    for await (const parts of stream) reader.take(parts);
    return reader.end();
  }
}

/** The conversation that a turn is asked with. Throws `nothing_to_ask` without any text or message. */
export function buildMessages(instructions: string, inputs: PortValues): readonly ChatMessage[] {
  const system = fillTemplate(instructions, inputs);
  const messages: ChatMessage[] = system === '' ? [] : [{ role: 'system', content: system }];
  messages.push(...((inputs['messages'] as readonly ChatMessage[] | undefined) ?? []));
  if (typeof inputs['prompt'] === 'string')
    messages.push({ role: 'user', content: inputs['prompt'] });
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
