import type { ChatPart } from '../../contracts/chat.ts';
import { assertNever } from '../../shared/assert-never.ts';

/** Whether a part is something of the answer itself, which people see. */
export function shows(part: ChatPart): boolean {
  switch (part.type) {
    case 'text-delta':
    case 'reasoning-delta':
    case 'tool-call-start':
    case 'tool-call-delta':
    case 'tool-call-end':
    case 'tool-call-error':
    case 'image':
      return true;
    case 'usage':
    case 'retry':
    case 'fallback':
    case 'note':
    case 'finish':
      return false;
    default:
      return assertNever(part, 'chat part');
  }
}
