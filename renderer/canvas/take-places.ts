import type { NodeChange } from '@xyflow/react';
import { drawnBox } from '../screen/drawn-nodes.ts';
import { collectFollowers, withFollowers } from '../document/group-nodes.ts';
import { endSnapping, snapPlaces, startSnapping } from '../arrange/snapping.ts';
import { endSplicing, markWireUnderNode } from '../arrange/splicing.ts';
import type { Snapping } from '../arrange/snapping.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { nestingOf } from '../document/families.ts';
import type { Point } from '../document/flow-edits.ts';
import type { CanvasNode } from './canvas-elements.ts';
import { useCanvasStore } from '../screen/canvas-store.ts';
import { isDrawnAsFrame, letGo, showDrop } from '../commands/drop-nodes.ts';

type Places = Readonly<Record<string, Point>>;

/** Nodes on their way under the pointer. */
interface Drag {
  /** What stands on the groups among them. */
  readonly followers: ReadonlyMap<string, string>;
  readonly snapping: Snapping;
  /** Where they are shown, reckoned from the corner of the canvas. */
  places: Places;
}

let drag: Drag | undefined;

/** While nodes are dragged their places stay out of the document; the end of the drag is one step to undo. */
export function takePlaces(changes: readonly NodeChange<CanvasNode>[]): void {
  const moving: Record<string, Point> = {};
  const settled: Record<string, Point> = {};
  for (const change of changes) {
    if (change.type !== 'position' || change.position === undefined) continue;
    (change.dragging === true ? moving : settled)[change.id] = change.position;
  }
  if (Object.keys(moving).length > 0) followPointer(toAbsolute(moving));
  if (Object.keys(settled).length > 0) settle(toAbsolute(settled));
}

function followPointer(wished: Places): void {
  const { document } = useDocumentStore.getState();
  drag ??= startDrag(Object.keys(wished));
  const snapped = snapPlaces(drag.snapping, wished);
  const places = withFollowers(document, snapped, drag.followers);
  drag.places = { ...drag.places, ...places };
  const shown = toRelative(places);
  useCanvasStore.setState(({ dragged }) => ({ dragged: { ...dragged, ...shown } }));
  showDrop(snapped);
  markWireUnderNode(snapped);
}

function startDrag(nodeIds: readonly string[]): Drag {
  const { document } = useDocumentStore.getState();
  const followers = collectFollowers(document, nodeIds, drawnBox);
  return { followers, snapping: startSnapping([...nodeIds, ...followers.keys()]), places: {} };
}

function settle(places: Places): void {
  const { document } = useDocumentStore.getState();
  if (drag === undefined) {
    const nodeIds = Object.keys(places);
    const followers = collectFollowers(document, nodeIds, drawnBox);
    letGo(withFollowers(document, places, followers), `nudge ${nodeIds.join(' ')}`);
    return;
  }
  const shown = drag.places;
  drag = undefined;
  endSnapping();
  letGo({ ...places, ...shown }, undefined, endSplicing());
}

/** React Flow reckons from the corner of the container around a node, the file from that of the canvas. */
function toAbsolute(places: Places): Places {
  return shiftByCorners(places, 1);
}

function toRelative(places: Places): Places {
  return shiftByCorners(places, -1);
}

function shiftByCorners(places: Places, sign: 1 | -1): Places {
  const { document } = useDocumentStore.getState();
  const nesting = nestingOf(document);
  const cornerOf = (nodeId: string): Point => {
    const parent = nesting.parentOf(nodeId);
    if (parent === undefined || !isDrawnAsFrame(parent)) return { x: 0, y: 0 };
    const moved = places[parent];
    if (moved === undefined) {
      const [x, y] = document.layout[parent] ?? [0, 0];
      return { x, y };
    }
    if (sign < 0) return moved;
    const around = cornerOf(parent);
    return { x: moved.x + around.x, y: moved.y + around.y };
  };
  return Object.fromEntries(
    Object.entries(places).map(([nodeId, { x, y }]) => {
      const corner = cornerOf(nodeId);
      return [nodeId, { x: x + sign * corner.x, y: y + sign * corner.y }];
    }),
  );
}
