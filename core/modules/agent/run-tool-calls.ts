import type { ToolCall } from '../../contracts/chat.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { ToolHandle } from '../../module/tool-handle.ts';
import { toErrorInfo, type ErrorInfo } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { checkArguments } from '../tool/check-arguments.ts';
import { suggestName } from '../tool/suggest-name.ts';
import { approveCall } from './approve-call.ts';
import type { KeyedLocks } from './keyed-locks.ts';

/** What became of a call. */
export interface ToolOutcome {
  readonly call: ToolCall;
  /** What the model reads: the result, or a structured error as JSON. */
  readonly content: string;
  readonly isError: boolean;
}

/**
 * Carries out a turn's calls, as many at a time as `locks` allow and those of tools with a common key one after another,
 * each as a child span of the tool's node; the outcomes come in the order of the calls. A call that cannot be made, one that
 * a person denies, and a tool that fails become structured errors that the model reads; only a cancelled run throws.
 */
export async function runToolCalls(
  calls: readonly ToolCall[],
  tools: readonly ToolHandle[],
  context: ModuleContext,
  locks: KeyedLocks,
): Promise<readonly ToolOutcome[]> {
  const outcomes: ToolOutcome[] = Array.from({ length: calls.length });
  const work = async (call: ToolCall, index: number): Promise<void> => {
    const outcome = { call, ...(await runToolCall(call, tools, context, locks)) };
    const { content, isError } = outcome;
    context.stream.toolResult({ callId: call.id, name: call.name, result: content, isError });
    outcomes[index] = outcome;
  };
  await Promise.all(calls.map(work));
  return outcomes;
}

type Result = Omit<ToolOutcome, 'call'>;

/** Characters of a result that a model gets to read: more fits into none. */
const longestResult = 1_000_000;
/** Characters of an argument, and of a name that no tool has, where people read them. */
const longestShown = 200;

async function runToolCall(
  call: ToolCall,
  tools: readonly ToolHandle[],
  context: ModuleContext,
  locks: KeyedLocks,
): Promise<Result> {
  try {
    const tool = tools.find((candidate) => candidate.spec.name === call.name);
    if (!tool) return reject(call, unknownTool(call.name, tools), context);
    const checked = checkArguments(tool.spec, call.arguments);
    if (!checked.ok) return reject(call, checked.error, context);
    // Before a place is taken: nobody should wait for what a person thinks about.
    const approved = await approveCall(tool, checked.values, context);
    if (!approved.ok) return reject(call, approved.error, context);
    const keys = tool.rules.concurrencyKeys ?? [];
    return await locks.run(keys, () => makeCall(tool, approved.values, context));
  } catch (error) {
    if (context.signal.aborted) throw error;
    return { content: JSON.stringify({ error: publicError(toErrorInfo(error)) }), isError: true };
  }
}

async function makeCall(
  tool: ToolHandle,
  values: JsonObject,
  context: ModuleContext,
): Promise<Result> {
  // A call that waited for its turn may come too late.
  if (context.signal.aborted) throw context.signal.reason;
  const words = Object.values(values).map((value) =>
    (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, longestShown),
  );
  const { result } = await context.call(tool.module, tool.inputsFor(values), {
    nodeId: tool.nodeId,
    title: [tool.spec.name, ...words].join(' · '),
  });
  const content = typeof result === 'string' ? result : JSON.stringify(result ?? null);
  if (content.length <= longestResult) return { content, isError: false };
  const left = content.length - longestResult;
  context.trace.note('result-cut', { characters: content.length, kept: longestResult });
  return {
    content: `${content.slice(0, longestResult)}… [${left} characters left out]`,
    isError: false,
  };
}

function reject(call: ToolCall, error: ErrorInfo, context: ModuleContext): Result {
  context.trace.note('rejected-call', { name: call.name, arguments: call.arguments, error });
  return { content: JSON.stringify({ error: publicError(error) }), isError: true };
}

/** What the model gets to read of an error. */
function publicError(error: ErrorInfo): Omit<ErrorInfo, 'nodeId'> {
  const { code, message, action, details } = error;
  return {
    code,
    message,
    ...(action === undefined ? {} : { action }),
    ...(details === undefined ? {} : { details }),
  };
}

function unknownTool(name: string, tools: readonly ToolHandle[]): ErrorInfo {
  const names = tools.map((tool) => tool.spec.name);
  const nearest = suggestName(name.slice(0, longestShown), names);
  return {
    code: 'unknown_tool',
    message: `There is no tool named "${name.slice(0, longestShown)}".`,
    action:
      nearest === undefined
        ? `Use one of: ${names.join(', ') || 'none'}.`
        : `Did you mean "${nearest}"?`,
    details: { ...(nearest === undefined ? {} : { suggestion: nearest }), tools: names },
  };
}
