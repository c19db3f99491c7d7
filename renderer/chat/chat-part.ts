import * as z from 'zod';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { GrowingText } from './growing-text.ts';

/** A stretch of text, or of reasoning, that one node wrote. */
export interface TextPart {
  readonly kind: 'text' | 'reasoning';
  /** True for what answers the person; else it was said on the way, and is shown folded. */
  isAnswer: boolean;
  /** Who wrote it. */
  readonly speaker: string;
  /** Grows while the node speaks. */
  readonly text: GrowingText;
}

/** A tool call with what came of it. */
export interface CallPart {
  readonly kind: 'call';
  name: string;
  /** As the model wrote them, so far. */
  arguments: string;
  /** Undefined while the tool is at work, and for good where the run ended before it answered. */
  result: { readonly text: string; readonly isError: boolean } | undefined;
}

/** What went wrong on the way, or ended it. */
export interface ErrorPart {
  readonly kind: 'retry' | 'failure';
  readonly error: ErrorInfo;
}

/** One thing that stands in an answer, in the order in which it began. */
export type ChatPart = TextPart | CallPart | ErrorPart;

/** A part as it is stored: its text written out. */
export type StoredPart =
  | (Omit<TextPart, 'text'> & { readonly text: string })
  | CallPart
  | ErrorPart;

/** What an error that was written out must look like. */
export const errorInfo: z.ZodType<ErrorInfo> = z.object({
  code: z.string(),
  message: z.string(),
  action: z.string().exactOptional(),
  nodeId: z.string().exactOptional(),
  details: z.json().exactOptional(),
  get cause() {
    return errorInfo.exactOptional();
  },
});

/** What a part that was written out must look like. */
export const storedPart: z.ZodType<StoredPart> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['text', 'reasoning']),
    isAnswer: z.boolean(),
    speaker: z.string(),
    text: z.string(),
  }),
  z.object({
    kind: z.literal('call'),
    name: z.string(),
    arguments: z.string(),
    // JSON drops what is undefined: the key comes back by the last step.
    result: z
      .object({ text: z.string(), isError: z.boolean() })
      .optional()
      .transform((result) => result),
  }),
  z.object({ kind: z.enum(['retry', 'failure']), error: errorInfo }),
]);

/** Writes a part out. */
export function storePart(part: ChatPart): StoredPart {
  return 'text' in part ? { ...part, text: part.text.toString() } : part;
}

/** Reads a part that was written out. */
export function loadPart(part: StoredPart): ChatPart {
  return 'text' in part ? { ...part, text: new GrowingText(part.text) } : part;
}
