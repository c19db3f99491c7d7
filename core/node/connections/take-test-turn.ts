import type { ChatModel, ChatPart, ChatRequest } from '../../contracts/chat.ts';
import { MillraceError } from '../../shared/errors.ts';

/** A model that is loaded for the first time may take this long. */
const turnLimitMs = 60_000;

/** Who is asked. */
export interface TestAsking {
  readonly chat: ChatModel;
  readonly model: string;
  /** Stops the test. */
  readonly signal: AbortSignal;
}

/** What came of one short request. */
export interface TestTurn {
  /** Until its end, ms. */
  readonly ms: number;
  /** Until the first piece, ms. */
  readonly firstMs: number | undefined;
  /** Network reads that brought some of the answer. */
  readonly pieces: number;
  /** Whether something was said, in words or in a call. */
  readonly hasText: boolean;
  /** The names of the tools that were called. */
  readonly calls: readonly string[];
  /** Whether it wrote a call that cannot be read. */
  readonly hasFaultyCall: boolean;
  /** What the model or the endpoint threw; undefined for a turn that ended well. */
  readonly error: unknown;
}

/** Takes one turn, a minute at most. Rejects only when the test is stopped. */
export async function takeTestTurn(
  { chat, model, signal: stop }: TestAsking,
  question: Omit<ChatRequest, 'model'>,
): Promise<TestTurn> {
  const startedAt = performance.now();
  let firstMs: number | undefined;
  let pieces = 0;
  let hasText = false;
  const calls: string[] = [];
  let hasFaultyCall = false;
  const limit = AbortSignal.timeout(turnLimitMs);
  const signal = AbortSignal.any([limit, stop]);
  let error: unknown;
  try {
    for await (const parts of chat.stream({ model, ...question }, signal)) {
      hasFaultyCall ||= parts.some(({ type }) => type === 'tool-call-error');
      if (!parts.some(isContent)) continue;
      firstMs ??= since(startedAt);
      pieces += 1;
      hasText ||= parts.some((part) => part.type !== 'tool-call-start' && isContent(part));
      for (const part of parts) if (part.type === 'tool-call-end') calls.push(part.toolCall.name);
    }
  } catch (thrown) {
    stop.throwIfAborted();
    error = limit.aborted ? tooSlow() : thrown;
  }
  return { ms: since(startedAt), firstMs, pieces, hasText, calls, hasFaultyCall, error };
}

function isContent(part: ChatPart): boolean {
  return (
    part.type === 'text-delta' ||
    part.type === 'reasoning-delta' ||
    part.type === 'tool-call-start' ||
    part.type === 'tool-call-delta' ||
    part.type === 'tool-call-end'
  );
}

function tooSlow(): MillraceError {
  return new MillraceError(
    'provider_timeout',
    `The answer was not complete after ${turnLimitMs / 1000} seconds.`,
    { action: 'Try again once the model is loaded, or choose a smaller one.' },
  );
}

function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
