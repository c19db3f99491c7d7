import type { AttachmentSource, ChatRequest } from '../../contracts/chat.ts';
import { MillraceError } from '../../shared/errors.ts';

/** The address of an attachment: its own, or a data URL that holds it. */
export function addressOf(part: AttachmentSource & { readonly mediaType: string }): string {
  return 'url' in part ? part.url : `data:${part.mediaType};base64,${part.data}`;
}

/** Whether any message carries an image or a file. */
export function hasAttachments(request: ChatRequest): boolean {
  return request.messages.some(
    ({ content }) => typeof content !== 'string' && content.some((part) => part.type !== 'text'),
  );
}

/** The error for a file given by address where the endpoint takes files only within the request. */
export function refuseFileAddress(name: string): MillraceError {
  return new MillraceError(
    'attachments_rejected',
    `The file “${name}” is given by its address, but this endpoint takes files only with their content.`,
    { action: 'Attach the file itself instead of its address.' },
  );
}
