import type { FlowDocument, FlowNode } from '../../core/model/flow-document.ts';
import { flowDocumentSchema } from '../../core/model/flow-document.ts';
import type { JsonObject } from '../../core/shared/json.ts';

/** What the document store knows of where it is. */
interface Located {
  /** The sub-flow nodes that were entered, outermost first. */
  readonly path: readonly string[];
}

/** What stands before the ids of the shown flow's nodes in a run's events; '' for the file's own flow. */
export function runPrefix({ path }: Located): string {
  return path.length === 0 ? '' : `${path.join('/')}/`;
}

/** The flow that a node holds, or that was read from the file it names; undefined for a node without one. */
export function heldFlow(document: FlowDocument, nodeId: string): FlowDocument | undefined {
  const settings = document.nodes[nodeId]?.settings;
  if (settings === undefined) return undefined;
  const { flow } = settings;
  if (typeof flow !== 'object' || flow === null || Array.isArray(flow)) return read.get(settings);
  const known = held.get(flow);
  if (known !== undefined) return known;
  const parsed = flowDocumentSchema.safeParse(flow);
  if (!parsed.success) return undefined;
  held.set(flow, parsed.data);
  return parsed.data;
}

/** Parsed flows by what stands in the node: the same setting is the same document, so that nothing is drawn anew. */
const held = new WeakMap<object, FlowDocument>();

/** Whether there is a flow to enter at a node: one it holds, or one in a file that it names. */
export function runsFlow(document: FlowDocument, nodeId: string): boolean {
  const { kind, settings } = document.nodes[nodeId] ?? {};
  const names = kind === 'sub-flow' && typeof settings?.['file'] === 'string';
  return heldFlow(document, nodeId) !== undefined || (names && settings['file'] !== '');
}

/** Flows that were read from files, by the settings that name the file. */
const read = new WeakMap<object, FlowDocument>();

/** Notes what stands in the file that a node names, so that it can be entered. */
export function noteFileFlow(document: FlowDocument, nodeId: string, flow: FlowDocument): void {
  const settings = document.nodes[nodeId]?.settings;
  if (settings !== undefined) read.set(settings, flow);
}

/** The paths of the files on the way along a path of sub-flow nodes, each from where the one before it stands. */
export function filesAlong(document: FlowDocument, path: readonly string[]): readonly string[] {
  return path.flatMap((nodeId, at) => {
    const settings = followPath(document, path.slice(0, at)).flow.nodes[nodeId]?.settings;
    const isHeld = typeof settings?.['flow'] === 'object' && settings['flow'] !== null;
    return isHeld || typeof settings?.['file'] !== 'string' ? [] : [settings['file']];
  });
}

/** Puts a flow into the node at the end of a path, and every flow on the way into its own node. */
export function putFlow(
  document: FlowDocument,
  path: readonly string[],
  flow: FlowDocument,
): FlowDocument {
  const [nodeId, ...rest] = path;
  if (nodeId === undefined) return flow;
  const node = document.nodes[nodeId];
  const inner = heldFlow(document, nodeId);
  if (node === undefined || inner === undefined) return document;
  const next = putFlow(inner, rest, flow);
  held.set(next, next);
  const settings = { ...node.settings, flow: next as unknown as JsonObject };
  const holder = { ...node, settings } as FlowNode;
  return { ...document, nodes: { ...document.nodes, [nodeId]: holder } };
}

/** The flow at the end of a path, and the part of the path that is there. */
export function followPath(
  document: FlowDocument,
  path: readonly string[],
): { readonly flow: FlowDocument; readonly path: readonly string[] } {
  let flow = document;
  for (const [at, nodeId] of path.entries()) {
    const inner = heldFlow(flow, nodeId);
    if (inner === undefined) return { flow, path: path.slice(0, at) };
    flow = inner;
  }
  return { flow, path };
}
