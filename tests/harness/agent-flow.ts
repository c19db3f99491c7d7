import { configure, defineFlow, type FlowDefinition } from '../../core/engine/define-flow.ts';
import { AgentModule } from '../../core/modules/agent/agent.ts';
import { InputModule } from '../../core/modules/input.ts';
import { OutputModule } from '../../core/modules/output.ts';

/** question → an agent of the connection `script` → answer; the tools are wired to the agent, by their node ids. */
export function agentFlow(tools: FlowDefinition['nodes']): ReturnType<typeof defineFlow> {
  return defineFlow({
    name: 'Agent',
    nodes: {
      question: new InputModule(),
      agent: configure(AgentModule, { connection: 'script' }),
      ...tools,
      answer: new OutputModule(),
    },
    edges: [
      ['question.value', 'agent.prompt'],
      ['agent.text', 'answer.value'],
      ...Object.keys(tools).map((id) => [`${id}.tool`, 'agent.tools'] as const),
    ],
  });
}
