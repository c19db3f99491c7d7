import type { ChatMessage, ContentPart } from '../../contracts/chat.ts';

/** Adds attachments to what the user said last, behind its text. */
export function attach(messages: ChatMessage[], parts: readonly ContentPart[]): void {
  if (parts.length === 0) return;
  const place = messages.findLastIndex(({ role }) => role === 'user');
  const last = messages[place];
  if (last?.role !== 'user') {
    messages.push({ role: 'user', content: parts });
    return;
  }
  const { content } = last;
  const said = typeof content === 'string' ? [{ type: 'text', text: content } as const] : content;
  messages[place] = { role: 'user', content: [...said, ...parts] };
}
