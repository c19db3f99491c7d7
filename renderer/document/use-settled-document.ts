import { useDeferredValue } from 'react';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { useDocumentStore } from './document-store.ts';

/**
 * The open flow for what looks at all of it: words that are typed into a node come with the next idle moment, so that no
 * key waits for them; what moves, comes, goes or is wired is there at once.
 */
export function useSettledDocument(): FlowDocument {
  const document = useDocumentStore((store) => store.document);
  const settled = useDeferredValue(document);
  return isOnlyTyped(settled, document) ? settled : document;
}

/** Whether two states of a flow have the same nodes in the same places, with the same wires. */
function isOnlyTyped(before: FlowDocument, after: FlowDocument): boolean {
  return before.layout === after.layout && before.edges === after.edges;
}
