import { create } from 'zustand';
import type { Finding } from '../../core/model/finding.ts';
import type { FlowCheck } from '../../core/model/flow-check.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { NodeInfo } from '../../core/model/kind-descriptor.ts';
import type { NodePorts } from '../../core/model/port.ts';
import type { FlowReach } from '../../core/model/reach.ts';
import { findKind, useEngineStore } from '../engine/engine-store.ts';
import { useDocumentStore, type OpenFile } from './document-store.ts';
import { flowTextOf } from './flow-text.ts';
import { keepSame } from './keep-same.ts';

interface CheckedFile {
  readonly document: FlowDocument;
  readonly file: OpenFile;
}

interface CheckStore {
  readonly findings: readonly Finding[];
  readonly nodes: Readonly<Record<string, NodeInfo>>;
  /** What the whole flow may reach. */
  readonly reaches: readonly FlowReach[];
  /** Whether it would be let run; undefined where nobody is asked. */
  readonly isTrusted: boolean | undefined;
}

/** What the engine says of the open flow; follows the document by some 100 ms. */
export const useCheckStore = create<CheckStore>()(() => ({
  findings: [],
  nodes: {},
  reaches: [],
  isTrusted: undefined,
}));

const pauseMs = 120;

let checkAgain = (): void => {};

/** Has the engine check the document once more, as after what it depends on has changed. */
export function refreshCheck(): void {
  checkAgain();
}

/** Has the engine check the document now and after every change, for as long as the window lives. */
export function keepChecked(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void check(useDocumentStore.getState()), pauseMs);
  };
  useDocumentStore.subscribe((now, before) => {
    if (now.document !== before.document || now.file.place !== before.file.place) schedule();
  });
  useEngineStore.subscribe((now, before) => {
    const isOther = now.client !== before.client || now.kinds !== before.kinds;
    if (now.client !== undefined && isOther) schedule();
  });
  checkAgain = schedule;
  schedule();
}

async function check({ document, file: { place } }: CheckedFile): Promise<void> {
  const { client } = useEngineStore.getState();
  if (client === undefined) return;
  try {
    const ask = (flow: FlowDocument): Promise<FlowCheck> =>
      client.call('flow.check', {
        text: flowTextOf(flow),
        ...(place === undefined ? {} : { place }),
      });
    const { root } = useDocumentStore.getState();
    const shown = await ask(document);
    // Of a flow inside the flow the findings are shown, but what is agreed to is the whole.
    const whole = root === document ? shown : await ask(root);
    // An answer to an older document would undo what a later one already showed.
    const now = useDocumentStore.getState();
    if (now.document === document && now.file.place === place) {
      const { findings, nodes } = shown;
      const { reaches = [], isTrusted } = whole;
      // Most of an answer is as before: then nothing of it is drawn again.
      useCheckStore.setState((known) => keepSame(known, { findings, nodes, reaches, isTrusted }));
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
