import type { RecordedValue, RunEvent, RunState } from '../../contracts/events.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';

/** What stands first in every flight-recorder file. */
export const flightFormat = 'millrace/run';
export const flightVersion = 1;

/** No line is longer than about this many characters; longer ones are cut into `part` lines. */
export const longestFlightLine = 256 * 1024;

export interface FlightHeader {
  readonly format: typeof flightFormat;
  readonly formatVersion: typeof flightVersion;
  /** What wrote the file, such as `millrace 0.1.0`. */
  readonly writtenBy: string;
  /** Whether inputs, outputs and tokens are in it, or only what they are and how long. */
  readonly contents: 'whole' | 'left-out';
}

/** An event without what is the same for all or only counts in its own record. */
type FlightEvent = Omit<RunEvent, 'runId' | 'seq'>;

/** One entry of the file, in the order in which they stand. */
export type FlightItem =
  | { readonly type: 'flow'; readonly text: string }
  /** Stands before what refers to it. */
  | { readonly type: 'value'; readonly hash: string; readonly value: JsonValue }
  | {
      readonly type: 'run';
      readonly runId: string;
      readonly flowId: string;
      readonly flowName: string;
      readonly startedUs: number;
      readonly input: RecordedValue;
    }
  | ({ readonly type: 'event' } & FlightEvent)
  /** A line of the traffic file. */
  | { readonly type: 'traffic'; readonly line: string }
  /** The last entry; a file without it was cut off. */
  | {
      readonly type: 'end';
      readonly state: Exclude<RunState, 'running'>;
      readonly endedUs: number;
      readonly output?: RecordedValue;
      readonly error?: ErrorInfo;
      /** How many entries of type `event` there are. */
      readonly events: number;
    };
