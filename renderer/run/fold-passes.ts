import type { EventStamp, RecordedValue } from '../../core/contracts/events.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import { readIteration } from './iteration.ts';
import type { NodeRecord, RunView, SpanRun } from './run-view.ts';
import { markDirty, nodeOf } from './view-entries.ts';

/** Notes that a pass of the container around an event is under way, with the node that the event is about. */
export function notePass(view: RunView, { iteration }: EventStamp): void {
  const innermost = readIteration(iteration).at(-1);
  if (innermost === undefined) return;
  const container = nodeOf(view, innermost.containerId);
  if (innermost.pass <= container.passes) return;
  container.passes = innermost.pass;
  markDirty(view, container);
}

/** Counts a pass as failed, for the container and all around it. */
export function noteFailedPass(view: RunView, span: SpanRun): void {
  const passes = readIteration(span.iteration);
  for (const { containerId, pass } of passes) {
    const container = nodeOf(view, containerId);
    container.failedPasses.add(pass);
    markDirty(view, container);
  }
}

/** A container that takes a list says with its input how many passes there will be. */
export function noteElements(view: RunView, node: NodeRecord, input: RecordedValue): void {
  const list = 'value' in input && isJsonObject(input.value) ? input.value['list'] : undefined;
  if (!Array.isArray(list)) return;
  node.elements = list.length;
  markDirty(view, node);
}

/** Starts the count anew when the container itself starts again. */
export function restartPasses(node: NodeRecord): void {
  node.passes = 0;
  node.elements = undefined;
  node.failedPasses.clear();
}
