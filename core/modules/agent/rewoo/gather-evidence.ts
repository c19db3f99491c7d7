import type { ToolCall } from '../../../contracts/chat.ts';
import { askModel, textOf, type AgentJob } from '../agent-job.ts';
import { KeyedLocks } from '../keyed-locks.ts';
import { runToolCalls } from '../run-tool-calls.ts';
import { fillArguments, fillText } from './fill-evidence.ts';
import { referencesIn, type PlannedEvidence } from './parse-plan.ts';

/** A piece of evidence as it was found. */
export interface Evidence extends PlannedEvidence {
  readonly content: string;
  readonly isError: boolean;
}

/**
 * Gathers planned evidence, each piece as soon as all that it refers to is there, side by side where nothing depends;
 * in the order of the plan. What refers to evidence that failed is not asked for.
 */
export async function gatherEvidence(
  planned: readonly PlannedEvidence[],
  job: AgentJob,
): Promise<readonly Evidence[]> {
  const locks = new KeyedLocks(job.settings.parallelCalls);
  const found = new Map<string, Promise<Evidence>>();
  const find = (id: string): Promise<Evidence> => {
    const known = found.get(id);
    if (known !== undefined) return known;
    const item = planned.find((candidate) => candidate.id === id);
    if (item === undefined) throw new RangeError(`No evidence ${id} is planned.`);
    const begun = Promise.all(referencesIn(item.input).map(find)).then((needed) =>
      gather(item, needed, job, locks),
    );
    found.set(id, begun);
    return begun;
  };
  return Promise.all(planned.map(({ id }) => find(id)));
}

async function gather(
  item: PlannedEvidence,
  needed: readonly Evidence[],
  job: AgentJob,
  locks: KeyedLocks,
): Promise<Evidence> {
  const failed = needed.find(({ isError }) => isError);
  if (failed !== undefined)
    return { ...item, content: `Not asked for, since #${failed.id} failed.`, isError: true };
  const texts = new Map(needed.map(({ id, content }) => [id, content]));
  if (item.tool === 'LLM') {
    return { ...item, content: await askFor(item, texts, job), isError: false };
  }
  const call = callOf(item, texts, job);
  const [outcome] = await runToolCalls([call], job.tools, job.context, locks);
  return { ...item, content: outcome?.content ?? '', isError: outcome?.isError ?? true };
}

/** The call that a piece of evidence stands for; streamed, as no model has streamed it. */
function callOf(
  { id, tool, input }: PlannedEvidence,
  texts: ReadonlyMap<string, string>,
  { tools, context }: AgentJob,
): ToolCall {
  const spec = tools.find((handle) => handle.spec.name === tool)?.spec;
  const args = spec === undefined ? input : fillArguments(input, spec, texts);
  context.stream.toolCallStart(id, tool);
  context.stream.toolCallDelta(id, args);
  context.stream.toolCallEnd(id, tool, args);
  return { id, name: tool, arguments: args };
}

async function askFor(
  { id, input }: PlannedEvidence,
  texts: ReadonlyMap<string, string>,
  job: AgentJob,
): Promise<string> {
  const content = fillText(input, texts);
  const turn = await askModel(job, {
    title: `#${id} LLM`,
    messages: [{ role: 'user', content }],
  });
  return textOf(turn);
}
