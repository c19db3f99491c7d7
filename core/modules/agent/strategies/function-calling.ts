import type { AgentAnswer, AgentJob } from '../agent-job.ts';
import { runToolLoop } from '../tool-loop.ts';

/** Lets the model make its own tool calls until it answers. */
export async function callFunctions(job: AgentJob): Promise<AgentAnswer> {
  const messages = [...job.messages];
  const text = await runToolLoop(job, messages);
  return { text, messages };
}
