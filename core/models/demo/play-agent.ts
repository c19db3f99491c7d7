import { contentText } from '../../contracts/chat.ts';
import type { ChatMessage, ChatRequest } from '../../contracts/chat.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject } from '../../shared/json.ts';
import { removeDirectives } from './demo-behaviour.ts';
import { planCalls, splitQuestion, type PlannedCall } from './plan-calls.ts';
import {
  readActions,
  readEvidence,
  readObservations,
  readToolLines,
  removeRoundNote,
} from './read-agent-prompt.ts';
import { readToolError, wordResult, type ToolResult } from './word-results.ts';

/** What the demo model writes where an agent asks in one of its protocols. */
export interface AgentPlay {
  readonly reasoning: string;
  readonly text: string;
}

/** The text that fits an agent's protocol: a thought with an action, a plan, evidence wanted, an answer; undefined for all else. */
export function playAgent(request: ChatRequest): AgentPlay | undefined {
  const system = systemOf(request.messages);
  const asked = removeRoundNote(lastQuestion(request.messages));
  const properties = request.outputSchema?.['properties'];
  if (isJsonObject(properties) && isJsonObject(properties['steps']))
    return playPlanner(asked, properties);
  if (/^Action Input:/m.test(system)) return playReact(request.messages, system);
  if (system.includes('#E1 = tool[')) return playEvidencePlan(asked, system);
  if (/^#E\d+ = /m.test(asked) && asked.includes('\nEvidence: '))
    return speak(readEvidence(asked).map(wordOutcome));
  if (system.includes('The steps of a plan have been carried out'))
    return speak(readResults(asked));
  return undefined;
}

/** What a step of a plan asks; any other question as it is. */
export function readStep(question: string): string {
  return /^Task: [^]*\n\nStep: ([^]*)$/.exec(question)?.[1]?.trim() ?? question;
}

function playPlanner(asked: string, properties: JsonObject): AgentPlay {
  if (isJsonObject(properties['done'])) {
    const left = /Steps left:\n([^]*)$/.exec(asked)?.[1] ?? '';
    const steps = [...left.matchAll(/^\d+\. (.+)$/gm)].map(([, step = '']) => step.trim());
    const plan = { done: steps.length === 0, steps };
    return { reasoning: `${steps.length} steps are left.`, text: JSON.stringify(plan) };
  }
  const steps = splitQuestion(readTask(asked)).map((part) => part.trim().replace(/[?.!]+$/, ''));
  return {
    reasoning: `The task falls into ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}.`,
    text: JSON.stringify({ steps }),
  };
}

function playReact(messages: readonly ChatMessage[], system: string): AgentPlay {
  const start = messages.findLastIndex(
    (message) => message.role === 'user' && !isAgentSpeech(contentText(message.content)),
  );
  const question = removeDirectives(removeRoundNote(contentText(messages[start]?.content ?? '')));
  const since = messages.slice(start + 1);
  const made = since.flatMap((message) =>
    message.role === 'assistant' ? readActions(message.content) : [],
  );
  const seen = since.flatMap((message) =>
    message.role === 'user' ? readObservations(removeRoundNote(contentText(message.content))) : [],
  );
  const plan = planCalls(question, readToolLines(system));
  const planned = plan.kind === 'calls' ? plan.calls : [];
  const next = planned.find((call) => !made.some((other) => isSame(call, other)));
  if (next !== undefined) {
    return {
      reasoning: '',
      text: `Thought: I need ${next.name} for that.\nAction: ${next.name}\nAction Input: ${JSON.stringify(next.arguments)}`,
    };
  }
  const results = made.map((call, index) => ({ call, content: seen[index] ?? '' }));
  const answer =
    results.length === 0
      ? 'None of the tools fits, so I only say that I am a simulated model.'
      : results.map(wordOutcome).join(' ');
  return { reasoning: '', text: `Thought: I know the answer.\nFinal Answer: ${answer}` };
}

function playEvidencePlan(asked: string, system: string): AgentPlay {
  const plan = planCalls(removeDirectives(asked), readToolLines(system));
  const calls = plan.kind === 'calls' ? plan.calls : [];
  const lines = calls.map(
    ({ name, arguments: values }, index) =>
      `Plan: ${name} tells a part of it.\n#E${index + 1} = ${name}[${JSON.stringify(values)}]`,
  );
  const none = `Plan: No tool fits, so I answer myself.\n#E1 = LLM[${asked.replaceAll(/[[\]\n]/g, ' ')}]`;
  return {
    reasoning: `${calls.length} ${calls.length === 1 ? 'call' : 'calls'} will do.`,
    text: lines.length === 0 ? none : lines.join('\n'),
  };
}

function speak(sentences: readonly string[]): AgentPlay {
  return {
    reasoning: `I put ${sentences.length} results together.`,
    text: sentences.join(' ') || 'The plan found nothing.',
  };
}

function wordOutcome(result: ToolResult): string {
  const error = readToolError(result.content);
  if (error !== undefined) return `${result.call.name} failed: ${error}`;
  return result.call.name === 'LLM' ? result.content : wordResult(result);
}

function readResults(asked: string): readonly string[] {
  return [...asked.matchAll(/^ {3}→ (.+)$/gm)].map(([, result = '']) => result.trim());
}

function readTask(asked: string): string {
  return removeDirectives(/^Task: ([^]*)$/.exec(asked)?.[1] ?? asked);
}

/** What an agent says in the person's place. */
function isAgentSpeech(text: string): boolean {
  return /^(?:Observation \(|You wrote neither |You have no rounds left)/.test(text);
}

function isSame(one: PlannedCall, other: PlannedCall): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function systemOf(messages: readonly ChatMessage[]): string {
  return messages.flatMap(({ role, content }) => (role === 'system' ? [content] : [])).join('\n');
}

function lastQuestion(messages: readonly ChatMessage[]): string {
  return contentText(messages.findLast(({ role }) => role === 'user')?.content ?? '');
}
