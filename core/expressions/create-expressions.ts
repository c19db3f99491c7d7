import type { ExpressionCall, Expressions } from '../contracts/expressions.ts';
import { MillraceError, cancelledCode } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import { compileExpression } from './compile-expression.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { isLargerThan } from './is-larger-than.ts';

/** Evaluates where it can be stopped at any moment: in a thread of its own. */
export interface ExpressionThreads {
  /** As `Expressions.evaluate`. */
  evaluate(call: ExpressionCall): Promise<JsonValue | undefined>;
  close(): Promise<void>;
}

/** How long an expression may keep the engine's own thread; what takes longer starts anew in a thread of its own. */
const ownThreadMs = 20;
const ownThreadLimits = { timeoutMs: ownThreadMs, depth: 200, items: 1000, pieces: 100_000 };

/** Over more data than this a single step, such as a comparison, could take longer than it may. */
const ownThreadPieces = 2000;

/**
 * Expressions at two speeds: plain ones at once, on this thread, in microseconds; all others, and plain ones over much
 * data, in threads. Without threads these fail with `not_available`.
 */
export function createExpressions(threads?: ExpressionThreads): Expressions {
  return {
    evaluate: async (call) => {
      const { source, input, bindings = {}, signal } = call;
      if (signal.aborted) throw new MillraceError(cancelledCode, 'The expression was cancelled.');
      const { plain } = compileExpression(source);
      const isLarge = isLargerThan([input, bindings], ownThreadPieces);
      if (!plain || (isLarge && threads)) return inThread(threads, call);
      try {
        return await evaluateExpression(source, input, bindings, ownThreadLimits);
      } catch (error) {
        if (!(error instanceof MillraceError) || error.code !== 'expression_limit' || !threads)
          throw error;
        return inThread(threads, call);
      }
    },
    close: async () => threads?.close(),
  };
}

function inThread(
  threads: ExpressionThreads | undefined,
  call: ExpressionCall,
): Promise<JsonValue | undefined> {
  if (threads) return threads.evaluate(call);
  throw new MillraceError(
    'not_available',
    'This host evaluates plain expressions only: no functions of their own, patterns or ranges.',
    { action: 'Run the flow in the app or on the command line.' },
  );
}
