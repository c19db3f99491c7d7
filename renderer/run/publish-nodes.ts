import type { RunState } from '../../core/contracts/events.ts';
import { pictureNode, type NodeRun } from './node-run.ts';
import type { NodeRecord, RunView } from './run-view.ts';

/** Takes new pictures of the nodes that have changed, and says which. */
export function takeDirty(dirtyNodes: NodeRecord[], state: RunState): string[] {
  return dirtyNodes.splice(0).map((node) => {
    node.dirty = false;
    node.published = pictureNode(node, state);
    return node.nodeId;
  });
}

/** Takes pictures of all nodes of a view that is shown in place of another, and says which of them look different. */
export function publishAll(before: RunView, view: RunView): string[] {
  const changed = [...before.nodes.keys()].filter((nodeId) => !view.nodes.has(nodeId));
  view.dirtyNodes.length = 0;
  for (const [nodeId, node] of view.nodes) {
    node.dirty = false;
    const was = before.nodes.get(nodeId)?.published;
    const now = pictureNode(node, view.state);
    const isSame = was !== undefined && isSamePicture(was, now);
    node.published = isSame ? was : now;
    if (!isSame) changed.push(nodeId);
  }
  return changed;
}

function isSamePicture(a: NodeRun, b: NodeRun): boolean {
  const keys = Object.keys(a) as (keyof NodeRun)[];
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}
