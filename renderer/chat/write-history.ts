import type { ChatMessage } from '../../core/contracts/chat.ts';
import type { JsonObject } from '../../core/shared/json.ts';
import type { ChatTurn } from './conversation-store.ts';
import { isAnswerPart } from './fold-chat.ts';

type Said = Extract<ChatMessage, { role: 'user' }> & { readonly content: string };
type Answered = Pick<Extract<ChatMessage, { role: 'assistant' }>, 'role' | 'content'>;

/** The turns before, as chat messages; those that failed or were stopped say nothing. */
export function writeHistory(turns: readonly ChatTurn[]): (JsonObject & (Said | Answered))[] {
  return turns.flatMap(({ message, parts, outcome }) => {
    const answer = parts.findLast(isAnswerPart)?.text.toString();
    if (outcome?.state !== 'done' || answer === undefined) return [];
    return [
      { role: 'user', content: message },
      { role: 'assistant', content: answer },
    ];
  });
}
