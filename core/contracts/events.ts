import type { GivenOutputs, ModelOverrides, ReplayPace } from '../model/run-request.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import type { Answer, AskedQuestion } from './questions.ts';
import type { HeldWork } from './run-control.ts';
import type { Usage } from './usage.ts';

/** What a module streams: the `output` queue. */
export type TokenEvent =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  | { readonly type: 'tool-call-start'; readonly callId: string; readonly name: string }
  | { readonly type: 'tool-call-delta'; readonly callId: string; readonly text: string }
  | {
      readonly type: 'tool-call-end';
      readonly callId: string;
      readonly name: string;
      readonly arguments: string;
    }
  | {
      readonly type: 'tool-result';
      readonly callId: string;
      readonly name: string;
      readonly result: string;
      readonly isError: boolean;
    }
  | {
      readonly type: 'retry';
      readonly delayMs: number;
      readonly error: ErrorInfo;
      /** The same span starts anew; without it the span fails, and another follows as the next attempt. */
      readonly within?: true;
    }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'custom'; readonly name: string; readonly value: JsonValue };

/** A JSON value, or where it is kept when it is large: `hash` names it in the record, `bytes` is its size as UTF-8 JSON. */
export type RecordedValue =
  | { readonly value: JsonValue }
  | { readonly hash: string; readonly bytes: number; readonly preview: string };

/** What a module did: the `trace` queue. */
export type TraceEntry =
  | { readonly type: 'span-started'; readonly input: RecordedValue }
  | {
      readonly type: 'span-finished';
      readonly output: RecordedValue;
      readonly durationUs: number;
      readonly usage?: Usage;
      readonly cached?: boolean;
    }
  | {
      readonly type: 'span-failed';
      readonly error: ErrorInfo;
      readonly durationUs: number;
      readonly usage?: Usage;
    }
  | { readonly type: 'note'; readonly name: string; readonly value: RecordedValue };

export type RunState = 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';
export type SpanState = 'running' | 'done' | 'failed' | 'cancelled' | 'skipped';

/** Where the outputs of a span come from that did no work; `by`: it did none in the earlier run either. */
export type ReusedFrom =
  | { readonly runId: string; readonly spanId: string; readonly by?: GivenOutputs['reason'] }
  | { readonly by: GivenOutputs['reason'] };

/**
 * The life of a run and its spans: the `status` queue. Always written, whatever a node's switches say:
 * it is what the canvas draws.
 */
export type StatusEvent =
  | {
      readonly type: 'run-started';
      /** Present when the models' answers come from a traffic file. */
      readonly replay?: { readonly name: string; readonly pace: ReplayPace };
      /** Present when connection, model or format were replaced for this run. */
      readonly overrides?: ModelOverrides;
      /** Present when only this node and what leads to it was to run. */
      readonly until?: string;
      /** Present when the run comes from a file: its id where it ran, and whether its contents were left out there. */
      readonly imported?: { readonly runId: string; readonly withoutContents?: true };
    }
  | {
      readonly type: 'run-ended';
      readonly state: Exclude<RunState, 'running'>;
      readonly output?: RecordedValue;
      readonly error?: ErrorInfo;
    }
  | {
      readonly type: 'span-opened';
      readonly parentSpanId: string;
      readonly kind: string;
      readonly title: string;
      /** Present when nothing was done: the outputs come from a span of an earlier run, or from a person. */
      readonly reused?: ReusedFrom;
    }
  | {
      readonly type: 'span-closed';
      readonly state: Exclude<SpanState, 'running'>;
      readonly durationUs: number;
      readonly error?: ErrorInfo;
      readonly usage?: Usage;
    }
  | { readonly type: 'node-skipped' }
  /** Nothing more begins, and streams stand still, until `run-continued`. */
  | { readonly type: 'run-paused' }
  | { readonly type: 'run-continued' }
  /** The stamp's node waits for a person to let it go on. */
  | ({ readonly type: 'work-held' } & Omit<HeldWork, 'nodeId' | 'iteration'>)
  /** It went on; `values` are those that the person changed. */
  | { readonly type: 'work-released'; readonly holdId: string; readonly values?: RecordedValue }
  /** The run waits for a person, at the stamp's node; others go on. Answered by `run.answer`. */
  | {
      readonly type: 'input-requested';
      readonly questionId: string;
      readonly question: AskedQuestion;
    }
  /** The wait is over; without an answer because the run or the node was stopped. */
  | { readonly type: 'input-received'; readonly questionId: string; readonly answer?: Answer };

/** Where an event comes from and when; stands before every body. */
export interface EventStamp {
  readonly runId: string;
  /** `output`, `trace`, `status`, or a queue of a module's own. */
  readonly queue: string;
  /** '' for what belongs to the run itself. Unique within its run. */
  readonly spanId: string;
  /** '' for what belongs to the run itself. */
  readonly nodeId: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Which pass through the surrounding containers, such as `loop1:3`; '' outside. */
  readonly iteration: string;
  /** Counts a run's events from 1, in the order they happened; 0 for what was put into a queue from outside the run. */
  readonly order: number;
  /** µs since the Unix epoch. */
  readonly timeUs: number;
}

/** An event on its way to the record. A queue of a module's own carries any JSON. */
export interface PendingEvent<Body = unknown> extends EventStamp {
  readonly body: Body;
}

/** An event that is in the record: `seq` is its place in the record's log, ≥ 1, never reused. */
export interface RunEvent<Body = unknown> extends PendingEvent<Body> {
  readonly seq: number;
}

export type OutputEvent = RunEvent<TokenEvent> & { readonly queue: 'output' };
export type TraceEvent = RunEvent<TraceEntry> & { readonly queue: 'trace' };
export type LifeEvent = RunEvent<StatusEvent> & { readonly queue: 'status' };

export function isOutputEvent(event: RunEvent): event is OutputEvent {
  return event.queue === 'output';
}
export function isTraceEvent(event: RunEvent): event is TraceEvent {
  return event.queue === 'trace';
}
export function isStatusEvent(event: RunEvent): event is LifeEvent {
  return event.queue === 'status';
}
