import type { ChatMessage } from '../../contracts/chat.ts';
import { contentText } from '../../contracts/chat.ts';
import type { ModuleContext } from '../../module/module-context.ts';

/** Characters that stay of a result. */
const keptCharacters = 200;

/**
 * Shortens the oldest tool results of a conversation, in place, until it has at most `mostCharacters`. The results that
 * the model has not read yet stay whole. What was done is noted in the trace.
 */
export function shortenResults(
  messages: ChatMessage[],
  mostCharacters: number,
  context: Pick<ModuleContext, 'trace'>,
): void {
  if (mostCharacters === 0) return;
  let length = messages.reduce((sum, message) => sum + lengthOf(message), 0);
  const before = length;
  let shortened = 0;
  const read = messages.findLastIndex(({ role }) => role === 'assistant');
  for (let index = 0; index < read && length > mostCharacters; index += 1) {
    const message = messages[index];
    if (message?.role !== 'tool' || message.content.length <= keptCharacters * 2) continue;
    const content = shorten(message.content);
    length -= message.content.length - content.length;
    messages[index] = { ...message, content };
    shortened += 1;
  }
  if (shortened === 0) return;
  context.trace.note('results-shortened', { results: shortened, from: before, to: length });
}

function shorten(text: string): string {
  const left = text.length - keptCharacters;
  return `${text.slice(0, keptCharacters)}… [${left} characters left out to save room]`;
}

function lengthOf(message: ChatMessage): number {
  const calls = message.role === 'assistant' ? (message.toolCalls ?? []) : [];
  const written = calls.reduce((sum, call) => sum + call.arguments.length, 0);
  return contentText(message.content).length + written;
}
