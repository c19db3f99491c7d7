import type { ChatMessage } from '../../../contracts/chat.ts';
import type { ToolHandle } from '../../../module/tool-handle.ts';
import { addInstructions, splitSystem } from '../agent-job.ts';
import { describeTools } from '../describe-tools.ts';

/** The conversation as a model without tool calls reads and writes it: thoughts, actions and observations as text. */
export function writeReactMessages(
  messages: readonly ChatMessage[],
  tools: readonly ToolHandle[],
): readonly ChatMessage[] {
  const { system, rest } = splitSystem(messages);
  const written: ChatMessage[] = [addInstructions(system, explain(tools))];
  for (const message of rest) {
    if (message.role === 'tool') observe(written, message.name, message.content);
    else if (message.role === 'assistant') written.push(writeTurn(message));
    else written.push(message);
  }
  return written;
}

function explain(tools: readonly ToolHandle[]): string {
  const end = 'Thought: I know the answer.\nFinal Answer: the answer';
  if (tools.length === 0) return `Answer in this form:\n\n${end}`;
  return `You can use these tools:
${describeTools(tools)}

Write in this form, each label at the start of a line:

Thought: what you think about what to do next
Action: the name of one tool
Action Input: its arguments as one JSON object
Observation: the tool's result; it is given to you, so stop before it and never write it yourself

Repeat this as often as you need. When you know the answer, write instead:

${end}`;
}

/** What the model is told when it wrote neither an action nor an answer. */
export const askForAction =
  'You wrote neither an action nor an answer. Write “Action:” with “Action Input:”, or “Final Answer:”.';

function writeTurn(message: Extract<ChatMessage, { role: 'assistant' }>): ChatMessage {
  const { content, reasoning = '', toolCalls = [] } = message;
  const thought = [reasoning, toolCalls.length > 0 ? content : '']
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const lines = thought.length === 0 ? [] : [`Thought: ${thought.join(' ')}`];
  for (const call of toolCalls) {
    lines.push(`Action: ${call.name}`, `Action Input: ${call.arguments.trim() || '{}'}`);
  }
  if (toolCalls.length === 0) lines.push(`Final Answer: ${content}`);
  return { role: 'assistant', content: lines.join('\n') };
}

/** Results of one turn's calls stand in one message, since roles must take turns for many models. */
function observe(written: ChatMessage[], name: string, content: string): void {
  const line = `Observation (${name}): ${content}`;
  const last = written.at(-1);
  const said = last?.role === 'user' && typeof last.content === 'string' ? last.content : '';
  if (!said.startsWith('Observation (')) written.push({ role: 'user', content: line });
  else written[written.length - 1] = { role: 'user', content: `${said}\n${line}` };
}
