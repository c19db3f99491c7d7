import type { ChatMessage } from '../../contracts/chat.ts';
import { fillTemplate } from '../../model/template.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';
import { attach } from './attach.ts';
import { readAttachments } from './read-attachments.ts';

/**
 * The messages of a node with a task of its own: the task and the person's instructions as the system message, earlier
 * messages as they are, and what the named inputs bring as the user's message, with attachments. Throws
 * `nothing_to_ask` when the inputs bring nothing.
 */
export function buildTask(
  task: string,
  instructions: string,
  inputs: PortValues,
  textInputs: readonly string[],
): readonly ChatMessage[] {
  const own = fillTemplate(instructions, inputs);
  const text = textInputs
    .map((id) => inputs[id])
    .filter((value) => typeof value === 'string' && value !== '')
    .join('\n\n');
  const attachments = readAttachments(inputs['attachments']);
  if (text === '' && attachments.length === 0) {
    throw new MillraceError('nothing_to_ask', 'There is no text to work on.', {
      action: `Connect ${textInputs.join(' or ')}, and give it a text.`,
    });
  }
  const messages: ChatMessage[] = [
    { role: 'system', content: own === '' ? task : `${task}\n\n${own}` },
    ...((inputs['messages'] as readonly ChatMessage[] | undefined) ?? []),
  ];
  if (text !== '') messages.push({ role: 'user', content: text });
  attach(messages, attachments);
  return messages;
}
