import { isStatusEvent, type RunEvent } from './events.ts';
import type { SpanRow } from './record.ts';

/** The spans that have ended among a run's events, in the order they ended; `events` from the run's first one on. */
export function foldSpans(events: readonly RunEvent[]): SpanRow[] {
  const open = new Map<string, Omit<SpanRow, 'state' | 'endedUs'>>();
  const ended: SpanRow[] = [];
  for (const event of events) {
    if (!isStatusEvent(event)) continue;
    const { spanId, body, timeUs } = event;
    if (body.type === 'span-opened') {
      const { nodeId, attempt, iteration } = event;
      const { parentSpanId, kind, title } = body;
      const place = { nodeId, kind, title, attempt, iteration };
      open.set(spanId, { spanId, parentSpanId, ...place, startedUs: timeUs });
    } else if (body.type === 'span-closed') {
      const { state, usage } = body;
      const start = open.get(spanId);
      open.delete(spanId);
      if (start === undefined) continue;
      ended.push({ ...start, state, endedUs: timeUs, ...(usage === undefined ? {} : { usage }) });
    }
  }
  return ended;
}
