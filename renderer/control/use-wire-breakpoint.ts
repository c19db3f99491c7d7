import { useDocumentStore } from '../document/document-store.ts';
import { marksOf, useFlowMarks } from '../document/flow-marks-store.ts';
import { runPrefix } from '../document/flow-path.ts';

/** Whether runs hold where a value goes over a wire; `wire` is the wire's id on the canvas. */
export function useWireBreakpoint(wire: string): boolean {
  const flowId = useDocumentStore((store) => store.root.id);
  const prefix = useDocumentStore(runPrefix);
  return useFlowMarks((store) =>
    marksOf(store, flowId).breakpoints.some(
      (one) =>
        'edge' in one &&
        one.edge.to.startsWith(prefix) &&
        `${one.edge.from.slice(prefix.length)}->${one.edge.to.slice(prefix.length)}` === wire,
    ),
  );
}
