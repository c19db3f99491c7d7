import { create } from 'zustand';
import type { Finding } from '../../core/model/finding.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { stringifyFlow } from '../../core/model/flow-file.ts';
import type { NodeInfo } from '../../core/model/kind-descriptor.ts';
import type { NodePorts } from '../../core/model/port.ts';
import { findKind, useEngineStore } from '../engine/engine-store.ts';
import { useDocumentStore } from './document-store.ts';

interface CheckStore {
  readonly findings: readonly Finding[];
  readonly nodes: Readonly<Record<string, NodeInfo>>;
}

/** What the engine says of the open flow; follows the document by some 100 ms. */
export const useCheckStore = create<CheckStore>()(() => ({ findings: [], nodes: {} }));

const pauseMs = 120;

/** Has the engine check the document now and after every change, for as long as the window lives. */
export function keepChecked(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void check(useDocumentStore.getState().document), pauseMs);
  };
  useDocumentStore.subscribe((now, before) => {
    if (now.document !== before.document) schedule();
  });
  useEngineStore.subscribe((now, before) => {
    if (now.client !== undefined && now.client !== before.client) schedule();
  });
  schedule();
}

async function check(document: FlowDocument): Promise<void> {
  const { client } = useEngineStore.getState();
  if (client === undefined) return;
  try {
    const { findings, nodes } = await client.call('flow.check', { text: stringifyFlow(document) });
    // An answer to an older document would undo what a later one already showed.
    if (useDocumentStore.getState().document === document) {
      useCheckStore.setState({ findings, nodes });
    }
  } catch {
    // The engine went away: the check is made again as soon as it is back.
  }
}

/** The ports of a node: as the engine last saw them, else as its kind has them by default. */
export function portsOf(nodeId: string): NodePorts | undefined {
  const checked = useCheckStore.getState().nodes[nodeId]?.ports;
  if (checked !== undefined) return checked;
  const kind = useDocumentStore.getState().document.nodes[nodeId]?.kind;
  return kind === undefined ? undefined : findKind(kind)?.ports;
}
