import { create } from 'zustand';
import { canvasView } from '../screen/canvas-view.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { familyOf, nestingOf } from '../document/families.ts';
import type { Box } from '../document/frames.ts';
import { boundsOf } from '../document/align.ts';
import type { Places } from '../document/align.ts';
import { drawnBox } from '../screen/drawn-nodes.ts';
import { isGroup } from '../document/group-kind.ts';
import { snapBox } from './snap.ts';
import type { Guide } from './snap.ts';

/** What dragged nodes can snap to: found once, when the drag begins. */
export interface Snapping {
  readonly others: readonly Box[];
}

/** How close is close enough, px on screen. */
const reachPx = 6;
/** Further out everything is close to everything. */
const leastZoom = 0.3;

/** The lines that show what the dragged nodes snapped to. */
export const useSnapGuides = create<{ readonly guides: readonly Guide[] }>()(() => ({
  guides: [],
}));

const noGuides: readonly Guide[] = [];
let isHeld = false;

/** Alt or Ctrl switches snapping off for as long as it is held. */
function noteModifiers(event: PointerEvent | KeyboardEvent): void {
  isHeld = event.altKey || event.ctrlKey;
}

const modifierEvents = ['pointermove', 'keydown', 'keyup'] as const;

/** Finds what is in sight besides the dragged nodes and what moves with them or lies around them. */
export function startSnapping(nodeIds: readonly string[]): Snapping {
  for (const name of modifierEvents) window.addEventListener(name, noteModifiers, true);
  const { document } = useDocumentStore.getState();
  const view = canvasView()?.inSight();
  if (view === undefined) return { others: [] };
  const moving = familyOf(document, nodeIds);
  const nesting = nestingOf(document);
  const around = new Set(nodeIds.flatMap((nodeId) => nesting.ancestorsOf(nodeId)));
  const others = Object.entries(document.nodes)
    .filter(([nodeId, node]) => !moving.has(nodeId) && !around.has(nodeId) && !isGroup(node))
    .map(([nodeId]) => drawnBox(nodeId))
    .filter((box) => touches(box, view));
  return { others };
}

export function endSnapping(): void {
  for (const name of modifierEvents) window.removeEventListener(name, noteModifiers, true);
  isHeld = false;
  useSnapGuides.setState({ guides: noGuides });
}

/** The places that nodes take instead of those under the pointer: all of them move by the same amount. */
export function snapPlaces({ others }: Snapping, places: Places): Places {
  const zoom = canvasView()?.zoom() ?? 1;
  if (isHeld || others.length === 0 || zoom < leastZoom) {
    if (useSnapGuides.getState().guides.length > 0) useSnapGuides.setState({ guides: noGuides });
    return places;
  }
  const boxes = Object.entries(places).map(([nodeId, place]) => ({
    ...drawnBox(nodeId),
    ...place,
  }));
  const { shift, guides } = snapBox(boundsOf(boxes), others, reachPx / zoom);
  if (guides.length > 0 || useSnapGuides.getState().guides.length > 0) {
    useSnapGuides.setState({ guides });
  }
  if (shift.x === 0 && shift.y === 0) return places;
  return Object.fromEntries(
    Object.entries(places).map(([nodeId, { x, y }]) => [
      nodeId,
      { x: x + shift.x, y: y + shift.y },
    ]),
  );
}

function touches(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
