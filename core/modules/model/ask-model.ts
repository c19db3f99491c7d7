import type { ChatMessage, ChatPart, ChatRequest } from '../../contracts/chat.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { ToolHandle } from '../../module/tool-handle.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { applyOverrides, type ModelSettings } from './model-settings.ts';
import { askForRepair, checkOutput, invalidOutput } from './output-schema.ts';
import { TurnReader, type ModelTurn, type PartFilter } from './turn-reader.ts';

/** Parts of an answer that are kept while its run is paused; then the provider has to wait. */
const mostKept = 100_000;

/** What a node asks its model. */
export interface ModelQuestion {
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ToolHandle[];
  /** The answer shall be JSON that fits. */
  readonly outputSchema?: JsonObject | undefined;
  /** Whether the answer may hold images. */
  readonly wantsImages?: boolean;
  readonly manner?: ModelManner;
}

/** How a turn is read and shown. */
export interface ModelManner {
  /** What its text is streamed as: the answer, or thoughts on the way to one. Default: text. */
  readonly channel?: 'text' | 'reasoning';
  /** For models that are spoken with in a protocol of their own. */
  createFilter?(): PartFilter;
}

/** A turn, and the value in it where a schema asked for one; a turn with tool calls has none. */
export interface AnsweredQuestion {
  readonly turn: ModelTurn;
  readonly value?: JsonValue;
}

/**
 * One turn of the model that a node's settings name, streamed as it comes. Throws what the connection throws,
 * `no_finish_reason` and `content_filtered`.
 */
export async function askModel(
  settings: ModelSettings,
  { messages, tools = [], outputSchema, wantsImages = false, manner = {} }: ModelQuestion,
  context: ModuleContext,
): Promise<ModelTurn> {
  const own = applyOverrides(settings, context.overrides);
  const model = context.openConnection(own.connection);
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
      ...(wantsImages ? { wantsImages } : {}),
    },
    context.signal,
  );
  const reader = new TurnReader(context, manner.channel);
  const filter = manner.createFilter?.();
  const take = (parts: readonly ChatPart[]): void =>
    reader.take(filter === undefined ? parts : parts.flatMap((part) => filter.take(part)));
  // Providers hang up on those who do not listen: while the run is paused, what comes is kept.
  let kept: ChatPart[] = [];
  for await (const parts of stream) {
    if (context.isPaused) {
      kept.push(...parts);
      if (kept.length > mostKept) await context.whenRunning();
      continue;
    }
    if (kept.length > 0) {
      take(kept);
      kept = [];
    }
    take(parts);
    if (filter?.isOver === true) break;
  }
  if (context.isPaused) await context.whenRunning();
  take(kept);
  const turn = reader.end();
  refuseBadEnd(turn);
  if (turn.finish === 'length')
    context.trace.note('cut-by-length', 'The answer reached the token limit.');
  return turn;
}

/**
 * As `askModel`; with a schema the answer is held against it, and the model is told once what does not fit. Throws
 * `invalid_output` when it still does not.
 */
export async function askForValue(
  settings: ModelSettings,
  question: ModelQuestion,
  context: ModuleContext,
): Promise<AnsweredQuestion> {
  const { outputSchema, messages } = question;
  const turn = await askModel(settings, question, context);
  if (outputSchema === undefined || turn.toolCalls.length > 0 || turn.errors.length > 0) {
    return { turn };
  }
  const checked = checkOutput(turn.text, outputSchema);
  if (checked.ok) return { turn, value: checked.value };
  const error = invalidOutput(checked.faults, turn.finish);
  if (turn.finish === 'length') throw error;
  // What was shown is void, as after any other retry.
  context.stream.retry(0, toErrorInfo(error));
  context.trace.note('repair', { answer: turn.text, faults: error.details });
  const repair: ChatMessage[] = [
    { role: 'assistant', content: turn.text },
    { role: 'user', content: askForRepair(checked.faults) },
  ];
  const second = await askModel(
    settings,
    { ...question, messages: [...messages, ...repair] },
    context,
  );
  const again = checkOutput(second.text, outputSchema);
  if (!again.ok) throw invalidOutput(again.faults, second.finish);
  return { turn: second, value: again.value };
}

/** As `askForValue` for a node without tools, where an answer that is no value cannot be used. */
export async function askForObject(
  settings: ModelSettings,
  question: ModelQuestion & { readonly outputSchema: JsonObject },
  context: ModuleContext,
): Promise<JsonObject> {
  const { turn, value } = await askForValue(settings, question, context);
  if (value !== undefined) return value as JsonObject;
  throw new MillraceError('invalid_output', 'The model called a tool, but there is none.', {
    action: 'Run it again, or choose another model.',
    details: turn.errors.map(({ error }) => error.message),
  });
}

function readStart(
  setting: ModelSettings['startInReasoning'],
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
