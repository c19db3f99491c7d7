import type { TFunction } from 'i18next';
import type { ChatPart } from '../../core/contracts/chat.ts';
import { engineWords } from '../i18n/use-engine-words.ts';

/** One part as a line: what it is, and what it says. */
export interface PartLine {
  /** Unique among the lines of a step. */
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

/** The parts that a chunk brought, in words. */
export function describeParts(
  parts: readonly ChatPart[],
  t: TFunction<'formats'>,
): readonly PartLine[] {
  return parts.flatMap((part, index) => {
    const line = describePart(part, t);
    return line === undefined ? [] : [{ ...line, id: `${index} ${part.type}` }];
  });
}

function describePart(part: ChatPart, t: TFunction<'formats'>): Omit<PartLine, 'id'> | undefined {
  switch (part.type) {
    case 'text-delta':
      return { label: t('textPart'), text: part.text };
    case 'reasoning-delta':
      return { label: t('reasoningPart'), text: part.text };
    case 'tool-call-start':
      return { label: t('callStarts', { name: part.name }), text: '' };
    case 'tool-call-delta':
      return { label: t('argumentsPart'), text: part.text };
    case 'tool-call-end':
      return { label: t('callDone', { name: part.toolCall.name }), text: part.toolCall.arguments };
    case 'tool-call-error':
      return { label: t('errorPart'), text: engineWords(part.error.message) };
    default:
      // Nothing else comes out of a text.
      return undefined;
  }
}
