import type { ChatMessage } from '../../contracts/chat.ts';
import type { NodePorts } from '../../model/port.ts';
import { listVariables, variablePorts } from '../../model/template.ts';
import type { SettingsFacts, SummaryFacts } from '../../module/kind-registry.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { OfferedTool, ToolHandle, ToolProvider } from '../../module/tool-handle.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { buildMessages } from '../model/llm.ts';
import { advancedModelFields, modelFields } from '../model/model-settings.ts';
import { checkModelSettings } from '../model/check-model-settings.ts';
import { checkToolName } from '../tool/check-tool-name.ts';
import { rulesOf } from '../tool/tool-rules.ts';
import { textParameters } from '../tool/text-parameters.ts';
import {
  advancedAgentFields,
  agentFields,
  agentSettings,
  strategyWords,
  type AgentSettings,
} from './agent-settings.ts';
import { strategies } from './strategies/index.ts';

/** A model that calls tools until it can answer. Each plan, round and call is a child span. */
export class AgentModule extends ModuleBase<AgentSettings> implements ToolProvider {
  static override readonly kind = 'agent';
  static override readonly title = 'Agent';
  static override readonly description =
    'Lets a chat model call the wired tools, round by round, until it answers.';
  static override readonly icon = 'bot';
  static override readonly category = 'agents';
  static override readonly settings = agentSettings;
  static override readonly capabilities = ['network', 'secrets'] as const;
  static override readonly fields = [
    ...modelFields,
    ...agentFields,
    ...advancedAgentFields,
    ...advancedModelFields,
  ];
  static override readonly ports: NodePorts = AgentModule.portsFor({
    instructions: '',
    asTool: false,
  });

  static portsFor(own: Pick<AgentSettings, 'instructions' | 'asTool'>): NodePorts {
    const tools = {
      id: 'tools',
      label: 'Tools',
      type: 'tool',
      description: 'What the model may call, from any number of nodes.',
      multiple: true,
    } as const;
    if (own.asTool) {
      return { inputs: [tools], outputs: [{ id: 'tool', label: 'Tool', type: 'tool' }] };
    }
    return {
      inputs: [
        { id: 'prompt', label: 'Prompt', type: 'text', required: true },
        {
          id: 'messages',
          label: 'Earlier messages',
          type: 'messages',
          description: 'The conversation so far; the prompt comes after it.',
        },
        ...variablePorts(own.instructions),
        tools,
      ],
      outputs: [
        { id: 'text', label: 'Answer', type: 'text' },
        {
          id: 'messages',
          label: 'Messages',
          type: 'messages',
          description: 'The whole conversation of this run, with calls and results.',
        },
      ],
    };
  }

  static summarize(own: AgentSettings, facts: SummaryFacts): string {
    const tools = `${facts.toolCount} ${facts.toolCount === 1 ? 'tool' : 'tools'}`;
    const name = own.asTool ? [own.toolName] : [];
    return [...name, own.connection, strategyWords[own.strategy], tools].join(' · ');
  }

  static checkSettings(own: AgentSettings, facts: SettingsFacts): readonly SettingsIssue[] {
    const name = own.asTool ? checkToolName(own.toolName, own.toolDescription) : [];
    return [...checkModelSettings(own, facts), ...name];
  }

  provideTools(): readonly OfferedTool[] {
    const { toolName, toolDescription, instructions } = this.settings;
    const parameters = textParameters({
      prompt: 'What it is asked to do, with all that it needs to know.',
      ...Object.fromEntries(listVariables(instructions).map((name) => [name, ''])),
    });
    const rules = rulesOf(this.settings);
    return [{ name: toolName, description: toolDescription, parameters, ...rules }];
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { arguments: values, tool: _tool, ...wired } = inputs;
    const isCalled = this.settings.asTool && values !== undefined;
    const asked: PortValues = isCalled ? { ...wired, ...(values as JsonObject) } : inputs;
    const tools = (inputs['tools'] as readonly ToolHandle[] | undefined) ?? [];
    refuseTwins(tools);
    const messages = buildMessages(this.settings.instructions, withoutSystem(asked, this.settings));
    const solve = strategies[this.settings.strategy];
    const answer = await solve({ settings: this.settings, messages, tools, context });
    if (isCalled) return { result: answer.text };
    return { text: answer.text, messages: answer.messages };
  }
}

/** Instructions of the agent's own stand in place of those that an earlier conversation began with. */
function withoutSystem(inputs: PortValues, { instructions }: AgentSettings): PortValues {
  const earlier = inputs['messages'] as readonly ChatMessage[] | undefined;
  if (earlier === undefined || instructions.trim() === '') return inputs;
  return { ...inputs, messages: earlier.filter(({ role }) => role !== 'system') };
}

function refuseTwins(tools: readonly ToolHandle[]): void {
  const seen = new Set<string>();
  for (const { spec, nodeId } of tools) {
    if (seen.has(spec.name)) {
      throw new MillraceError(
        'duplicate_tool',
        `Two of the wired tools are named "${spec.name}".`,
        { action: 'Rename one of the functions.', nodeId },
      );
    }
    seen.add(spec.name);
  }
}
