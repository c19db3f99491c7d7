import { compareFlows } from '../../core/model/compare-flows.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { FlowDifference } from '../../core/model/flow-difference.ts';
import { followPath } from '../document/flow-path.ts';

/** Two flows at one level, and what is different between them there. */
export interface ComparedLevel {
  readonly before: FlowDocument;
  readonly after: FlowDocument;
  readonly difference: FlowDifference;
}

/** The flows that a path of nodes leads to on both sides; the flows themselves where it does not lead to one on both. */
export function compareAt(
  before: FlowDocument,
  after: FlowDocument,
  path: readonly string[],
): ComparedLevel {
  const [was, is] = [followPath(before, path), followPath(after, path)];
  const isThere = was.path.length === path.length && is.path.length === path.length;
  const [one, other] = isThere ? [was.flow, is.flow] : [before, after];
  return { before: one, after: other, difference: compareFlows(one, other) };
}
