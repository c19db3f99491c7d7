import type { ToolSpec } from '../../../contracts/chat.ts';
import type { ModelManner } from '../../model/ask-model.ts';
import { LlmModule } from '../../model/llm.ts';
import type { AgentAnswer, AgentJob } from '../agent-job.ts';
import { askForAction, writeReactMessages } from '../react/react-prompt.ts';
import { ReactReader } from '../react/react-reader.ts';
import { runToolLoop, type Dialect } from '../tool-loop.ts';

/** A model that writes thoughts, actions and answers as labelled text. */
class ReactModel extends LlmModule {
  readonly #tools: readonly ToolSpec[];

  constructor(settings: LlmModule['settings'], tools: readonly ToolSpec[]) {
    super(settings);
    this.#tools = tools;
  }

  protected override get manner(): ModelManner {
    return { createFilter: () => new ReactReader(this.#tools) };
  }
}

const reactDialect: Dialect = {
  offer: () => [],
  write: writeReactMessages,
  createModel: (settings, tools) =>
    new ReactModel(
      settings,
      tools.map(({ spec }) => spec),
    ),
  askAgain: askForAction,
};

/** Lets a model without tool calls of its own think, act and observe in text until it answers. */
export async function thinkAndAct(job: AgentJob): Promise<AgentAnswer> {
  const messages = [...job.messages];
  const text = await runToolLoop(job, messages, reactDialect);
  return { text, messages };
}
