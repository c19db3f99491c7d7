import type { ChatModel, ChatRequest } from '../../contracts/chat.ts';
import { contentText } from '../../contracts/chat.ts';
import type { Limiter } from './create-limiter.ts';

/** Holds every turn back until the limiter lets it start; a `note` part `queued` tells how long it waited, in ms. */
export function limited(model: ChatModel, limiter: Limiter): ChatModel {
  return {
    async *stream(request, signal, tap) {
      const slot = await limiter.acquire(estimateTokens(request), signal);
      try {
        if (slot.waitedMs > 0) {
          yield [{ type: 'note', name: 'queued', value: { waitedMs: Math.round(slot.waitedMs) } }];
        }
        for await (const parts of model.stream(request, signal, tap)) {
          for (const part of parts) {
            if (part.type !== 'usage') continue;
            slot.setTokens(part.usage.inputTokens + part.usage.outputTokens);
          }
          yield parts;
        }
      } finally {
        slot.release();
      }
    },
  };
}

/** About four characters make a token in most tokenizers; the true count replaces it when the turn tells its usage. */
function estimateTokens(request: ChatRequest): number {
  let characters = JSON.stringify(request.tools).length;
  for (const message of request.messages) characters += contentText(message.content).length;
  return Math.ceil(characters / 4);
}
