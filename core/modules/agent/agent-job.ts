import type { ChatMessage } from '../../contracts/chat.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { ToolHandle } from '../../module/tool-handle.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { ModelManner } from '../model/ask-model.ts';
import { LlmModule } from '../model/llm.ts';
import { applyOverrides } from '../model/model-settings.ts';
import type { AgentSettings } from './agent-settings.ts';

/** What an agent was asked to do, and with what. */
export interface AgentJob {
  readonly settings: AgentSettings;
  /** System message, earlier conversation and the question; the strategy adds to a copy of its own. */
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolHandle[];
  readonly context: ModuleContext;
}

/** What came of it: the answer, and the conversation with it as its last message. */
export interface AgentAnswer {
  readonly text: string;
  readonly messages: readonly ChatMessage[];
}

/** A way to come to an answer. Rejects with MillraceError, such as `round_limit`. */
export type Strategy = (job: AgentJob) => Promise<AgentAnswer>;

/** What one turn of the model is asked. */
export interface Asking {
  /** Shown as the span's title, before the model's name. */
  readonly title: string;
  readonly messages: readonly ChatMessage[];
  /** Tools that the model may call in its own way; none by default. */
  readonly tools?: readonly ToolHandle[];
  /** The answer is JSON of this schema, and stands in `value` too. */
  readonly outputSchema?: JsonObject;
  /** Makes the module that asks; a plain chat model by default. */
  readonly createModel?: (settings: LlmModule['settings']) => LlmModule;
}

/** Asks the agent's model for one turn, as a child span. */
export function askModel({ settings, context }: AgentJob, asking: Asking): Promise<PortValues> {
  const { outputSchema, createModel = (own) => new LlmModule(own) } = asking;
  const own = applyOverrides(settings, context.overrides);
  const module = createModel({
    ...settings,
    instructions: '',
    outputSchema: outputSchema === undefined ? '' : JSON.stringify(outputSchema),
    wantsImages: false,
    timeoutMs: 0,
    retries: 0,
    onError: 'fail',
  });
  return context.call(
    module,
    { messages: asking.messages, tools: asking.tools ?? [] },
    { title: `${asking.title} · ${own.model || own.connection}` },
  );
}

/** A model whose words are thoughts on the way to an answer: they are shown as reasoning. */
export class ThinkingModel extends LlmModule {
  protected override get manner(): ModelManner {
    return { channel: 'reasoning' };
  }
}

/** The text of a turn. */
export function textOf(turn: PortValues): string {
  return typeof turn['text'] === 'string' ? turn['text'] : '';
}

/** The first system message's text, and all that comes after it. */
export function splitSystem(messages: readonly ChatMessage[]): {
  readonly system: string;
  readonly rest: readonly ChatMessage[];
} {
  const [first, ...rest] = messages;
  return first?.role === 'system'
    ? { system: first.content, rest }
    : { system: '', rest: messages };
}

/** A system message of the person's own instructions and what the strategy adds to them. */
export function addInstructions(system: string, more: string): ChatMessage {
  return { role: 'system', content: system === '' ? more : `${system}\n\n${more}` };
}
