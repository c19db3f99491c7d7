import type { FlowDocument } from '../../core/model/flow-document.ts';
import { stringifyFlow } from '../../core/model/flow-file.ts';

let last: { readonly of: FlowDocument; readonly text: string } | undefined;

/** The flow as text, written once for all that ask for the text of one state: a large one takes its time. */
export function flowTextOf(document: FlowDocument): string {
  if (last?.of !== document) last = { of: document, text: stringifyFlow(document) };
  return last.text;
}
