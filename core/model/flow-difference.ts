import type { JsonValue } from '../shared/json.ts';
import type { FlowEdge, FlowNode, Placement } from './flow-document.ts';

/** One value that is another one now; undefined on the side where there is none. */
export interface ValueChange {
  /** Keys and indexes from the node, or from the flow, such as ["settings", "prompt"]. */
  readonly path: readonly (string | number)[];
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** A node that stands on one side only. */
export interface LoneNode {
  readonly nodeId: string;
  readonly node: FlowNode;
  /** Absent for a node without a place. */
  readonly place?: Placement;
}

/** A node that stands on both sides and is not set the same. */
export interface ChangedNode {
  readonly nodeId: string;
  /** As it is called now. */
  readonly title: string;
  readonly kind: string;
  /** All but its place and what lies in a flow that it holds. */
  readonly values: readonly ValueChange[];
  /** What is different in the flow that it holds; absent when nothing is, or it holds none on one side. */
  readonly held?: FlowDifference;
}

/** A node that stands elsewhere, or has another size. */
export interface MovedNode {
  readonly nodeId: string;
  readonly title: string;
  readonly from: Placement | undefined;
  readonly to: Placement | undefined;
  /** Nothing but its place is different. */
  readonly only: boolean;
}

/** A wire that stands on one side only. */
export interface LoneEdge {
  readonly edge: FlowEdge;
  /** The titles and ports of its ends, such as `Question.value → Model.prompt`. */
  readonly name: string;
}

/** All that is different between two flows. Every list is in the order of the flow that it is about. */
export interface FlowDifference {
  /** The flow's name, description and whatever else stands beside its nodes. */
  readonly flow: readonly ValueChange[];
  readonly added: readonly LoneNode[];
  readonly removed: readonly LoneNode[];
  readonly changed: readonly ChangedNode[];
  readonly moved: readonly MovedNode[];
  readonly addedEdges: readonly LoneEdge[];
  readonly removedEdges: readonly LoneEdge[];
  /** The wires that stand on both sides, or those and the added ones, do not stand in the same order. */
  readonly reordered: boolean;
}

/** How much is different, flows within flows included; for a line that sums it up. */
export interface DifferenceCounts {
  readonly added: number;
  readonly removed: number;
  /** Values of nodes and of flows. */
  readonly settings: number;
  /** Nodes of which only the place is different. */
  readonly moved: number;
  readonly wires: number;
}

/** Whether nothing is different; with `ignoreLayout` places do not count. */
export function isSame(
  difference: FlowDifference,
  { ignoreLayout = false }: { readonly ignoreLayout?: boolean } = {},
): boolean {
  const { flow, added, removed, changed, moved, addedEdges, removedEdges, reordered } = difference;
  const lists = [flow, added, removed, addedEdges, removedEdges];
  if (reordered || lists.some((list) => list.length > 0)) return false;
  if (!ignoreLayout && moved.length > 0) return false;
  return changed.every(
    ({ values, held }) =>
      values.length === 0 && (held === undefined || isSame(held, { ignoreLayout })),
  );
}

/** Counts what is different. */
export function countDifferences(difference: FlowDifference): DifferenceCounts {
  const { flow, added, removed, changed, moved, addedEdges, removedEdges } = difference;
  const own: DifferenceCounts = {
    added: added.length,
    removed: removed.length,
    settings: changed.reduce((sum, { values }) => sum + values.length, flow.length),
    moved: moved.filter(({ only }) => only).length,
    wires: addedEdges.length + removedEdges.length + (difference.reordered ? 1 : 0),
  };
  return changed.reduce((sum, { held }) => (held === undefined ? sum : add(sum, held)), own);
}

function add(sum: DifferenceCounts, held: FlowDifference): DifferenceCounts {
  const inner = countDifferences(held);
  return {
    added: sum.added + inner.added,
    removed: sum.removed + inner.removed,
    settings: sum.settings + inner.settings,
    moved: sum.moved + inner.moved,
    wires: sum.wires + inner.wires,
  };
}
