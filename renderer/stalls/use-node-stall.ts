import type { StallFigure, StallVerdict } from '../../core/contracts/run-history.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { runPrefix } from '../document/flow-path.ts';
import { pickFigure } from './pick-figure.ts';
import { useStallStore } from './stall-store.ts';

/** The figure that tells how fast a node of the canvas was; undefined while the map is off, or nothing is known. */
export function useNodeStall(nodeId: string): StallFigure | undefined {
  const runNodeId = useDocumentStore(runPrefix) + nodeId;
  return useStallStore(({ isOn, byNode, measure }) => {
    const row = isOn ? byNode.get(runNodeId) : undefined;
    return row && pickFigure(row, measure);
  });
}

/** The verdict on a node as events name it, for those who are no component; undefined while the map is off. */
export function stallOf(runNodeId: string): StallVerdict | undefined {
  const { isOn, byNode, measure } = useStallStore.getState();
  const row = isOn ? byNode.get(runNodeId) : undefined;
  return row && pickFigure(row, measure)?.verdict;
}
