import type { ChatMessage } from '../../../contracts/chat.ts';
import { contentText } from '../../../contracts/chat.ts';
import { MillraceError, toErrorInfo } from '../../../shared/errors.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { AgentAnswer, AgentJob } from '../agent-job.ts';
import { addInstructions, askModel, splitSystem, textOf, ThinkingModel } from '../agent-job.ts';
import { runStep } from '../agent-step.ts';
import {
  answerInstructions,
  planInstructions,
  planSchema,
  replanInstructions,
  replanSchema,
  stepInstructions,
  writeAnswer,
  writeReplan,
  writeStep,
  type DoneStep,
} from '../plan-prompts.ts';
import { runToolLoop } from '../tool-loop.ts';

/**
 * Plans the task as a list of steps, works through them with the tools, looks at the plan again after each, and answers
 * from the results. A step that fails counts as a result: the rest of the plan may do without it.
 */
export async function planAndSolve(job: AgentJob): Promise<AgentAnswer> {
  return new PlannedWork(job).solve();
}

class PlannedWork {
  readonly #job: AgentJob;
  readonly #system: string;
  /** What was said before the question. */
  readonly #earlier: readonly ChatMessage[];
  readonly #task: string;
  readonly #done: DoneStep[] = [];

  constructor(job: AgentJob) {
    this.#job = job;
    const { system, rest } = splitSystem(job.messages);
    this.#system = system;
    this.#earlier = rest.slice(0, -1);
    this.#task = contentText(rest.at(-1)?.content ?? '');
  }

  async solve(): Promise<AgentAnswer> {
    const { settings, context } = this.#job;
    let left = await this.#plan();
    while (left.length > 0) {
      const [step = '', ...rest] = left;
      if (this.#done.length >= settings.maxSteps) {
        context.trace.note('steps-left-out', left);
        break;
      }
      await this.#doStep(step, rest.length);
      left = settings.replan ? await this.#planAnew(rest) : rest;
    }
    const text = await this.#answer();
    return { text, messages: [...this.#job.messages, { role: 'assistant', content: text }] };
  }

  async #plan(): Promise<readonly string[]> {
    const { settings, tools, context } = this.#job;
    const { value } = await askModel(this.#job, {
      title: 'plan',
      messages: this.#ask(planInstructions(tools, settings.maxSteps), `Task: ${this.#task}`),
      outputSchema: planSchema,
      createModel: (own) => new ThinkingModel(own),
    });
    const steps = readSteps(value, settings.maxSteps);
    context.stream.custom('plan', { steps });
    context.trace.note('plan', steps);
    return steps;
  }

  async #doStep(step: string, left: number): Promise<void> {
    const { settings, context, tools } = this.#job;
    const number = this.#done.length + 1;
    const title = `step ${number} of ${number + left} · ${step}`;
    let result: string;
    try {
      const outputs = await runStep(context, { title, inputs: { step }, settings }, async (own) => {
        const messages = this.#ask(stepInstructions, writeStep(this.#task, this.#done, step));
        return { result: await runToolLoop({ settings, tools, messages, context: own }, messages) };
      });
      result = outputs['result'] as string;
    } catch (error) {
      if (context.signal.aborted || !isOwnFailure(error)) throw error;
      const { code, message } = toErrorInfo(error);
      context.trace.note('step-failed', { step, code, message });
      result = `(failed: ${message})`;
    }
    this.#done.push({ step, result });
  }

  async #planAnew(left: readonly string[]): Promise<readonly string[]> {
    const { settings, context } = this.#job;
    const most = settings.maxSteps - this.#done.length;
    // Nothing could come of it: the answer is next, whatever it said.
    if (most === 0) return left;
    const { value } = await askModel(this.#job, {
      title: 'replan',
      messages: this.#ask(replanInstructions(most), writeReplan(this.#task, this.#done, left)),
      outputSchema: replanSchema,
      createModel: (own) => new ThinkingModel(own),
    });
    const isDone = (value as JsonObject)['done'] === true;
    const steps = isDone ? [] : readSteps(value, most);
    if (steps.join('\n') !== left.join('\n')) {
      context.stream.custom('plan', { steps, done: this.#done.length });
      context.trace.note('plan', steps);
    }
    return steps;
  }

  async #answer(): Promise<string> {
    const turn = await askModel(this.#job, {
      title: 'answer',
      messages: this.#ask(answerInstructions, writeAnswer(this.#task, this.#done)),
    });
    return textOf(turn);
  }

  #ask(instructions: string, content: string): ChatMessage[] {
    const system = addInstructions(this.#system, instructions);
    return [system, ...this.#earlier, { role: 'user', content }];
  }
}

function readSteps(value: unknown, most: number): readonly string[] {
  const { steps } = value as { readonly steps: readonly string[] };
  return steps.filter((step) => step.trim() !== '').slice(0, most);
}

/** What a step could not do, in contrast to a model that cannot be reached at all. */
function isOwnFailure(error: unknown): boolean {
  return error instanceof MillraceError && error.code === 'round_limit';
}
