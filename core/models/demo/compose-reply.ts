import { contentText } from '../../contracts/chat.ts';
import type { ChatMessage, ChatRequest, ToolCall, ToolSpec } from '../../contracts/chat.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject } from '../../shared/json.ts';
import { removeDirectives } from './demo-behaviour.ts';
import type { DemoFault } from './demo-behaviour.ts';
import { planCalls } from './plan-calls.ts';
import { playAgent, readStep } from './play-agent.ts';
import { removeRoundNote } from './read-agent-prompt.ts';
import type { Plan, PlannedCall } from './plan-calls.ts';
import { answerTask } from './answer-task.ts';
import { chooseOptions } from './choose-options.ts';
import { fillSchema } from './fill-schema.ts';
import { findSuggestion } from './find-suggestion.ts';
import { scorePassages } from './score-passages.ts';
import { readToolError, wordResult } from './word-results.ts';
import type { ToolResult } from './word-results.ts';
import { joinList, truncate } from './words.ts';

/** What the demo model says in one turn. */
export interface DemoReply {
  /** Shown only when it is told to reason. */
  readonly reasoning: string;
  readonly text: string;
  readonly calls: readonly PlannedCall[];
}

/**
 * Decides a turn: calls for a question that a tool answers, the words for results that are there, else plain text; JSON
 * where a schema asks for it.
 */
export function composeReply(request: ChatRequest, fault: DemoFault | undefined): DemoReply {
  const played = playAgent(request);
  if (played !== undefined) return { ...played, calls: [] };
  const reply = composeWords(request, fault);
  if (request.outputSchema === undefined || reply.calls.length > 0) return reply;
  const question = request.messages.findLast((message) => message.role === 'user');
  const asked = removeDirectives(contentText(question?.content ?? ''));
  const value = fillSchema(request.outputSchema, asked);
  const chosen = {
    ...chooseOptions(request.outputSchema, instructionsOf(request.messages), asked),
    ...scorePassages(request.outputSchema, asked),
  };
  const filled = isJsonObject(value) ? { ...value, ...chosen } : value;
  return { ...reply, text: JSON.stringify(filled, null, 2) };
}

function composeWords(request: ChatRequest, fault: DemoFault | undefined): DemoReply {
  const questions = request.messages.filter((message) => message.role === 'user');
  const asked = removeRoundNote(contentText(questions.at(-1)?.content ?? ''));
  const question = readStep(removeDirectives(asked));
  const rounds = readRounds(request.messages);
  const isChinese = /\p{Script=Han}/u.test(question);
  if (rounds.length > 0) return composeAnswer(rounds, question, request.tools);
  const earlier = questions.at(-2);
  const plan = planCalls(
    question,
    request.tools,
    earlier === undefined ? undefined : removeDirectives(contentText(earlier.content)),
  );
  const reasoning = describePlan(plan, question, request.tools);
  switch (plan.kind) {
    case 'calls':
      return { reasoning, text: announce(plan.calls, isChinese), calls: spoil(plan.calls, fault) };
    case 'ask':
      return {
        reasoning,
        text: `I would use ${plan.tool} for that, but your question does not say which “${plan.parameter}” you mean. Please tell me, and I will look it up.`,
        calls: [],
      };
    case 'answer':
      return {
        reasoning,
        text:
          answerTask(instructionsOf(request.messages), question) ??
          answerPlainly(question, request.tools.length, isChinese),
        calls: [],
      };
    default:
      return assertNever(plan, 'plan');
  }
}

function instructionsOf(messages: readonly ChatMessage[]): string {
  return messages.flatMap((item) => (item.role === 'system' ? [item.content] : [])).join('\n\n');
}

/** The results of each round of calls since the last question. */
function readRounds(messages: readonly ChatMessage[]): readonly (readonly ToolResult[])[] {
  const rounds: ToolResult[][] = [];
  let calls: readonly ToolCall[] = [];
  for (const message of messages.slice(
    messages.findLastIndex((item) => item.role === 'user') + 1,
  )) {
    if (message.role === 'assistant' && (message.toolCalls?.length ?? 0) > 0) {
      calls = message.toolCalls ?? [];
      rounds.push([]);
    } else if (message.role === 'tool') {
      const call = calls.find((item) => item.id === message.toolCallId);
      const planned = {
        name: call?.name ?? message.name,
        arguments: parseArguments(call?.arguments),
      };
      if (rounds.length === 0) rounds.push([]);
      rounds.at(-1)?.push({ call: planned, content: removeRoundNote(message.content) });
    }
  }
  return rounds.filter((round) => round.length > 0);
}

