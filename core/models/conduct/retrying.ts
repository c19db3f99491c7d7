import type { ChatModel, ChatPart, ChatRequest } from '../../contracts/chat.ts';
import type { TrafficTap } from '../../contracts/traffic.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { wait } from '../wait.ts';
import { readRetryAfterMs, retryableCodes } from './retryable-errors.ts';
import { shows } from './shows.ts';

export interface RetryOptions {
  /** How often a failed turn is tried again; 0 never. */
  readonly maxRetries: number;
  /** Whether a turn that has shown something may start anew too; what was shown is void then. Default false. */
  readonly retryAfterFirstDelta?: boolean;
  /** The wait before the first retry, ms; doubled for each one more. 500 by default. */
  readonly firstDelayMs?: number;
  /** No wait is longer, ms; a provider that asks for more is not tried again. 60,000 by default. */
  readonly maxDelayMs?: number;
  /** Between 0 and 1; spreads the waits of many turns that failed together. Math.random by default. */
  readonly random?: () => number;
}

/**
 * Tries a failed turn again, if the error is one that may pass: with growing waits, or as long as the provider asked
 * for. Tells each retry by a `retry` part; a reader drops there what it had.
 */
export function retrying(model: ChatModel, options: RetryOptions): ChatModel {
  return {
    async *stream(request, signal, tap) {
      for (let attempt = 1; ; attempt += 1) {
        const outcome = yield* runAttempt(model, request, signal, tap);
        if (outcome.error === undefined) return;
        const delayMs = planRetry(outcome.error, outcome.hasShown, attempt, options);
        if (delayMs === undefined || signal.aborted) {
          if (outcome.finish !== undefined) yield [outcome.finish];
          throw outcome.error;
        }
        yield [{ type: 'retry', delayMs, error: toErrorInfo(outcome.error) }];
        await wait(delayMs, signal);
      }
    },
  };
}

interface AttemptOutcome {
  readonly hasShown: boolean;
  readonly error: MillraceError | undefined;
  /** The `finish: interrupted` of a broken attempt, held back: it ends the turn only if nothing follows. */
  readonly finish: ChatPart | undefined;
}

async function* runAttempt(
  model: ChatModel,
  request: ChatRequest,
  signal: AbortSignal,
  tap: TrafficTap | undefined,
): AsyncGenerator<readonly ChatPart[], AttemptOutcome> {
  let hasShown = false;
  let finish: ChatPart | undefined;
  try {
    for await (const parts of model.stream(request, signal, tap)) {
      hasShown ||= parts.some(shows);
      finish = parts.findLast((part) => part.type === 'finish' && part.reason === 'interrupted');
      const shown = finish === undefined ? parts : parts.filter((part) => part !== finish);
      if (shown.length > 0) yield shown;
    }
  } catch (thrown) {
    if (!(thrown instanceof MillraceError)) throw thrown;
    return { hasShown, error: thrown, finish };
  }
  if (finish !== undefined) yield [finish];
  return { hasShown, error: undefined, finish: undefined };
}

/** The wait before the next attempt, ms; undefined if there shall be none. `attempt` counts from 1. */
export function planRetry(
  error: MillraceError,
  hasShown: boolean,
  attempt: number,
  options: RetryOptions,
): number | undefined {
  if (attempt > options.maxRetries || !retryableCodes.has(error.code)) return undefined;
  if (hasShown && options.retryAfterFirstDelta !== true) return undefined;
  const { firstDelayMs = 500, maxDelayMs = 60_000, random = Math.random } = options;
  const asked = readRetryAfterMs(error);
  if (asked !== undefined) return asked > maxDelayMs ? undefined : asked;
  const delayMs = Math.min(firstDelayMs * 2 ** (attempt - 1), maxDelayMs);
  return Math.round(delayMs * (0.5 + random() / 2));
}
