import type { RecordedValue } from '../../core/contracts/events.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import type { SpanRun } from './run-view.ts';

interface RowBase {
  /** Place in the run's rows; never changes. */
  readonly index: number;
  /** Who spoke; undefined for the run itself. */
  readonly span: SpanRun | undefined;
  /** '' for the run itself. */
  readonly nodeId: string;
  /** µs since the Unix epoch. */
  readonly timeUs: number;
  /** Grows with every change. */
  version: number;
}

/** Text or reasoning of one span, growing while `open`. Bounded: long text goes on in a further row. */
export interface TextRow extends RowBase {
  readonly kind: 'text' | 'reasoning';
  /** Goes on where an earlier row of the same span was cut. */
  readonly continues: boolean;
  /** Index of the row that the text begins in; its own where nothing was cut. */
  readonly head: number;
  chunks: string[];
  /** Characters so far. */
  length: number;
  open: boolean;
  /** True for what a failed attempt wrote before it was tried again. */
  superseded: boolean;
}

/** A tool call as the model writes it. */
export interface CallRow extends RowBase {
  readonly kind: 'call';
  readonly callId: string;
  name: string;
  chunks: string[];
  length: number;
  open: boolean;
  superseded: boolean;
}

/** One row of the Output panel. */
export type OutputRow =
  | TextRow
  | CallRow
  | (RowBase & {
      readonly kind: 'result';
      /** The call that it answers, where the model streamed it. */
      readonly call: CallRow | undefined;
      readonly callId: string;
      readonly name: string;
      readonly result: string;
      readonly isError: boolean;
    })
  | (RowBase & { readonly kind: 'retry'; readonly delayMs: number; readonly error: ErrorInfo })
  | (RowBase & { readonly kind: 'custom'; readonly name: string; readonly value: JsonValue })
  | (RowBase & { readonly kind: 'failure'; readonly error: ErrorInfo })
  | (RowBase & { readonly kind: 'return'; readonly output: RecordedValue });

/** The text of a growing row; the pieces are joined once and kept so. */
export function readRowText(row: { chunks: string[] }): string {
  if (row.chunks.length > 1) row.chunks = [row.chunks.join('')];
  return row.chunks[0] ?? '';
}
