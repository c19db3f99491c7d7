import * as z from 'zod';
import type { ChatMessage } from '../../contracts/chat.ts';
import type { NodePorts } from '../../model/port.ts';
import { variablePorts } from '../../model/template.ts';
import type { SummaryFacts } from '../../module/kind-registry.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { ToolHandle } from '../../module/tool-handle.ts';
import { MillraceError, type ErrorInfo } from '../../shared/errors.ts';
import { LlmModule, buildMessages, toolCallsOf } from '../model/llm.ts';
import {
  advancedModelFields,
  applyOverrides,
  modelFields,
  modelSettings,
} from '../model/model-settings.ts';
import { checkModelSettings } from '../model/check-model-settings.ts';
import { runToolCalls } from './run-tool-calls.ts';

const settings = modelSettings.extend({
  strategy: z.enum(['function-calling']).default('function-calling'),
  maxRounds: z.int().min(1).max(100).default(6),
});
type AgentSettings = z.output<typeof settings>;

/** A model that calls tools until it can answer. Each round and each call is a child span. */
export class AgentModule extends ModuleBase<AgentSettings> {
  static override readonly kind = 'agent';
  static override readonly title = 'Agent';
  static override readonly description =
    'Lets a chat model call the wired tools, round by round, until it answers.';
  static override readonly icon = 'bot';
  static override readonly category = 'agents';
  static override readonly settings = settings;
  static override readonly capabilities = ['network', 'secrets'] as const;
  static override readonly fields = [
    ...modelFields,
    {
      key: 'strategy',
      type: 'select',
      label: 'Strategy',
      options: [{ value: 'function-calling', label: 'Function calling' }],
    } as const,
    {
      key: 'maxRounds',
      type: 'number',
      label: 'Most rounds',
      min: 1,
      max: 100,
      step: 1,
      help: 'One round is one answer of the model with the calls it makes.',
    } as const,
    ...advancedModelFields,
  ];
  static override readonly ports: NodePorts = AgentModule.portsFor({ instructions: '' });

  static portsFor(own: Pick<AgentSettings, 'instructions'>): NodePorts {
    return {
      inputs: [
        { id: 'prompt', label: 'Prompt', type: 'text', required: true },
        ...variablePorts(own.instructions),
        { id: 'tools', label: 'Tools', type: 'tool', multiple: true },
      ],
      outputs: [
        { id: 'text', label: 'Answer', type: 'text' },
        { id: 'messages', label: 'Messages', type: 'messages' },
      ],
    };
  }

  static summarize(own: AgentSettings, facts: SummaryFacts): string {
    const tools = `${facts.toolCount} ${facts.toolCount === 1 ? 'tool' : 'tools'}`;
    return [own.connection, 'function calling', tools].join(' · ');
  }

  static checkSettings = checkModelSettings;

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const tools = (inputs['tools'] as readonly ToolHandle[] | undefined) ?? [];
    refuseTwins(tools);
    const messages: ChatMessage[] = [...buildMessages(this.settings.instructions, inputs)];
    const own = applyOverrides(this.settings, context.overrides);
    for (let round = 1; round <= this.settings.maxRounds; round++) {
      const llm = new LlmModule({
        ...this.settings,
        instructions: '',
        outputSchema: '',
        timeoutMs: 0,
        retries: 0,
      });
      const turn = await context.call(
        llm,
        { messages, tools },
        { title: `round ${round} · ${own.model || own.connection}` },
      );
      const answer = await this.#continue(turn, messages, tools, context);
      if (answer !== undefined) return { text: answer, messages };
    }
    throw new MillraceError(
      'round_limit',
      `The agent had no answer after ${this.settings.maxRounds} rounds.`,
      {
        action: 'Raise “Most rounds”, or make the question or the tools simpler.',
      },
    );
  }

  /** Adds a turn and the results of its calls to the conversation; the answer, when the turn is one. */
  async #continue(
    turn: PortValues,
    messages: ChatMessage[],
    tools: readonly ToolHandle[],
    context: ModuleContext,
  ): Promise<string | undefined> {
    const text = typeof turn['text'] === 'string' ? turn['text'] : '';
    const calls = toolCallsOf(turn);
    const unread =
      (turn['callErrors'] as readonly { error: ErrorInfo; raw: string }[] | undefined) ?? [];
    if (turn['finish'] === 'length' && unread.length > 0) {
      throw new MillraceError(
        'incomplete_call',
        'The token limit cut the answer, so none of its tool calls was made.',
        {
          action: 'Raise “Most tokens”.',
        },
      );
    }
    messages.push({
      role: 'assistant',
      content: text,
      ...(calls.length > 0 ? { toolCalls: calls } : {}),
    });
    if (calls.length === 0 && unread.length === 0) return text;
    messages.push(...(await runToolCalls(calls, tools, context)));
    for (const { error } of unread) {
      context.trace.note('unreadable-call', error);
      messages.push({
        role: 'user',
        content: JSON.stringify({ error: { ...error, action: 'Write the tool call again.' } }),
      });
    }
    return undefined;
  }
}

function refuseTwins(tools: readonly ToolHandle[]): void {
  const seen = new Set<string>();
  for (const { spec, nodeId } of tools) {
    if (seen.has(spec.name)) {
      throw new MillraceError(
        'duplicate_tool',
        `Two of the wired tools are named "${spec.name}".`,
        {
          action: 'Rename one of the functions.',
          nodeId,
        },
      );
    }
    seen.add(spec.name);
  }
}
