import { create } from 'zustand';
import { select, useCanvasStore } from '../screen/canvas-store.ts';
import { distanceToCurve } from '../document/wire-curve.ts';
import type { WireCurve } from '../document/wire-curve.ts';
import { nodeTraits } from '../commands/drop-nodes.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import type { NodePorts } from '../../core/model/port.ts';
import { portsOf } from '../document/check-store.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { addNode, edgeId, newNodeId } from '../document/flow-edits.ts';
import type { Point } from '../document/flow-edits.ts';
import { containerAt, makeRoom } from '../document/frames.ts';
import type { Box } from '../document/frames.ts';
import { dropNodes } from '../document/move-into.ts';
import { nodeWidth } from '../document/placement.ts';
import { findSplice, spliceNode } from '../document/splice-node.ts';
import { kindWords } from '../i18n/use-kind-words.ts';
import { drawnBox, wireCurves } from '../screen/drawn-nodes.ts';
import type { Places } from '../document/align.ts';
import { makeWay } from './make-way.ts';

/** The wire that would take what is dragged over it. */
interface SpliceMark {
  /** '' for a wire that is not there yet. */
  readonly edge: string;
  readonly curve: WireCurve;
  /** The node that the wire would lead to, where it is not there yet. */
  readonly box?: Box;
}

/** The wire that is marked, while something is dragged over it. */
export const useSpliceMark = create<{ readonly mark: SpliceMark | undefined }>()(() => ({
  mark: undefined,
}));

/** How near the middle of what is dragged has to be to a wire, px at zoom 1. */
const reach = 26;

/** Wires that the dragged thing was held over, and whether they would take it. */
const judged = new Map<string, boolean>();
let curves: ReadonlyMap<string, WireCurve> | undefined;

/** Ends what `markWireUnder…` began, and says which wire was marked. */
export function endSplicing(): string | undefined {
  const { mark } = useSpliceMark.getState();
  judged.clear();
  curves = undefined;
  if (mark !== undefined) useSpliceMark.setState({ mark: undefined });
  return mark?.edge;
}

/** Marks the wire under a dragged node that would take it; of several dragged nodes none goes into a wire. */
export function markWireUnderNode(places: Places): void {
  const [nodeId, ...more] = Object.keys(places);
  if (nodeId === undefined || more.length > 0) return;
  const { width, height } = drawnBox(nodeId);
  const { x, y } = places[nodeId] ?? { x: 0, y: 0 };
  markWireAt({ x: x + width / 2, y: y + height / 2 }, (edge) => {
    const { document } = useDocumentStore.getState();
    const dropped = dropNodes(document, places, nodeTraits);
    if (dropped.refusal !== undefined) return false;
    return findSplice(dropped.document, portsOf, edge, nodeId) !== undefined;
  });
}

/** Marks the wire under a kind that is dragged in from the palette; `at` is where its node's corner would be. */
export function markWireUnderKind(kind: KindDescriptor, at: Point): void {
  markWireAt({ x: at.x + nodeWidth / 2, y: at.y + 32 }, (edge) => fitsIntoWire(kind, edge, at));
}

function markWireAt(middle: Point, fits: (edge: string) => boolean): void {
  curves ??= wireCurves();
  let best: SpliceMark | undefined;
  let least: number = reach;
  for (const [edge, curve] of curves) {
    const low = Math.min(curve.y1, curve.y2);
    const high = Math.max(curve.y1, curve.y2);
    if (middle.y < low - reach || middle.y > high + reach) continue;
    const distance = distanceToCurve(curve, middle);
    if (distance >= least) continue;
    if (!judged.has(edge)) judged.set(edge, fits(edge));
    if (judged.get(edge) !== true) continue;
    least = distance;
    best = { edge, curve };
  }
  if (best?.edge !== useSpliceMark.getState().mark?.edge) useSpliceMark.setState({ mark: best });
}

/** A flow with a node of a kind in it, and the ports of its nodes. */
function tryKind(
  document: FlowDocument,
  kind: KindDescriptor,
  options: { readonly at: Point; readonly parent: string | undefined },
): {
  readonly nodeId: string;
  readonly flow: FlowDocument;
  readonly ports: (nodeId: string) => NodePorts | undefined;
} {
  const nodeId = newNodeId(document);
  const title = kindWords(kind.title);
  const flow = addNode(document, nodeId, kind, { ...options, title });
  return { nodeId, flow, ports: (other) => (other === nodeId ? kind.ports : portsOf(other)) };
}

function fitsIntoWire(kind: KindDescriptor, edge: string, at: Point): boolean {
  const { document } = useDocumentStore.getState();
  const parent = parentAt(document, kind, at);
  const { nodeId, flow, ports } = tryKind(document, kind, { at, parent });
  return findSplice(flow, ports, edge, nodeId) !== undefined;
}

function parentAt(document: FlowDocument, kind: KindDescriptor, at: Point): string | undefined {
  if (kind.role !== undefined) return undefined;
  const grip = { x: at.x + nodeWidth / 2, y: at.y + 40 };
  return containerAt(document, nodeTraits.isContainer, grip);
}

/** The kinds that a wire would take. */
export function kindsForWire(
  kinds: readonly KindDescriptor[],
  edge: string,
): readonly KindDescriptor[] {
  const { document } = useDocumentStore.getState();
  const wire = document.edges.find((known) => edgeId(known) === edge);
  if (wire === undefined) return [];
  const { at, parent } = makeWay(document, wire, drawnBox);
  return kinds.filter((kind) => {
    const { nodeId, flow, ports } = tryKind(document, kind, { at, parent });
    return findSplice(flow, ports, edge, nodeId) !== undefined;
  });
}

/**
 * Adds a node of a kind into a wire as one step to undo: where it was dropped, else between the wire's ends, which make
 * room for it.
 */
export function addIntoWire(kind: KindDescriptor, edge: string, dropped?: Point): void {
  const { document, readOnly } = useDocumentStore.getState();
  const wire = document.edges.find((known) => edgeId(known) === edge);
  if (readOnly || wire === undefined) return;
  const clearing =
    dropped === undefined
      ? makeWay(document, wire, drawnBox)
      : { document, at: dropped, parent: parentAt(document, kind, dropped) };
  const { nodeId, flow, ports } = tryKind(clearing.document, kind, clearing);
  const splice = findSplice(flow, ports, edge, nodeId);
  if (splice === undefined) return;
  edit(() => makeRoom(spliceNode(flow, splice), [nodeId], nodeTraits.isContainer));
  select([nodeId]);
  useCanvasStore.setState({ refused: undefined });
}
