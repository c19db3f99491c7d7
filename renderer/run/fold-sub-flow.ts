import type { TokenEvent } from '../../core/contracts/events.ts';
import { liveTextLimit } from './node-run.ts';
import type { NodeRecord, RunView } from './run-view.ts';
import { markDirty, nodeOf } from './view-entries.ts';

/** The sub-flow nodes around a node, outermost first; none for a node of the flow itself. */
function* hostsOf(view: RunView, nodeId: string): Generator<NodeRecord> {
  for (let end = nodeId.indexOf('/'); end >= 0; end = nodeId.indexOf('/', end + 1)) {
    yield nodeOf(view, nodeId.slice(0, end));
  }
}

/**
 * Folds something in that changes a node's counters, and lets the sub-flows around it count along. `body` is what the
 * node streamed, if it did.
 */
export function foldInSubFlow(
  view: RunView,
  node: NodeRecord,
  body: TokenEvent | undefined,
  fold: () => void,
): void {
  if (!node.nodeId.includes('/')) {
    fold();
    return;
  }
  const { tokens, streaming, costUsd } = node;
  fold();
  const spent = (node.costUsd ?? 0) - (costUsd ?? 0);
  for (const host of hostsOf(view, node.nodeId)) {
    host.tokens += node.tokens - tokens;
    host.streaming += node.streaming - streaming;
    if (spent !== 0) host.costUsd = (host.costUsd ?? 0) + spent;
    if (body?.type === 'text-delta') growTail(host, node, body.text);
    if (body !== undefined) host.activity = node.title;
    markDirty(view, host);
  }
}

/** Says on the sub-flows around a node that it begins. */
export function noteActivity(view: RunView, node: NodeRecord): void {
  if (!node.nodeId.includes('/')) return;
  for (const host of hostsOf(view, node.nodeId)) {
    host.activity = node.title;
    markDirty(view, host);
  }
}

function growTail(host: NodeRecord, speaker: NodeRecord, text: string): void {
  if (host.tailSpan !== speaker.tailSpan) {
    host.tailSpan = speaker.tailSpan;
    host.tail = '';
  }
  host.tail += text;
  if (host.tail.length > liveTextLimit * 8) host.tail = host.tail.slice(-liveTextLimit);
}
