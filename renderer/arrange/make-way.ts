import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument, FlowEdge } from '../../core/model/flow-document.ts';
import { nestingOf } from '../document/families.ts';
import { moveNodes } from '../document/flow-edits.ts';
import type { Point } from '../document/flow-edits.ts';
import { frameMeasure } from '../document/frames.ts';
import type { Box } from '../document/frames.ts';
import { nodeWidth } from '../document/placement.ts';

/** Room at each side of a node that comes into a wire, px. */
const sideGap = 60;

/** A flow with room for one more node in a wire, and where that node goes. */
export interface Clearing {
  readonly document: FlowDocument;
  readonly at: Point;
  /** The container that it lies in. */
  readonly parent: string | undefined;
}

/** Makes room between the ends of a wire: where there is too little, all that follows moves to the right. */
export function makeWay(
  document: FlowDocument,
  edge: Pick<FlowEdge, 'from' | 'to'>,
  boxOf: (nodeId: string) => Box,
): Clearing {
  const nesting = nestingOf(document);
  const source = splitEndpoint(edge.from).nodeId;
  const target = splitEndpoint(edge.to).nodeId;
  const isEntry = nesting.ancestorsOf(target).includes(source);
  const isResult = nesting.parentOf(source) === target;
  const parent = isEntry ? nesting.parentOf(target) : nesting.parentOf(source);
  const [start, end] = [boxOf(source), boxOf(target)];
  const left = start.x + (isEntry ? frameMeasure.rail : start.width);
  const right = isResult ? end.x + end.width - frameMeasure.rail : end.x;
  const missing = left + nodeWidth + 2 * sideGap - right;
  const moves = missing > 0 && !isResult;
  const room = moves ? right + missing - left : right - left;
  const y = isEntry ? end.y : isResult ? start.y : Math.round((start.y + end.y) / 2);
  return {
    document: moves ? shiftFollowing(document, target, source, missing) : document,
    at: { x: Math.round(left + Math.max(sideGap, (room - nodeWidth) / 2)), y },
    parent,
  };
}

/** Moves a node and what its values flow on to, among the nodes beside it. */
function shiftFollowing(
  document: FlowDocument,
  start: string,
  without: string,
  by: number,
): FlowDocument {
  const nesting = nestingOf(document);
  const level = nesting.parentOf(start);
  const found = new Set([start]);
  const open = [start];
  const next = Map.groupBy(document.edges, ({ from }) => splitEndpoint(from).nodeId);
  for (let nodeId = open.pop(); nodeId !== undefined; nodeId = open.pop()) {
    for (const { to } of next.get(nodeId) ?? []) {
      const target = splitEndpoint(to).nodeId;
      if (found.has(target) || target === without || nesting.parentOf(target) !== level) continue;
      found.add(target);
      open.push(target);
    }
  }
  const places = [...found].map((nodeId): [string, Point] => {
    const [x, y] = document.layout[nodeId] ?? [0, 0];
    return [nodeId, { x: x + by, y }];
  });
  return moveNodes(document, Object.fromEntries(places));
}
