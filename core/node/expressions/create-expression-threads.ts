import type { ExpressionThreads } from '../../expressions/create-expressions.ts';
import { toJsonValue } from '../../shared/to-json.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { TaskThreads } from '../threads/task-threads.ts';

/** How much later than its own limit an expression is ended from outside. */
const graceMs = 50;

/** Evaluates expressions in threads, where also a pattern or a comparison that never ends can be ended. */
export function createExpressionThreads(threads: TaskThreads): ExpressionThreads {
  return {
    evaluate: ({ source, input, bindings = {}, timeoutMs, signal }) =>
      threads.run(
        {
          kind: 'expression',
          source,
          input: toJsonValue(input),
          bindings: toJsonValue(bindings) as Readonly<Record<string, JsonValue>>,
          timeoutMs,
        },
        {
          timeoutMs: timeoutMs + graceMs,
          signal,
          overrun: () => ({
            code: 'expression_limit',
            message: `The expression needed more than its ${timeoutMs} ms or its memory, and was stopped.`,
            action: 'Look for a pattern or a function without end, or do this work in a code node.',
          }),
        },
      ),
    close: () => threads.close(),
  };
}
