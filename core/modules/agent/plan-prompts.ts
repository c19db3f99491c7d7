import type { JsonObject } from '../../shared/json.ts';
import type { ToolHandle } from '../../module/tool-handle.ts';

/** A step of a plan that has been done. */
export interface DoneStep {
  readonly step: string;
  readonly result: string;
}

/** What a plan looks like as JSON. */
export const planSchema: JsonObject = {
  type: 'object',
  properties: {
    steps: {
      type: 'array',
      items: { type: 'string' },
      description: 'The steps, in order; each can be done by itself.',
    },
  },
  required: ['steps'],
  additionalProperties: false,
};

/** What looking at a plan again gives. */
export const replanSchema: JsonObject = {
  type: 'object',
  properties: {
    done: { type: 'boolean', description: 'Whether the results are enough to answer the task.' },
    steps: {
      type: 'array',
      items: { type: 'string' },
      description: 'The steps that are still needed, in order.',
    },
  },
  required: ['done', 'steps'],
  additionalProperties: false,
};

/** Instructions of the planner. */
export function planInstructions(tools: readonly ToolHandle[], mostSteps: number): string {
  const known = tools.map(({ spec }) => `- ${spec.name}: ${spec.description}`).join('\n');
  return `You make a plan for a task; others carry it out. Break the task into as few steps as it needs, at most ${mostSteps}. Each step says by itself what to find out or do; none only repeats or sums up. Whoever does the steps can use these tools:
${known || '(none)'}

Answer with JSON alone: {"steps": ["first step", "second step"]}`;
}

/** Instructions for one step. */
export const stepInstructions =
  'You carry out one step of a plan. Do that step only, with the tools where they help, and answer with its result alone.';

/** Instructions for looking at a plan again. */
export function replanInstructions(mostSteps: number): string {
  return `You look after a plan while it is carried out. Say which steps are still needed, at most ${mostSteps}, now that these results are known; leave out what is done. Answer with JSON alone: {"done": false, "steps": ["next step"]}, or {"done": true, "steps": []} when the results answer the task.`;
}

/** Instructions for the answer. */
export const answerInstructions =
  'The steps of a plan have been carried out. Answer the task from their results, without speaking of the plan.';

/** What a step is asked with. */
export function writeStep(task: string, done: readonly DoneStep[], step: string): string {
  return `Task: ${task}\n\n${writeResults(done)}Step: ${step}`;
}

/** What looking at a plan again is asked with. */
export function writeReplan(
  task: string,
  done: readonly DoneStep[],
  left: readonly string[],
): string {
  const steps = left.map((step, index) => `${index + 1}. ${step}`).join('\n') || '(none)';
  return `Task: ${task}\n\n${writeResults(done)}Steps left:\n${steps}`;
}

/** What the answer is asked with. */
export function writeAnswer(task: string, done: readonly DoneStep[]): string {
  return `Task: ${task}\n\n${writeResults(done)}`.trimEnd();
}

function writeResults(done: readonly DoneStep[]): string {
  if (done.length === 0) return '';
  const lines = done.map(({ step, result }, index) => `${index + 1}. ${step}\n   → ${result}`);
  return `Results:\n${lines.join('\n')}\n\n`;
}
