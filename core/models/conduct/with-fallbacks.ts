import type { ChatModel, ChatRequest } from '../../contracts/chat.ts';
import type { FallbackStep } from '../../contracts/fallback-step.ts';
import type { TrafficRequest } from '../../contracts/traffic.ts';
import { cancelledCode, MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { shows } from './shows.ts';

/** A model that steps in when the one before it fails. */
export interface FallbackModel {
  /** How people are told of it, such as `groq · llama-3.3-70b`. */
  readonly label: string;
  /** Called when it is needed; what it throws counts as this model's failure. */
  open(): ChatModel;
  /** What of the request is different for it: at least its own model name. */
  readonly change: Partial<Pick<ChatRequest, 'model' | 'rawFormat'>>;
}

/**
 * Asks the next model when one fails before it has shown anything; tells so by a `fallback` part. The error of the
 * last one is thrown. `label` is how people are told of the first one, without its model.
 */
export function withFallbacks(
  model: ChatModel,
  others: readonly FallbackModel[],
  label: string,
): ChatModel {
  return {
    async *stream(request, signal, tap) {
      let from = request.model === '' ? label : `${label} · ${request.model}`;
      let untold: readonly FallbackStep[] = [];
      const told = tap && {
        open: (sent: TrafficRequest) => {
          const fallbacks = untold;
          untold = [];
          return tap.open(fallbacks.length === 0 ? sent : { ...sent, fallbacks });
        },
      };
      let stream = model.stream(request, signal, told);
      for (const next of [...others, undefined]) {
        let hasShown = false;
        try {
          for await (const parts of stream) {
            hasShown ||= parts.some(shows);
            // A broken turn ends with `finish: interrupted`, which would end the whole turn for its reader.
            const isFinal = hasShown || next === undefined;
            const kept = isFinal ? parts : parts.filter((part) => !isInterruption(part));
            if (kept.length > 0) yield kept;
          }
          return;
        } catch (thrown) {
          if (next === undefined || hasShown || isCancelled(thrown) || signal.aborted) throw thrown;
          const step = { from, to: next.label, error: toErrorInfo(thrown) };
          from = next.label;
          untold = [...untold, step];
          yield [{ type: 'fallback', ...step }];
          stream = openFallback(next).stream({ ...request, ...next.change }, signal, told);
        }
      }
    },
  };
}

function isInterruption(part: { readonly type: string; readonly reason?: string }): boolean {
  return part.type === 'finish' && part.reason === 'interrupted';
}

function isCancelled(thrown: unknown): boolean {
  return thrown instanceof MillraceError && thrown.code === cancelledCode;
}

/** Opens it within the stream, so that a missing key leads on to the model after it. */
function openFallback(fallback: FallbackModel): ChatModel {
  return {
    async *stream(request, signal, tap) {
      yield* fallback.open().stream(request, signal, tap);
    },
  };
}
