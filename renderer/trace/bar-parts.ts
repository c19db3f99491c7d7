import type { SpanFacts } from '../run/span-facts.ts';
import type { SpanWait } from '../run/span-table.ts';
import { placeIn, type TimeWindow } from './time-window.ts';

/** A piece of a row's bar, in percent of the axis; at least partly on it. */
export interface BarPart {
  /** `wait` is time that was only waited; `first` is the time before the first token. */
  readonly kind: 'work' | 'first' | 'wait';
  readonly left: number;
  readonly width: number;
}

type Times = Pick<SpanFacts, 'openedUs' | 'closedUs' | 'firstTokenUs' | 'lastTokenUs'>;

/** The bar of a span: its whole time, with what lies before its first token and its waits on top; what runs reaches to now. */
export function listBarParts(
  span: Times,
  waits: readonly SpanWait[] | undefined,
  window: TimeWindow,
  nowUs: number,
): BarPart[] {
  const endUs = Math.max(span.openedUs, span.closedUs ?? nowUs);
  const parts = [cut('work', span.openedUs, endUs, window)];
  // A parent's first token is its child's, drawn there.
  if (span.firstTokenUs !== undefined && span.lastTokenUs !== undefined) {
    parts.push(cut('first', span.openedUs, span.firstTokenUs, window));
  }
  for (const { fromUs, lengthUs } of waits ?? []) {
    const from = Math.max(fromUs, span.openedUs);
    parts.push(cut('wait', from, Math.min(fromUs + lengthUs, endUs), window));
  }
  return parts.filter((part) => part !== undefined);
}

function cut(
  kind: BarPart['kind'],
  fromUs: number,
  untilUs: number,
  window: TimeWindow,
): BarPart | undefined {
  const left = placeIn(window, fromUs);
  const right = placeIn(window, untilUs);
  if (right < 0 || left > 100) return undefined;
  const shown = Math.max(0, left);
  return { kind, left: shown, width: Math.min(100, right) - shown };
}
