import type { ChatModel, ChatPart, ChatRequest } from '../../../core/contracts/chat.ts';
import { MillraceError } from '../../../core/shared/errors.ts';

export const request: ChatRequest = {
  model: 'm',
  messages: [{ role: 'user', content: 'Hi' }],
  tools: [],
};

/** What one turn of a model does: the parts it sends, then how it ends; `hang` waits for the abort. */
export interface Turn {
  readonly parts?: readonly ChatPart[];
  readonly fails?: MillraceError;
  readonly hangs?: true;
}

export const text = (words: string): ChatPart => ({ type: 'text-delta', text: words });
export const stop: ChatPart = { type: 'finish', reason: 'stop' };
export const interrupted: ChatPart = { type: 'finish', reason: 'interrupted' };

export function failure(code: string, details?: { retryAfterMs: number }): MillraceError {
  return new MillraceError(code, 'It failed.', details === undefined ? {} : { details });
}

/** A model that does one turn after another, and counts how many run at a time. */
export function turnModel(turns: readonly Turn[]): ChatModel & {
  readonly requests: ChatRequest[];
  readonly startedAt: number[];
  running: number;
  mostRunning: number;
} {
  return {
    requests: [],
    startedAt: [],
    running: 0,
    mostRunning: 0,
    async *stream(asked, signal) {
      const turn = turns[this.requests.length];
      this.requests.push(asked);
      this.startedAt.push(performance.now());
      this.running += 1;
      this.mostRunning = Math.max(this.mostRunning, this.running);
      try {
        for (const part of turn?.parts ?? []) yield [part];
        if (turn?.hangs) await aborted(signal);
        if (turn?.fails !== undefined) throw turn.fails;
      } finally {
        this.running -= 1;
      }
    },
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(failure('cancelled')), { once: true });
  });
}

/** All parts of a turn, and the code of its error if it had one. */
export async function collect(
  model: ChatModel,
  signal: AbortSignal = new AbortController().signal,
  asked: ChatRequest = request,
): Promise<{ readonly parts: readonly ChatPart[]; readonly code: string | undefined }> {
  const parts: ChatPart[] = [];
  try {
    for await (const batch of model.stream(asked, signal)) parts.push(...batch);
    return { parts, code: undefined };
  } catch (error) {
    return { parts, code: error instanceof MillraceError ? error.code : String(error) };
  }
}
