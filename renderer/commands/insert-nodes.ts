import { select } from '../screen/canvas-store.ts';
import { nodeTraits } from './drop-nodes.ts';
import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { portsOf } from '../document/check-store.ts';
import { judgeWireAmong } from '../document/connection-rules.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { outermostOf } from '../document/families.ts';
import { insertFragment } from '../document/flow-edits.ts';
import type { FlowFragment, Inserted, Point } from '../document/flow-edits.ts';
import { makeRoom, putInto } from '../document/frames.ts';
import { changeParents, findParents } from '../document/move-into.ts';
import type { NodeTraits } from '../document/move-into.ts';
import { WireDraft } from '../document/wire-draft.ts';
import { findKind } from '../engine/engine-store.ts';

/** How copied nodes come into the flow. */
export interface InsertOptions {
  /** How far from where they were copied. */
  readonly offset: Point;
  /** They go into the container that they land on; otherwise into the one that they were copied from. */
  readonly landing?: boolean;
  /** What led to them leads to the copies, too, where it can. */
  readonly keepsWires?: boolean;
}

/** Adds copied nodes as one step to undo, and selects them. */
export function insertNodes(fragment: FlowFragment, options: InsertOptions): void {
  let nodeIds: readonly string[] = [];
  edit((flow) => {
    const inserted = insertFragment(flow, fragment, options.offset, nodeTraits.isContainer);
    ({ nodeIds } = inserted);
    const landed = options.landing === true ? land(inserted) : inserted.document;
    const wired = options.keepsWires === true ? joinWires(landed, fragment, inserted) : landed;
    return makeRoom(wired, nodeIds, traitsIn(wired).isContainer);
  });
  const { document } = useDocumentStore.getState();
  if (nodeIds.length > 0) select(outermostOf(document, nodeIds));
}

/** What the kinds say of nodes that the open flow does not have yet. */
function traitsIn(document: FlowDocument): NodeTraits {
  const kindOf = (nodeId: string): ReturnType<typeof findKind> =>
    findKind(document.nodes[nodeId]?.kind ?? '');
  return {
    isContainer: (nodeId) => kindOf(nodeId)?.isContainer === true,
    isFlowEnd: (nodeId) => kindOf(nodeId)?.role !== undefined,
    portsOf: (nodeId) => portsOf(nodeId) ?? kindOf(nodeId)?.ports,
  };
}

/** Puts nodes into the container under them, or out of all where that one cannot take them. */
function land({ document, nodeIds }: Inserted): FlowDocument {
  const traits = traitsIn(document);
  const outermost = outermostOf(document, nodeIds);
  const places = Object.fromEntries(
    outermost.map((nodeId): [string, Point] => {
      const [x, y] = document.layout[nodeId] ?? [0, 0];
      return [nodeId, { x, y }];
    }),
  );
  const result = changeParents(document, findParents(document, places, traits), traits);
  if (result.refusal === undefined) return result.document;
  const out = new Map(outermost.map((nodeId) => [nodeId, undefined]));
  return putInto(document, out, traits.isContainer);
}

function joinWires(
  document: FlowDocument,
  { incoming = [] }: FlowFragment,
  { newIds }: Inserted,
): FlowDocument {
  if (incoming.length === 0) return document;
  const oldIds = new Map([...newIds].map(([oldId, newId]) => [newId, oldId]));
  const knownPorts = (nodeId: string): ReturnType<typeof portsOf> =>
    portsOf(oldIds.get(nodeId) ?? nodeId);
  const draft = new WireDraft(document);
  for (const { from, to } of incoming) {
    const { nodeId, portId } = splitEndpoint(to);
    const wire = { from, to: `${newIds.get(nodeId) ?? nodeId}.${portId}` };
    if (document.nodes[splitEndpoint(from).nodeId] === undefined) continue;
    const verdict = judgeWireAmong(draft, document, knownPorts, wire);
    if (verdict.allowed) draft.connect(wire, verdict.replaces);
  }
  return { ...document, edges: draft.edges };
}
