import type { SpanRow } from '../../contracts/record.ts';

/** Spans are stored as the values of these keys in this order. Only ever add at the end. */
const keys = [
  'spanId',
  'parentSpanId',
  'nodeId',
  'kind',
  'title',
  'attempt',
  'iteration',
  'state',
  'startedUs',
  'endedUs',
  'usage',
] as const satisfies readonly (keyof SpanRow)[];

/** Ended spans of one commit as JSON text. */
export function packSpans(spans: readonly SpanRow[]): string {
  return JSON.stringify(
    spans.map((s) => {
      const { spanId, parentSpanId, nodeId, kind, title, attempt, iteration, state } = s;
      const { startedUs, endedUs } = s;
      const row = [
        spanId,
        parentSpanId,
        nodeId,
        kind,
        title,
        attempt,
        iteration,
        state,
        startedUs,
        endedUs,
      ];
      return s.usage === undefined ? row : [...row, s.usage];
    }),
  );
}

/** The spans of a text that `packSpans` made. */
export function unpackSpans(payload: string): SpanRow[] {
  const rows = JSON.parse(payload) as unknown[][];
  return rows.map(
    (row) =>
      Object.fromEntries(row.map((value, index) => [keys[index], value])) as unknown as SpanRow,
  );
}
