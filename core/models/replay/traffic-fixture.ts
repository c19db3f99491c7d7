import type { ChatRequest, ReasoningStart } from '../../contracts/chat.ts';
import type { FallbackStep } from '../../contracts/fallback-step.ts';
import type { ExchangeOutcome, ModelApi } from '../../contracts/traffic.ts';
import type { TokenPrice } from '../../contracts/usage.ts';
import type { JsonValue } from '../../shared/json.ts';

/** The first line of a traffic file. */
export interface FixtureHeader {
  readonly format: 'millrace/traffic';
  readonly formatVersion: 1;
}

/** Every other line of a traffic file. All times are ms since the recording began. */
export type FixtureLine =
  | {
      readonly type: 'turn';
      readonly turn: number;
      readonly timeMs: number;
      /** Id of the connection that was asked. */
      readonly connection: string;
      readonly request: ChatRequest;
    }
  | {
      readonly type: 'request';
      readonly turn: number;
      readonly exchange: number;
      readonly timeMs: number;
      readonly api: ModelApi;
      readonly url: string;
      /** Id of the raw tool-call format in which the answer was read; absent: none. */
      readonly rawFormat?: string;
      /** Whether its text was read as beginning inside reasoning; absent: as the format says. */
      readonly startInReasoning?: ReasoningStart;
      readonly body: JsonValue;
      readonly price?: TokenPrice;
      readonly fallbacks?: readonly FallbackStep[];
    }
  | {
      readonly type: 'response';
      readonly exchange: number;
      readonly timeMs: number;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** One network read: as text, or as base64 where the read ends within a character. */
  | {
      readonly type: 'chunk';
      readonly exchange: number;
      readonly timeMs: number;
      readonly text: string;
    }
  | {
      readonly type: 'chunk';
      readonly exchange: number;
      readonly timeMs: number;
      readonly base64: string;
    }
  | {
      readonly type: 'end';
      readonly exchange: number;
      readonly timeMs: number;
      readonly outcome: ExchangeOutcome;
    };

/** One recorded request with its answer. */
export interface RecordedExchange {
  readonly api: ModelApi;
  readonly rawFormat: string | undefined;
  readonly startInReasoning: ReasoningStart | undefined;
  /** What its tokens cost, where the recording knows. */
  readonly price: TokenPrice | undefined;
  /** The steps from model to model before it. */
  readonly fallbacks: readonly FallbackStep[];
  readonly startedMs: number;
  readonly endedMs: number;
  /** Undefined when no answer began. */
  readonly status: number | undefined;
  readonly chunks: readonly { readonly timeMs: number; readonly bytes: Uint8Array }[];
  readonly outcome: ExchangeOutcome;
}

/** One recorded model turn: several exchanges when it was tried again. */
export interface RecordedTurn {
  readonly turn: number;
  readonly connection: string;
  readonly request: ChatRequest;
  readonly exchanges: readonly RecordedExchange[];
}

/** The recorded model traffic of a run. */
export interface TrafficFixture {
  readonly turns: readonly RecordedTurn[];
}
