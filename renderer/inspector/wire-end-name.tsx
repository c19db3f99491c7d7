import type { ReactNode } from 'react';
import { splitEndpoint } from '../../core/model/flow-document.ts';
import { portsOf } from '../document/check-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';

interface WireEndNameProps {
  /** As the flow file writes it, such as `a1.text`. */
  readonly end: string;
  readonly side: 'input' | 'output';
}

/** The node at a wire's end, and its port where that has a name of its own. */
export function WireEndName({ end, side }: WireEndNameProps): ReactNode {
  const words = useKindWords();
  const { nodeId, portId } = splitEndpoint(end);
  const title = useDocumentStore((store) => store.document.nodes[nodeId]?.title ?? nodeId);
  const ports = portsOf(nodeId);
  const list = side === 'output' ? ports?.outputs : ports?.inputs;
  const inner = side === 'output' ? ports?.inner?.outputs : ports?.inner?.inputs;
  const port = [...(list ?? []), ...(inner ?? [])].find(({ id }) => id === portId);
  const label = port === undefined || port.label === port.id ? portId : words(port.label);
  return `${title} · ${label}`;
}
