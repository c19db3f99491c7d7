import type { CallListener } from '../../contracts/embedding.ts';
import type { Usage } from '../../contracts/usage.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { wait } from '../wait.ts';
import type { Limiter } from './create-limiter.ts';
import { planRetry, type RetryOptions } from './retrying.ts';

/** How single requests of a connection are conducted that stream nothing. */
export interface CallConduct {
  /** Undefined: no limits. */
  readonly limiter?: Limiter | undefined;
  readonly retries: RetryOptions;
}

/**
 * Sends one request within the connection's limits, and again while its error may pass: with growing waits, or as long
 * as the provider asks.
 */
export async function conductCall<Answer extends { readonly usage?: Usage }>(
  { limiter, retries }: CallConduct,
  estimatedTokens: number,
  signal: AbortSignal,
  listener: CallListener | undefined,
  send: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const slot = await limiter?.acquire(estimatedTokens, signal);
    if (slot !== undefined && slot.waitedMs > 0) listener?.queued?.(Math.round(slot.waitedMs));
    let delayMs: number;
    try {
      const answer = await send();
      if (answer.usage !== undefined) slot?.setTokens(answer.usage.inputTokens);
      return answer;
    } catch (error) {
      const isOurs = error instanceof MillraceError;
      const planned = isOurs ? planRetry(error, false, attempt, retries) : undefined;
      if (planned === undefined || signal.aborted) throw error;
      listener?.retry?.(planned, toErrorInfo(error));
      delayMs = planned;
    } finally {
      slot?.release();
    }
    await wait(delayMs, signal);
  }
}
