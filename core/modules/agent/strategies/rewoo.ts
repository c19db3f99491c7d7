import type { ChatMessage } from '../../../contracts/chat.ts';
import { contentText } from '../../../contracts/chat.ts';
import { MillraceError } from '../../../shared/errors.ts';
import {
  ThinkingModel,
  addInstructions,
  askModel,
  splitSystem,
  textOf,
  type AgentAnswer,
  type AgentJob,
} from '../agent-job.ts';
import { runStep } from '../agent-step.ts';
import { describeTools } from '../describe-tools.ts';
import { gatherEvidence, type Evidence } from '../rewoo/gather-evidence.ts';
import { parsePlan, type PlannedEvidence } from '../rewoo/parse-plan.ts';

/**
 * Plans all calls at once, without seeing any result, gathers the evidence, and answers from it: three turns of the model
 * however many calls there are. Throws `plan_unreadable` when the plan is of no use twice.
 */
export async function reasonWithoutObserving(job: AgentJob): Promise<AgentAnswer> {
  const planned = await makePlan(job);
  const { context, settings } = job;
  const facts = { title: 'evidence', inputs: { evidence: planned.map(nameCall) }, settings };
  let evidence: readonly Evidence[] = [];
  await runStep(context, facts, async (own) => {
    evidence = await gatherEvidence(planned, { ...job, context: own });
    return { evidence: evidence.map(({ id, content, isError }) => ({ id, content, isError })) };
  });
  const { system, rest } = splitSystem(job.messages);
  const task = contentText(rest.at(-1)?.content ?? '');
  const question: ChatMessage = { role: 'user', content: writeEvidence(task, evidence) };
  const messages = [addInstructions(system, solveInstructions), ...rest.slice(0, -1), question];
  const text = textOf(await askModel(job, { title: 'solve', messages }));
  return { text, messages: [...job.messages, { role: 'assistant', content: text }] };
}

const solveInstructions =
  'A plan has gathered evidence for a task. Answer the task from the evidence, without speaking of the plan. Evidence may be missing or wrong.';

async function makePlan(job: AgentJob): Promise<readonly PlannedEvidence[]> {
  const { system, rest } = splitSystem(job.messages);
  const messages: ChatMessage[] = [addInstructions(system, planInstructions(job)), ...rest];
  const names = job.tools.map(({ spec }) => spec.name);
  for (let attempt = 1; ; attempt += 1) {
    const turn = await askModel(job, {
      title: attempt === 1 ? 'plan' : 'plan again',
      messages,
      createModel: (own) => new ThinkingModel(own),
    });
    const text = textOf(turn);
    const { evidence, faults } = parsePlan(text, names, job.settings.maxSteps);
    if (faults.length === 0) {
      job.context.stream.custom('plan', { steps: evidence.map(describeStep) });
      job.context.trace.note('plan', evidence);
      return evidence;
    }
    job.context.trace.note('plan-refused', faults);
    if (attempt === 2) throw unreadablePlan(faults);
    messages.push(
      { role: 'assistant', content: text },
      { role: 'user', content: `That plan cannot be used. ${faults.join(' ')} Write it again.` },
    );
  }
}

function planInstructions({ tools, settings }: AgentJob): string {
  return `You plan how to gather the evidence that a task needs, before any of it is known. For each piece write two lines:

Plan: why it is needed
#E1 = tool[{"argument": "value"}]

Number the pieces #E1, #E2 and so on, at most ${settings.maxSteps}. Write #E1 inside the brackets of a later piece where the evidence of an earlier one goes. The tools are:
${describeTools(tools)}
- LLM: Answers a question, such as one about earlier evidence; its input is text.

Write the plan alone; do not answer the task.`;
}

function writeEvidence(task: string, evidence: readonly Evidence[]): string {
  const pieces = evidence.map(
    (item) =>
      `Plan: ${item.plan}\n#${item.id} = ${nameCall(item)}\nEvidence: ${item.isError ? 'failed: ' : ''}${item.content}`,
  );
  return `Task: ${task}\n\n${pieces.join('\n\n')}`;
}

function nameCall({ tool, input }: PlannedEvidence): string {
  return `${tool}[${input}]`;
}

function describeStep({ id, plan, tool, input }: PlannedEvidence): string {
  return `#${id} ${plan === '' ? nameCall({ id, plan, tool, input }) : plan}`;
}

function unreadablePlan(faults: readonly string[]): MillraceError {
  return new MillraceError('plan_unreadable', `The model’s plan cannot be used: ${faults[0]}`, {
    action: 'Make the task or the tools clearer, or choose another strategy or model.',
    details: faults,
  });
}
