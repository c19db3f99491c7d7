import type { ChatMessage } from '../../contracts/chat.ts';
import type { AgentSettings } from './agent-settings.ts';

/**
 * The messages of a round with what the model is told about the rounds it has left. It stands at the end of the last
 * message and is in no later round, so that providers can reuse what they have cached of the conversation.
 */
export function tellRoundsLeft(
  messages: readonly ChatMessage[],
  round: number,
  { tellRoundsLeft: when, maxRounds }: Pick<AgentSettings, 'tellRoundsLeft' | 'maxRounds'>,
): readonly ChatMessage[] {
  const left = maxRounds - round;
  const isDue = when === 'always' || (when === 'near-end' && left < 2 && round > 1);
  const last = messages.at(-1);
  if (!isDue || last === undefined) return messages;
  const note =
    left === 0
      ? '[Rounds left after this one: 0. Answer now, with what you know.]'
      : `[Rounds left after this one: ${left}]`;
  return [...messages.slice(0, -1), addNote(last, note)];
}

function addNote(message: ChatMessage, note: string): ChatMessage {
  if (typeof message.content === 'string')
    return { ...message, content: `${message.content}\n\n${note}` };
  return { role: 'user', content: [...message.content, { type: 'text', text: note }] };
}
