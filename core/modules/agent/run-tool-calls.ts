import type { ChatMessage, ToolCall } from '../../contracts/chat.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { ToolHandle } from '../../module/tool-handle.ts';
import { toErrorInfo, type ErrorInfo } from '../../shared/errors.ts';
import { checkArguments } from '../tool/check-arguments.ts';
import { suggestName } from '../tool/suggest-name.ts';

/** How many calls of one turn run at a time. */
const concurrency = 5;

interface ToolOutcome {
  readonly content: string;
  readonly isError: boolean;
}

/**
 * Carries out a turn's calls, at most five at a time, each as a child span of the tool's node; the messages come in
 * the order of the calls. A call that cannot be made, and a tool that fails, become structured errors that the model
 * reads; only a cancelled run throws.
 */
export async function runToolCalls(
  calls: readonly ToolCall[],
  tools: readonly ToolHandle[],
  context: ModuleContext,
): Promise<readonly ChatMessage[]> {
  const messages: ChatMessage[] = Array.from({ length: calls.length });
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < calls.length; index = next++) {
      const call = calls[index];
      if (!call) return;
      const outcome = await runToolCall(call, tools, context);
      context.stream.toolResult({
        callId: call.id,
        name: call.name,
        result: outcome.content,
        isError: outcome.isError,
      });
      messages[index] = {
        role: 'tool',
        toolCallId: call.id,
        name: call.name,
        content: outcome.content,
      };
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, calls.length) }, work));
  return messages;
}

async function runToolCall(
  call: ToolCall,
  tools: readonly ToolHandle[],
  context: ModuleContext,
): Promise<ToolOutcome> {
  const tool = tools.find((candidate) => candidate.spec.name === call.name);
  if (!tool) return reject(call, unknownTool(call.name, tools), context);
  const checked = checkArguments(tool.spec, call.arguments);
  if (!checked.ok) return reject(call, checked.error, context);
  const values = Object.values(checked.values).map((value) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  );
  const title = [call.name, ...values].join(' · ');
  try {
    const { result } = await context.call(
      tool.module,
      { tool: call.name, arguments: checked.values },
      { nodeId: tool.nodeId, title },
    );
    return {
      content: typeof result === 'string' ? result : JSON.stringify(result ?? null),
      isError: false,
    };
  } catch (error) {
    if (context.signal.aborted) throw error;
    return { content: JSON.stringify({ error: publicError(toErrorInfo(error)) }), isError: true };
  }
}

function reject(call: ToolCall, error: ErrorInfo, context: ModuleContext): ToolOutcome {
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
  const nearest = suggestName(name, names);
  return {
    code: 'unknown_tool',
    message: `There is no tool named "${name}".`,
    action:
      nearest === undefined
        ? `Use one of: ${names.join(', ') || 'none'}.`
        : `Did you mean "${nearest}"?`,
    details: { ...(nearest === undefined ? {} : { suggestion: nearest }), tools: names },
  };
}
