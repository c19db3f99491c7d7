import type { ErrorInfo } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import type { ReasoningStart } from './chat.ts';
import type { FallbackStep } from './fallback-step.ts';
import type { TokenPrice } from './usage.ts';

/** In which dialect an endpoint answers, and so which decoder reads its bytes. */
export type ModelApi = 'chat-completions' | 'responses';

/** Sees the raw traffic of one model turn: each request that is sent for it, and every byte that answers. */
export interface TrafficTap {
  /** A request is about to be sent. Never holds headers, so no key. */
  open(request: TrafficRequest): TrafficExchange;
}

export interface TrafficRequest {
  readonly api: ModelApi;
  readonly url: string;
  /** The raw tool-call format in which the answer is read, if it is. */
  readonly rawFormat?: string | undefined;
  /** Whether its text was read as beginning inside reasoning; undefined: as the format says. */
  readonly startInReasoning?: ReasoningStart | undefined;
  /** The body as it is sent. */
  readonly body: JsonValue;
  /** What its tokens cost, where that is known. */
  readonly price?: TokenPrice | undefined;
  /** The models that the turn went on to since its last request, because the one before each failed. */
  readonly fallbacks?: readonly FallbackStep[] | undefined;
}

/** One request and its answer, in the order in which its parts happen. `end` is the last and comes once. */
export interface TrafficExchange {
  response(status: number, headers: Readonly<Record<string, string>>): void;
  /** One network read; the bytes are the caller's again afterwards. */
  chunk(bytes: Uint8Array): void;
  end(outcome: ExchangeOutcome): void;
}

/** `resent`: refused over an optional field, so the same request follows without it. */
export type ExchangeOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: ErrorInfo }
  | { readonly kind: 'resent' };
