import * as z from 'zod';
import type { ChatMessage, ChatRequest, ContentPart, ToolCall } from '../../contracts/chat.ts';
import type { Field } from '../../model/field.ts';
import type { NodePorts } from '../../model/port.ts';
import { fillTemplate, variablePorts } from '../../model/template.ts';
import type { SettingsFacts, SummaryFacts } from '../../module/kind-registry.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { ToolHandle } from '../../module/tool-handle.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import {
  advancedModelFields,
  applyOverrides,
  modelFields,
  modelSettings,
} from './model-settings.ts';
import { checkModelSettings } from './check-model-settings.ts';
import {
  askForRepair,
  checkOutput,
  checkSchemaSetting,
  invalidOutput,
  parseOutputSchema,
} from './output-schema.ts';
import { readAttachments } from './read-attachments.ts';
import { TurnReader, type ModelTurn } from './turn-reader.ts';

const settings = modelSettings.extend({
  /** JSON schema of the answer, as JSON text; '' for an answer in words. */
  outputSchema: z.string().default(''),
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
  static override readonly fields = [...modelFields, schemaField, ...advancedModelFields];
  static override readonly ports: NodePorts = LlmModule.portsFor({
    instructions: '',
    outputSchema: '',
  });

  static portsFor(own: Pick<LlmSettings, 'instructions' | 'outputSchema'>): NodePorts {
    return {
      inputs: [
        { id: 'prompt', label: 'Prompt', type: 'text' },
        { id: 'messages', label: 'Messages', type: 'messages' },
        ...variablePorts(own.instructions),
        { id: 'attachments', label: 'Attachments', type: 'json' },
        { id: 'tools', label: 'Tools', type: 'tool', multiple: true },
      ],
      outputs: [
        { id: 'text', label: 'Text', type: 'text' },
        ...(own.outputSchema === ''
          ? []
          : [{ id: 'value', label: 'Value', type: 'json' } as const]),
        { id: 'toolCalls', label: 'Tool calls', type: 'json' },
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

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const messages = buildMessages(this.settings.instructions, inputs);
    const { outputSchema } = this.settings;
    const schema = outputSchema.trim() === '' ? undefined : parseOutputSchema(outputSchema);
    const turn = await this.#ask(messages, schema, inputs, context);
    if (schema === undefined || turn.toolCalls.length > 0 || turn.errors.length > 0) {
      return toOutputs(turn);
    }
    const checked = checkOutput(turn.text, schema);
    if (checked.ok) return { ...toOutputs(turn), value: checked.value };
    const error = invalidOutput(checked.faults, turn.finish);
    if (turn.finish === 'length') throw error;
    // What was shown is void, as after any other retry.
    context.stream.retry(0, toErrorInfo(error));
    context.trace.note('repair', { answer: turn.text, faults: error.details });
    const repair: ChatMessage[] = [
      { role: 'assistant', content: turn.text },
      { role: 'user', content: askForRepair(checked.faults) },
    ];
    const second = await this.#ask([...messages, ...repair], schema, inputs, context);
    const again = checkOutput(second.text, schema);
    if (!again.ok) throw invalidOutput(again.faults, second.finish);
    return { ...toOutputs(second), value: again.value };
  }

  async #ask(
    messages: readonly ChatMessage[],
    outputSchema: JsonObject | undefined,
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<ModelTurn> {
    const own = applyOverrides(this.settings, context.overrides);
    const model = context.openConnection(own.connection);
    const tools = (inputs['tools'] as readonly ToolHandle[] | undefined) ?? [];
    const stream = model.stream(
      {
        model: own.model,
        messages,
        tools: tools.map((tool) => tool.spec),
        ...(own.temperature === null ? {} : { temperature: own.temperature }),
        ...(own.maxTokens === null ? {} : { maxTokens: own.maxTokens }),
        ...(own.rawFormat === '' ? {} : { rawFormat: own.rawFormat }),
        ...readStart(own.startInReasoning),
        ...(outputSchema === undefined ? {} : { outputSchema }),
      },
      context.signal,
    );
    const reader = new TurnReader(context);
    for await (const parts of stream) reader.take(parts);
    const turn = reader.end();
    refuseBadEnd(turn);
    if (turn.finish === 'length')
      context.trace.note('cut-by-length', 'The answer reached the token limit.');
    return turn;
  }
}

function readStart(
  setting: LlmSettings['startInReasoning'],
): Pick<ChatRequest, 'startInReasoning'> {
  if (setting === '') return {};
  return { startInReasoning: setting === 'auto' ? 'auto' : setting === 'yes' };
}

function refuseBadEnd({ finish }: ModelTurn): void {
  if (finish === 'interrupted') {
    throw new MillraceError('no_finish_reason', 'The model’s answer stopped without an end.', {
      action: 'Run it again; what had arrived is in the record.',
    });
  }
  if (finish === 'content-filter') {
    throw new MillraceError(
      'content_filtered',
      'The provider’s content filter stopped the answer.',
      { action: 'Change the prompt or the provider’s filter.' },
    );
  }
}

function toOutputs(turn: ModelTurn): PortValues {
  return {
    text: turn.text,
    toolCalls: turn.toolCalls,
    finish: turn.finish,
    ...(turn.reasoning === '' ? {} : { reasoning: turn.reasoning }),
    ...(turn.errors.length === 0 ? {} : { callErrors: turn.errors }),
  };
}

/** The conversation that a turn is asked with. Throws `nothing_to_ask` without any text or message. */
export function buildMessages(instructions: string, inputs: PortValues): readonly ChatMessage[] {
  const system = fillTemplate(instructions, inputs);
  const messages: ChatMessage[] = system === '' ? [] : [{ role: 'system', content: system }];
  messages.push(...((inputs['messages'] as readonly ChatMessage[] | undefined) ?? []));
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

/** Adds attachments to what the user said last, behind its text. */
function attach(messages: ChatMessage[], parts: readonly ContentPart[]): void {
  if (parts.length === 0) return;
  const place = messages.findLastIndex(({ role }) => role === 'user');
  const last = messages[place];
  if (last?.role !== 'user') {
    messages.push({ role: 'user', content: parts });
    return;
  }
  const { content } = last;
  const said = typeof content === 'string' ? [{ type: 'text', text: content } as const] : content;
  messages[place] = { role: 'user', content: [...said, ...parts] };
}

/** The calls that an llm's outputs hold. */
export function toolCallsOf(values: PortValues): readonly ToolCall[] {
  return (values['toolCalls'] as readonly ToolCall[] | undefined) ?? [];
}