function parseArguments(text: string | undefined): JsonObject {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

function composeAnswer(
  rounds: readonly (readonly ToolResult[])[],
  question: string,
  tools: readonly ToolSpec[],
): DemoReply {
  const results = rounds.flat();
  const last = rounds.at(-1) ?? [];
  const corrected = rounds.length === 1 ? correctCalls(last, question, tools) : [];
  if (corrected.length > 0) {
    return {
      reasoning: 'A call was refused, so I correct it and try once more.',
      text: 'That call was not accepted; let me correct it. ',
      calls: corrected,
    };
  }
  const good = results.filter((result) => readToolError(result.content) === undefined);
  const failed = last.filter((result) => readToolError(result.content) !== undefined);
  const sentences = [
    ...good.map(wordResult),
    ...failed.map(({ call, content }) => `${call.name} failed: ${readToolError(content) ?? ''}`),
  ];
  const reasoning = `I have ${results.length} ${results.length === 1 ? 'result' : 'results'} and put ${results.length === 1 ? 'it' : 'them'} into words.`;
  return { reasoning, text: sentences.join(' '), calls: [] };
}

/** New calls for those that were refused: under the suggested name, with the arguments read anew. */
function correctCalls(
  results: readonly ToolResult[],
  question: string,
  tools: readonly ToolSpec[],
): readonly PlannedCall[] {
  const refused = results.filter((result) => readToolError(result.content) !== undefined);
  if (refused.length === 0) return [];
  const plan = planCalls(question, tools);
  const planned = plan.kind === 'calls' ? plan.calls : [];
  const corrected = refused.flatMap((result) => {
    const { call, content } = result;
    if (!tools.some((tool) => tool.name === call.name)) {
      const suggested = findSuggestion(content, tools);
      return suggested === undefined ? [] : [{ name: suggested, arguments: call.arguments }];
    }
    // The call in the same place is what this one was meant to be.
    const place = results.indexOf(result);
    const meant = planned.length === results.length ? planned[place] : undefined;
    return meant === undefined ? [] : [meant];
  });
  const tried = new Set(results.map((result) => JSON.stringify(result.call)));
  return corrected.filter((call) => !tried.has(JSON.stringify(call)));
}

function spoil(
  calls: readonly PlannedCall[],
  fault: DemoFault | undefined,
): readonly PlannedCall[] {
  if (fault === 'wrong-name')
    return calls.map((call) => ({ ...call, name: call.name.slice(0, -1) }));
  if (fault === 'bad-arguments') return calls.map((call) => ({ ...call, arguments: {} }));
  return calls;
}

function announce(calls: readonly PlannedCall[], isChinese: boolean): string {
  const names = calls.flatMap(
    (call) => Object.values(call.arguments).find((value) => typeof value === 'string') ?? [],
  );
  const topics = joinList([...new Set(names.map(String))].slice(0, 5), isChinese);
  if (isChinese) return `好的，我来查一下${topics}。`;
  return topics === '' || topics.length > 60
    ? 'Let me look that up. '
    : `Let me look that up for ${topics}. `;
}

function answerPlainly(question: string, toolCount: number, isChinese: boolean): string {
  const shown = truncate(question.replace(/\s+/g, ' '), 120);
  if (isChinese) {
    return `这是模拟模型的回答，没有使用人工智能。您问的是：“${shown}”。接入真实的模型，就能得到真正的答案。`;
  }
  const tools =
    toolCount > 0 ? ` None of the ${toolCount} wired tools fits it, so I called none.` : '';
  if (shown === '')
    return `Hello! I am a simulated model: no AI is at work here.${tools} Ask me something.`;
  return `You asked: “${shown}”.${tools} I am a simulated model, so this answer is made up of your own words, but it streams as a real one does. Choose another connection to get a real answer.`;
}

function describePlan(plan: Plan, question: string, tools: readonly ToolSpec[]): string {
  const opening = `The question is “${truncate(question, 80)}”, and ${tools.length} ${tools.length === 1 ? 'tool is' : 'tools are'} wired.`;
  switch (plan.kind) {
    case 'calls':
      return `${opening} ${joinList([...new Set(plan.calls.map((call) => call.name))])} fits, with ${plan.calls.length} ${plan.calls.length === 1 ? 'call' : 'calls'}.`;
    case 'ask':
      return `${opening} ${plan.tool} fits, but ${plan.parameter} is missing.`;
    case 'answer':
      return `${opening} No tool is needed.`;
    default:
      return assertNever(plan, 'plan');
  }
}
