import type { ChatModel, ChatPart, ChatRequest } from '../../contracts/chat.ts';
import type { Connections } from '../../contracts/connection.ts';
import { cancelledCode, MillraceError } from '../../shared/errors.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { createAnswerReader, explainUnreadable } from '../../stream/create-answer-reader.ts';
import type { RawFormats } from '../../stream/formats/raw-formats.ts';
import { createValueMasker } from '../../stream/mask-secrets.ts';
import { addCosts } from '../conduct/priced.ts';
import { cancelled, wait } from '../wait.ts';
import { compareRequests } from './compare-requests.ts';
import type { RecordedExchange, RecordedTurn, TrafficFixture } from './traffic-fixture.ts';

export interface ReplayOptions {
  /** `recorded`: with the waits of the recording · `none`: at once. Default `none`. */
  readonly pace?: 'recorded' | 'none';
  /** The secrets of this host: masked before a request is compared, since they are masked in the recording. */
  readonly secrets?: readonly string[];
  /** Where raw formats are found. Default: those that ship. */
  readonly formats?: RawFormats | undefined;
}

/**
 * A model that answers from recorded traffic, through the same decoder as a provider's. Each recorded turn answers
 * one request: the first one not used yet that was asked the same. Throws `replay_mismatch`, with what differs from
 * the next recorded turn as details, when there is none.
 */
export function createReplayModel(fixture: TrafficFixture, options: ReplayOptions = {}): ChatModel {
  const left = new Set(fixture.turns);
  const maskValue = createValueMasker(options.secrets ?? []);
  return {
    async *stream(request, signal) {
      const asked = maskValue(request as unknown as JsonValue) as unknown as ChatRequest;
      const turn = chooseTurn(left, asked);
      left.delete(turn);
      for (const step of turn.exchanges[0]?.fallbacks ?? []) yield [{ type: 'fallback', ...step }];
      for (const [index, exchange] of turn.exchanges.entries()) {
        const next = turn.exchanges[index + 1];
        if (next !== undefined && exchange.outcome.kind === 'resent') continue;
        const error = yield* playExchange(exchange, request, signal, options, next !== undefined);
        if (error === undefined) return;
        if (next === undefined) throw MillraceError.fromInfo(error);
        const delayMs = Math.max(0, Math.round(next.startedMs - exchange.endedMs));
        yield next.fallbacks.length === 0
          ? [{ type: 'retry', delayMs, error }]
          : next.fallbacks.map((step): ChatPart => ({ type: 'fallback', ...step }));
        if (options.pace === 'recorded') await wait(delayMs, signal);
      }
      throw incomplete();
    },
  };
}

/** Connections whose models all answer from one recording; nothing is asked of any provider. */
export function replayConnections(
  connections: Connections,
  fixture: TrafficFixture,
  options: ReplayOptions = {},
): Connections {
  const model = createReplayModel(fixture, options);
  const refuse = (): never => {
    throw new MillraceError(
      'replay_incomplete',
      'A recording holds what chat models answered, but no embeddings and no rankings.',
      { action: 'Use the demo connection for them, or search by text.' },
    );
  };
  return {
    ...connections,
    open: () => model,
    openEmbedder: (id) => (id === 'demo' ? connections.openEmbedder?.(id) : undefined) ?? refuse(),
    openReranker: (id) => (id === 'demo' ? connections.openReranker?.(id) : undefined) ?? refuse(),
  };
}

/** Plays one answer; returns the error that ended it, if one did. */
async function* playExchange(
  exchange: RecordedExchange,
  request: ChatRequest,
  signal: AbortSignal,
  { pace, formats }: ReplayOptions,
  isTriedAgain: boolean,
): AsyncGenerator<readonly ChatPart[], ErrorInfo | undefined> {
  const reader = createAnswerReader(exchange.api, {
    tools: request.tools,
    rawFormat: exchange.rawFormat,
    startInReasoning: exchange.startInReasoning,
    extraFormats: formats?.extraFor(exchange.rawFormat),
  });
  const startedAt = performance.now();
  let broken: ErrorInfo | undefined;
  for (const { timeMs, bytes } of exchange.chunks) {
    // Against the start, not the read before: timers are late, and over thousands of reads that adds up.
    const dueMs = timeMs - exchange.startedMs - (performance.now() - startedAt);
    if (pace === 'recorded' && dueMs > 0) await wait(dueMs, signal);
    if (signal.aborted) throw cancelled();
    try {
      const parts = priced(reader.push(bytes), exchange);
      if (parts.length > 0) yield parts;
    } catch (error) {
      broken = explainUnreadable(error);
      break;
    }
  }
  const { outcome } = exchange;
  if (outcome.kind === 'failed' && outcome.error.code === cancelledCode) throw incomplete();
  const error = outcome.kind === 'failed' ? outcome.error : broken;
  if (exchange.chunks.length > 0) {
    const parts = priced(reader.end(error), exchange);
    yield isTriedAgain ? parts.filter((part) => part.type !== 'finish') : parts;
  }
  return error ?? reader.failure;
}

/** What it cost when it was recorded. */
function priced(parts: readonly ChatPart[], { price }: RecordedExchange): readonly ChatPart[] {
  return price === undefined ? parts : addCosts(parts, price);
}

function chooseTurn(left: ReadonlySet<RecordedTurn>, asked: ChatRequest): RecordedTurn {
  let first: readonly unknown[] | undefined;
  for (const turn of left) {
    const differences = compareRequests(turn.request, asked);
    if (differences.length === 0) return turn;
    first ??= differences;
  }
  const [next] = left;
  if (next === undefined || first === undefined) {
    throw new MillraceError(
      'replay_mismatch',
      'The run asks for more model turns than were recorded.',
      { action: 'Run the flow as it was recorded, with the same input, or record it again.' },
    );
  }
  const places = (first as readonly { readonly path: string }[]).map(({ path }) => path);
  throw new MillraceError(
    'replay_mismatch',
    `The model is asked something else than recorded turn ${next.turn} was: ${places.join(', ')} ${places.length === 1 ? 'differs' : 'differ'}.`,
    {
      action: 'Run the flow as it was recorded, with the same input, or record it again.',
      details: { turn: next.turn, differences: first as unknown as JsonValue },
    },
  );
}

function incomplete(): MillraceError {
  return new MillraceError(
    'replay_incomplete',
    'The recording ends here: the recorded turn was cancelled before its answer was complete.',
    { action: 'Record the run again, to its end.' },
  );
}
