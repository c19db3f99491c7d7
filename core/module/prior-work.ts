import type { RecordedValue } from '../contracts/events.ts';
import type { GivenOutputs } from '../model/run-request.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import type { PortValues } from './runnable.ts';

/** A piece of work as it would stand in the record. */
export interface AskedWork {
  /** The node's path, such as `sub1/llm1`. */
  readonly nodeId: string;
  readonly kind: string;
  readonly iteration: string;
  readonly inputs: RecordedValue;
}

/** How the same work ended in an earlier run. */
export type PriorEnd =
  | {
      readonly type: 'finished';
      readonly spanId: string;
      readonly outputs: PortValues;
      /** Present where a person gave the outputs. */
      readonly by?: GivenOutputs['reason'];
    }
  /** It failed, and what called it went on from that. */
  | { readonly type: 'failed'; readonly spanId: string; readonly error: ErrorInfo };

/** What an earlier run did under one of its spans, for the span of this run that does the same work. */
export interface PriorWork {
  /** The earlier run. */
  readonly runId: string;
  /** Gives each piece of earlier work once: its end, or where it has none, what it had done until then. */
  take(
    asked: AskedWork,
  ): PriorEnd | { readonly type: 'begun'; readonly below: PriorWork } | undefined;
}
