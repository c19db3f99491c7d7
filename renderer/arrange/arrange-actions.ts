import i18next from 'i18next';
import { announce, onlySelectedNode, select, useCanvasStore } from '../screen/canvas-store.ts';
import { canvasView } from '../screen/canvas-view.ts';
import { nodeTraits } from '../commands/drop-nodes.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { portsOf } from '../document/check-store.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { nestingOf, outermostOf } from '../document/families.ts';
import { moveNodes, newNodeId } from '../document/flow-edits.ts';
import { makeRoom } from '../document/frames.ts';
import { bypassNodes } from '../document/splice-node.ts';
import { alignBoxes, distributeBoxes } from '../document/align.ts';
import type { Alignment, Axis, Places } from '../document/align.ts';
import { animateArranging } from './animate-arranging.ts';
import { drawnBox } from '../screen/drawn-nodes.ts';
import { measureNode } from './measure-node.ts';
import { focusNode } from './focus-node.ts';
import { isGroup } from '../document/group-kind.ts';
import { findNextNode } from './walk-wires.ts';
import type { WalkDirection } from './walk-wires.ts';
import {
  collectFollowers,
  groupNodes,
  groupsOf,
  ungroupNodes,
  withFollowers,
} from '../document/group-nodes.ts';
import { collectLevels } from './layout/flow-tree.ts';
import { layOutNodes } from './layout/lay-out-flow.ts';

/** The selected nodes that move for themselves: not with a container or a group that is selected too. */
export function selectedMovers(): readonly string[] {
  const { document } = useDocumentStore.getState();
  const selected = [...useCanvasStore.getState().nodeIds].filter(
    (nodeId) => document.nodes[nodeId] !== undefined,
  );
  const outermost = outermostOf(document, selected);
  const groups = outermost.filter((nodeId) => isGroup(document.nodes[nodeId]));
  const followers = collectFollowers(document, groups, drawnBox);
  return outermost.filter((nodeId) => !followers.has(nodeId));
}

/** Lines the selected nodes up as one step to undo; each stays in its container. */
export function alignSelection(alignment: Alignment): void {
  moveSelection(alignBoxes(boxesOf(selectedMovers()), alignment));
}

/** Makes the gaps between the selected nodes equal, as one step to undo. */
export function distributeSelection(axis: Axis): void {
  moveSelection(distributeBoxes(boxesOf(selectedMovers()), axis));
}

function boxesOf(nodeIds: readonly string[]): ReadonlyMap<string, ReturnType<typeof drawnBox>> {
  return new Map(nodeIds.map((nodeId) => [nodeId, drawnBox(nodeId)]));
}

function moveSelection(places: Places): void {
  animateArranging();
  edit((document) => {
    const followers = collectFollowers(document, Object.keys(places), drawnBox);
    const all = withFollowers(document, places, followers);
    return makeRoom(moveNodes(document, all), Object.keys(all), nodeTraits.isContainer);
  });
}

/**
 * Lays out the selected nodes, or, where fewer than two are selected and no frame is, the whole flow, as one step to
 * undo; the whole flow is then brought into sight.
 */
export function layOutFlow(): void {
  const { document } = useDocumentStore.getState();
  const movers = selectedMovers();
  const [only] = movers;
  const isFrame =
    only !== undefined && (nodeTraits.isContainer(only) || isGroup(document.nodes[only]));
  const isWhole = movers.length < 2 && !isFrame;
  animateArranging();
  edit((flow) => {
    const laidOut = isWhole ? layOutLevel(flow, undefined) : layOutMovers(flow, movers);
    return sameLayout(flow, laidOut) ? flow : laidOut;
  });
  if (isWhole) requestAnimationFrame(() => canvasView()?.fit());
  announce(i18next.t('laidOut', { ns: 'canvas' }));
}

function layOutMovers(flow: FlowDocument, movers: readonly string[]): FlowDocument {
  const { isContainer } = nodeTraits;
  const followers = collectFollowers(flow, movers, drawnBox);
  const nesting = nestingOf(flow);
  const levels = Map.groupBy([...movers, ...followers.keys()], (nodeId) =>
    nesting.parentOf(nodeId),
  );
  let laidOut = flow;
  for (const nodeIds of levels.values()) laidOut = layOutLevel(laidOut, nodeIds);
  return makeRoom(laidOut, [...movers], isContainer);
}

function layOutLevel(document: FlowDocument, nodeIds: readonly string[] | undefined): FlowDocument {
  const source = { document, isContainer: nodeTraits.isContainer, measure: measureNode };
  return layOutNodes(source, nodeIds ?? collectLevels(source).get('') ?? []);
}

/** A layout that changes nothing is no step to undo. */
function sameLayout(a: FlowDocument, b: FlowDocument): boolean {
  return Object.keys(a.nodes).every(
    (nodeId) => a.layout[nodeId]?.join() === b.layout[nodeId]?.join(),
  );
}

/** Removes the selected nodes and joins what led to each with what it led to, as one step to undo. */
export function bypassSelection(): void {
  const nodeIds = [...useCanvasStore.getState().nodeIds];
  edit((document) => bypassNodes(document, portsOf, nodeIds));
  select([]);
  announce(i18next.t('bypassed', { ns: 'canvas' }));
}

/** Selects the node that lies in a direction from the selected one, and gives it the keys. */
export function walk(direction: WalkDirection): void {
  const { document } = useDocumentStore.getState();
  const from = onlySelectedNode(useCanvasStore.getState());
  const next = findNextNode(document, from, direction, drawnBox);
  if (next === undefined) return;
  select([next]);
  focusNode(next);
}

/** Puts a titled frame behind the selected nodes as one step to undo, and selects it. */
export function groupSelection(): void {
  const { document, readOnly } = useDocumentStore.getState();
  const nodeIds = [...useCanvasStore.getState().nodeIds];
  if (readOnly || nodeIds.length === 0) return;
  const id = newNodeId(document);
  const title = i18next.t('groupTitle', { ns: 'canvas' });
  const grouped = groupNodes(document, nodeIds, { id, title, boxOf: drawnBox });
  if (grouped === undefined) {
    useCanvasStore.setState({ refused: { reason: 'group-apart' } });
    return;
  }
  edit(() => makeRoom(grouped, [id], nodeTraits.isContainer));
  select([id]);
  announce(i18next.t('grouped', { ns: 'canvas' }));
}

/** The groups that are selected; else those that the selected nodes stand on. */
export function groupsInSelection(): readonly string[] {
  const { document } = useDocumentStore.getState();
  const nodeIds = [...useCanvasStore.getState().nodeIds];
  const groups = nodeIds.filter((nodeId) => isGroup(document.nodes[nodeId]));
  return groups.length > 0 ? groups : groupsOf(document, nodeIds, drawnBox);
}

/** Takes the frame behind the selected nodes away and selects what stood on it. */
export function ungroupSelection(): void {
  const { document } = useDocumentStore.getState();
  const groups = groupsInSelection();
  if (groups.length === 0) return;
  const members = collectFollowers(document, groups, drawnBox);
  edit((flow) => ungroupNodes(flow, groups));
  select([...members.keys()]);
  announce(i18next.t('ungrouped', { ns: 'canvas' }));
}
