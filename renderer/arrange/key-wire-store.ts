import i18next from 'i18next';
import { create } from 'zustand';
import { announce, onlySelectedNode, useCanvasStore } from '../screen/canvas-store.ts';
import { canvasView } from '../screen/canvas-view.ts';
import { innerHandle } from '../document/handle-ids.ts';
import { curveBetween } from '../document/wire-curve.ts';
import { portsOf } from '../document/check-store.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { connect } from '../document/flow-edits.ts';
import { drawnBox, portSpot } from '../screen/drawn-nodes.ts';
import { focusNode } from './focus-node.ts';
import { useSpliceMark } from './splicing.ts';
import { listEnds, listTargets } from './wire-ends.ts';
import type { PortEnd, WireSide, WireTarget } from './wire-ends.ts';

/** A wire that is being drawn by keys. */
export interface KeyWire {
  readonly nodeId: string;
  /** Which of its ends is fixed. */
  readonly side: WireSide;
  /** The ports that it can start from, and the one that it does. */
  readonly ends: readonly PortEnd[];
  readonly end: PortEnd;
  /** The ports that would take it, and the marked one. */
  readonly targets: readonly WireTarget[];
  readonly at: number;
}

export const useKeyWire = create<{ readonly wire: KeyWire | undefined }>()(() => ({
  wire: undefined,
}));

/** Starts a wire at the selected node: at its outputs, or, where it has none, at its inputs. */
export function startKeyWire(): void {
  const nodeId = onlySelectedNode(useCanvasStore.getState());
  if (nodeId === undefined || useDocumentStore.getState().readOnly) return;
  const side = listEnds(portsOf, nodeId, 'output').length > 0 ? 'output' : 'input';
  const ends = listEnds(portsOf, nodeId, side);
  const found = ends.map((end) => wireFrom(nodeId, side, { ends, end }));
  const wire = found.find(({ targets }) => targets.length > 0);
  if (wire === undefined) announce(i18next.t('nothingFits', { ns: 'canvas' }));
  else show(wire);
}

function wireFrom(
  nodeId: string,
  side: WireSide,
  { ends, end }: { readonly ends: readonly PortEnd[]; readonly end: PortEnd },
): KeyWire {
  const { document } = useDocumentStore.getState();
  const targets = listTargets(document, portsOf, end, { side, boxOf: drawnBox });
  return { nodeId, side, ends, end, targets, at: 0 };
}

/** Marks another target; at the end of the list it goes on at the other end. */
export function stepTarget(by: number): void {
  const { wire } = useKeyWire.getState();
  if (wire === undefined || wire.targets.length === 0) return;
  const count = wire.targets.length;
  show({ ...wire, at: (wire.at + by + count) % count });
}

/** Lets the wire start at another port of the node. */
export function stepEnd(by: number): void {
  const { wire } = useKeyWire.getState();
  if (wire === undefined || wire.ends.length < 2) return;
  const count = wire.ends.length;
  const end = wire.ends[(wire.ends.indexOf(wire.end) + by + count) % count] ?? wire.end;
  show(wireFrom(wire.nodeId, wire.side, { ends: wire.ends, end }));
}

function show(wire: KeyWire): void {
  const target = wire.targets[wire.at];
  useKeyWire.setState({ wire });
  if (target === undefined) {
    useSpliceMark.setState({ mark: undefined });
    return;
  }
  canvasView()?.reveal(target.nodeId);
  const spotOf = (end: PortEnd, side: WireSide): ReturnType<typeof portSpot> =>
    portSpot(end.nodeId, side, end.isInner ? innerHandle(end.port.id) : end.port.id);
  const [out, into] = wire.side === 'output' ? [wire.end, target] : [target, wire.end];
  const [from, to] = [spotOf(out, 'output'), spotOf(into, 'input')];
  const curve = from && to && curveBetween(from, to);
  const mark = curve && { edge: '', curve, box: drawnBox(target.nodeId) };
  useSpliceMark.setState({ mark });
}

/** Draws the wire to the marked target, as one step to undo. */
export function finishKeyWire(): void {
  const { wire } = useKeyWire.getState();
  const target = wire?.targets[wire.at];
  if (wire === undefined || target === undefined) return;
  edit((flow) => connect(flow, target.wire, target.replaces));
  const { nodes } = useDocumentStore.getState().document;
  const titleOf = (nodeId: string): string => nodes[nodeId]?.title ?? '';
  const [start, goal] = [titleOf(wire.nodeId), titleOf(target.nodeId)];
  const [from, to] = wire.side === 'output' ? [start, goal] : [goal, start];
  endKeyWire();
  announce(i18next.t('connected', { ns: 'canvas', from, to }));
}

/** Ends it without a wire; the keys go back to the node. */
export function endKeyWire(): void {
  const { wire } = useKeyWire.getState();
  if (wire === undefined) return;
  useKeyWire.setState({ wire: undefined });
  useSpliceMark.setState({ mark: undefined });
  focusNode(wire.nodeId);
}
