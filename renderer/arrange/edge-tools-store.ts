import { create } from 'zustand';
import { onlySelectedEdge, select, useCanvasStore } from '../screen/canvas-store.ts';
import { canvasView } from '../screen/canvas-view.ts';
import { edit } from '../document/document-store.ts';
import { deleteElements } from '../document/flow-edits.ts';
import type { Point } from '../document/flow-edits.ts';
import { wireCurve } from '../screen/drawn-nodes.ts';

/** A wire that a node is being chosen for. */
interface Insertion {
  readonly edge: string;
  /** Where in the window. */
  readonly screen: Point;
}

/** The search for a node to put into a wire, while it is open. */
export const useInsertion = create<{ readonly open: Insertion | undefined }>()(() => ({
  open: undefined,
}));

/** The middle of a wire, px at zoom 1; undefined for one that is not drawn. */
export function middleOfWire(edge: string): Point | undefined {
  const curve = wireCurve(edge);
  if (curve === undefined) return undefined;
  const { x1, y1, x2, y2, control1, control2 } = curve;
  return { x: (x1 + 3 * control1 + 3 * control2 + x2) / 8, y: (y1 + y2) / 2 };
}

/** Lets the person choose what comes into a wire. */
export function startInsertion(edge: string): void {
  const middle = middleOfWire(edge);
  const screen = middle && canvasView()?.toWindow(middle);
  if (screen !== undefined) useInsertion.setState({ open: { edge, screen } });
}

/** The same for the selected wire. */
export function insertIntoSelectedWire(): void {
  const edge = onlySelectedEdge(useCanvasStore.getState());
  if (edge !== undefined) startInsertion(edge);
}

export function endInsertion(): void {
  useInsertion.setState({ open: undefined });
}

/** Takes a wire away. */
export function deleteWire(edge: string): void {
  edit((document) => deleteElements(document, { nodeIds: [], edgeIds: [edge] }));
  select([...useCanvasStore.getState().nodeIds]);
}
