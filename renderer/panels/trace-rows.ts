import type { SpanRun } from '../run/run-view.ts';

/** One line of the trace: a span where the tree shows it. */
export interface TraceRow {
  readonly span: SpanRun;
  /** 1 for the nodes of the flow itself. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly parent: SpanRun | undefined;
}

/** The tree as lines, in the order things began, without what is folded away. */
export function listTraceRows(roots: readonly SpanRun[], folded: ReadonlySet<string>): TraceRow[] {
  const rows: TraceRow[] = [];
  const visit = (spans: readonly SpanRun[], level: number, parent: SpanRun | undefined): void => {
    spans.forEach((span, at) => {
      rows.push({ span, level, position: at + 1, siblings: spans.length, parent });
      if (!folded.has(span.spanId)) visit(span.children, level + 1, span);
    });
  };
  visit(roots, 1, undefined);
  return rows;
}

/** Where a span's bar lies on the time axis, in percent of its width. */
export interface TraceBar {
  readonly left: number;
  readonly width: number;
  /** Part of the bar before the first token, in percent of the bar; 0 for what does not stream itself. */
  readonly waiting: number;
}

/** The bar of a span on an axis from `fromUs` to `untilUs`; what still runs reaches to `nowUs`. */
export function placeBar(
  span: SpanRun,
  axis: { readonly fromUs: number; readonly untilUs: number; readonly nowUs: number },
): TraceBar {
  const lengthUs = Math.max(1, axis.untilUs - axis.fromUs);
  const endUs = Math.max(span.openedUs, span.closedUs ?? axis.nowUs);
  const spanUs = Math.max(1, endUs - span.openedUs);
  // A parent's first token is its child's, drawn there.
  const first = span.lastTokenUs === undefined ? undefined : span.firstTokenUs;
  return {
    left: (100 * Math.max(0, span.openedUs - axis.fromUs)) / lengthUs,
    width: (100 * spanUs) / lengthUs,
    waiting: first === undefined ? 0 : Math.min(100, (100 * (first - span.openedUs)) / spanUs),
  };
}
