import type { FlowDocument } from '../../core/model/flow-document.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import { heldFlow } from '../document/flow-path.ts';

/** A flow of the open file: its own, or one that a node in it holds. */
export interface FlowPlace {
  /** The sub-flow nodes on the way to it, outermost first. */
  readonly path: readonly string[];
  /** Their titles. */
  readonly titles: readonly string[];
  readonly flow: FlowDocument;
}

/** A node of the open file. */
export interface PlacedNode {
  readonly place: FlowPlace;
  readonly nodeId: string;
  readonly title: string;
  readonly kind: string;
}

/** Deeper sub-flows are not looked into: no hand has made them. */
const deepest = 32;

/** The file's own flow and every flow that stands in it, outer ones first; flows in other files are not among them. */
export function listFlows(root: FlowDocument): readonly FlowPlace[] {
  const places: FlowPlace[] = [];
  const visit = (place: FlowPlace): void => {
    places.push(place);
    if (place.path.length >= deepest) return;
    for (const [nodeId, node] of Object.entries(place.flow.nodes)) {
      if (!isJsonObject(node.settings['flow'])) continue;
      const flow = heldFlow(place.flow, nodeId);
      if (flow === undefined) continue;
      visit({ path: [...place.path, nodeId], titles: [...place.titles, node.title], flow });
    }
  };
  visit({ path: [], titles: [], flow: root });
  return places;
}

const known = new WeakMap<FlowDocument, readonly PlacedNode[]>();

/** Every node of the open file, also those inside containers and sub-flows. */
export function listFlowNodes(root: FlowDocument): readonly PlacedNode[] {
  const found =
    known.get(root) ??
    listFlows(root).flatMap((place) =>
      Object.entries(place.flow.nodes).map(([nodeId, { title, kind }]) => ({
        place,
        nodeId,
        title,
        kind,
      })),
    );
  known.set(root, found);
  return found;
}
