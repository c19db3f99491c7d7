import type { ChatMessage } from '../../contracts/chat.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { ToolHandle } from '../../module/tool-handle.ts';
import { MillraceError, type ErrorInfo } from '../../shared/errors.ts';
import type { LlmModule } from '../model/llm.ts';
import { toolCallsOf } from '../model/llm.ts';
import { askModel, textOf, type AgentJob } from './agent-job.ts';
import { readNames } from './agent-settings.ts';
import { KeyedLocks } from './keyed-locks.ts';
import { runToolCalls, type ToolOutcome } from './run-tool-calls.ts';
import { shortenResults } from './shorten-results.ts';
import { tellRoundsLeft } from './tell-rounds-left.ts';

/** How a model and its agent speak of tools; the conversation is kept the same in every dialect. */
export interface Dialect {
  /** The tools that go to the model's endpoint. */
  offer(tools: readonly ToolHandle[]): readonly ToolHandle[];
  /** The conversation as the model reads it. */
  write(messages: readonly ChatMessage[], tools: readonly ToolHandle[]): readonly ChatMessage[];
  /** The module that asks and reads; the plain one when absent. */
  createModel?(settings: LlmModule['settings'], tools: readonly ToolHandle[]): LlmModule;
  /** What to tell a model that neither called anything nor answered; undefined where that is an answer too. */
  readonly askAgain?: string;
}

/** Tool calls as endpoints know them. */
const nativeDialect: Dialect = {
  offer: (tools) => tools,
  write: (messages) => messages,
};

/**
 * Lets the model call tools, round by round, until it answers; adds all that is said to `messages`. Resolves with the
 * answer. Throws `round_limit` and `incomplete_call`.
 */
export async function runToolLoop(
  job: AgentJob,
  messages: ChatMessage[],
  dialect: Dialect = nativeDialect,
): Promise<string> {
  const { settings, context } = job;
  for (let round = 1; round <= settings.maxRounds; round += 1) {
    shortenResults(messages, settings.maxConversation, context);
    const written = dialect.write(messages, job.tools);
    const turn = await ask(
      job,
      dialect,
      `round ${round}`,
      tellRoundsLeft(written, round, settings),
    );
    const answer = await goOn(job, turn, messages, dialect);
    if (answer !== undefined) return answer;
  }
  return endRounds(job, messages, dialect);
}

function ask(
  job: AgentJob,
  dialect: Dialect,
  title: string,
  messages: readonly ChatMessage[],
): Promise<PortValues> {
  const { createModel } = dialect;
  return askModel(job, {
    title,
    messages,
    tools: dialect.offer(job.tools),
    ...(createModel === undefined
      ? {}
      : { createModel: (settings) => createModel(settings, job.tools) }),
  });
}

/** Adds a turn and the results of its calls to the conversation; the answer, when the turn is one. */
async function goOn(
  job: AgentJob,
  turn: PortValues,
  messages: ChatMessage[],
  { askAgain }: Dialect,
): Promise<string | undefined> {
  const { context, settings } = job;
  const text = textOf(turn);
  const calls = toolCallsOf(turn);
  const unread =
    (turn['callErrors'] as readonly { error: ErrorInfo; raw: string }[] | undefined) ?? [];
  if (turn['finish'] === 'length' && unread.length > 0) throw cutCall();
  messages.push(assistantMessage(turn));
  if (calls.length === 0 && unread.length === 0) {
    if (askAgain === undefined || text.trim() !== '') return text;
    messages.push({ role: 'user', content: askAgain });
    return undefined;
  }
  const locks = new KeyedLocks(settings.parallelCalls);
  const outcomes = await runToolCalls(calls, job.tools, context, locks);
  // One by one: a model may make more calls than a function takes arguments.
  for (const outcome of outcomes) messages.push(toolMessage(outcome));
  for (const { error } of unread) {
    context.trace.note('unreadable-call', error);
    messages.push({
      role: 'user',
      content: JSON.stringify({ error: { ...error, action: 'Write the tool call again.' } }),
    });
  }
  return stopResult(job, outcomes);
}

function assistantMessage(turn: PortValues): ChatMessage {
  const calls = toolCallsOf(turn);
  const { reasoning } = turn;
  return {
    role: 'assistant',
    content: textOf(turn),
    ...(typeof reasoning === 'string' ? { reasoning } : {}),
    ...(calls.length > 0 ? { toolCalls: calls } : {}),
  };
}

function toolMessage({ call, content }: ToolOutcome): ChatMessage {
  return { role: 'tool', toolCallId: call.id, name: call.name, content };
}

/** The result of a tool that ends the run, if one was called and did not fail. */
function stopResult(
  { settings, context }: AgentJob,
  outcomes: readonly ToolOutcome[],
): string | undefined {
  const names = readNames(settings.stopTools);
  const last = outcomes.find(({ call, isError }) => !isError && names.includes(call.name));
  if (last === undefined) return undefined;
  context.trace.note('stop-tool', last.call.name);
  context.stream.text(last.content);
  return last.content;
}

async function endRounds(
  job: AgentJob,
  messages: ChatMessage[],
  dialect: Dialect,
): Promise<string> {
  const { maxRounds, atRoundLimit } = job.settings;
  if (atRoundLimit === 'fail') {
    throw new MillraceError('round_limit', `The agent had no answer after ${maxRounds} rounds.`, {
      action: 'Raise “Most rounds”, or make the question or the tools simpler.',
    });
  }
  const question: ChatMessage = {
    role: 'user',
    content:
      'You have no rounds left and can call no more tools. Answer with what you know by now.',
  };
  const written = dialect.write([...messages, question], []);
  const turn = await ask({ ...job, tools: [] }, dialect, 'summary', written);
  const text = textOf(turn);
  messages.push({ role: 'assistant', content: text });
  return text;
}

function cutCall(): MillraceError {
  return new MillraceError(
    'incomplete_call',
    'The token limit cut the answer, so none of its tool calls was made.',
    { action: 'Raise “Most tokens”.' },
  );
}
