import { readIteration } from '../run/iteration.ts';
import { isShownPass } from '../run/pass-store.ts';
import type { ChosenPasses } from '../run/pass-store.ts';
import type { SpanRun } from '../run/run-view.ts';

/** One line of the trace: a span where the tree shows it, or one pass of a container over its steps. */
export interface TraceRow {
  /** Tells lines apart, and what is folded. */
  readonly key: string;
  /** The span itself; of a pass, the container's. */
  readonly span: SpanRun;
  /** Only for a pass: its number, and its steps. */
  readonly pass?: { readonly number: number; readonly steps: readonly SpanRun[] };
  /** 1 for the nodes of the flow itself. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  /** Key of the line that this one lies under. */
  readonly parent: string | undefined;
}

/** What of the tree is drawn. */
export interface ShownTrace {
  /** Keys of lines whose steps are not shown. */
  readonly folded: ReadonlySet<string>;
  readonly chosen: ChosenPasses;
}

/** The tree as lines, in the order things began, without what is folded away or lies in a pass that is not shown. */
export function listTraceRows(
  roots: readonly SpanRun[],
  { folded, chosen }: ShownTrace,
): TraceRow[] {
  const rows: TraceRow[] = [];
  const visit = (spans: readonly SpanRun[], level: number, parent: string | undefined): void => {
    for (const [at, span] of spans.entries()) {
      const key = span.spanId;
      rows.push({ key, span, level, position: at + 1, siblings: spans.length, parent });
      if (!folded.has(key)) visitSteps(span, level + 1);
    }
  };
  const visitSteps = (span: SpanRun, level: number): void => {
    const passes = passesOf(span);
    if (passes === undefined) {
      visit(span.children, level, span.spanId);
      return;
    }
    const shown = [...passes].filter(
      ([, [first]]) => first !== undefined && isShownPass(first.iteration, chosen),
    );
    for (const [at, [number, steps]] of shown.entries()) {
      const key = `${span.spanId}:${number}`;
      const place = { level, position: at + 1, siblings: shown.length, parent: span.spanId };
      rows.push({ key, span, pass: { number, steps }, ...place });
      if (!folded.has(key)) visit(steps, level + 1, key);
    }
  };
  visit(roots, 1, undefined);
  return rows;
}

/** Whether there are lines under this one. */
export function hasSteps({ span, pass }: TraceRow): boolean {
  return pass !== undefined || span.children.length > 0;
}

/** The steps of a container by pass, in order of their number; undefined for a span that is none. */
function passesOf(span: SpanRun): ReadonlyMap<number, readonly SpanRun[]> | undefined {
  const [first] = span.children;
  if (first === undefined || first.iteration === span.iteration) return undefined;
  const passOf = ({ iteration }: SpanRun): number => readIteration(iteration).at(-1)?.pass ?? 0;
  const groups = Map.groupBy(span.children, passOf);
  return new Map([...groups].sort(([a], [b]) => a - b));
}

/** Where a span's bar lies on the time axis, in percent of its width. */
export interface TraceBar {
  readonly left: number;
  readonly width: number;
  /** Part of the bar before the first token, in percent of the bar; 0 for what does not stream itself. */
  readonly waiting: number;
}

/** From the start of the first step of a pass to the end of its last. */
export function timeOfPass(
  steps: readonly SpanRun[],
): Pick<SpanRun, 'openedUs' | 'closedUs' | 'firstTokenUs' | 'lastTokenUs'> {
  const ends = steps.map(({ closedUs }) => closedUs);
  const isOpen = ends.includes(undefined);
  return {
    openedUs: Math.min(...steps.map(({ openedUs }) => openedUs)),
    closedUs: isOpen ? undefined : Math.max(...ends.map((end) => end ?? 0)),
    firstTokenUs: undefined,
    lastTokenUs: undefined,
  };
}

/** The bar of a span on an axis from `fromUs` to `untilUs`; what still runs reaches to `nowUs`. */
export function placeBar(
  span: Pick<SpanRun, 'openedUs' | 'closedUs' | 'firstTokenUs' | 'lastTokenUs'>,
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
