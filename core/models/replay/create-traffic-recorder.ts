import type { ChatRequest } from '../../contracts/chat.ts';
import type { Connections } from '../../contracts/connection.ts';
import type { FallbackStep } from '../../contracts/fallback-step.ts';
import type { TrafficExchange, TrafficRequest, TrafficTap } from '../../contracts/traffic.ts';
import type { JsonValue } from '../../shared/json.ts';
import { createValueMasker } from '../../stream/mask-secrets.ts';
import { encodeBase64 } from './base64.ts';
import { maskBody } from './mask-body.ts';
import type { BodyChunk } from './mask-body.ts';
import type { FixtureHeader, FixtureLine } from './traffic-fixture.ts';

export interface TrafficRecorderOptions {
  /** Values that must not stand in the file. */
  readonly secrets: readonly string[];
  /** Takes the file line by line, each with its line end. */
  write(line: string): void;
  /** How many bytes of answers under way may be in memory, over all that share it. Default: any number. */
  readonly held?: HeldBytes;
  /** Called once, when the answers under way are too large to hold; nothing more is written then. */
  readonly onTooLarge?: () => void;
}

/** A limit on bytes in memory that many recorders may share. */
export class HeldBytes {
  readonly #most: number;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts more bytes in; false, and nothing is counted, when they are too many. */
  take(count: number): boolean {
    if (this.#count + count > this.#most) return false;
    this.#count += count;
    return true;
  }

  give(count: number): void {
    this.#count -= count;
  }
}

/** Writes the model traffic of a run as a traffic file. */
export interface TrafficRecorder {
  /** The tap for one model turn. */
  startTurn(connection: string, request: ChatRequest): TrafficTap;
}

/**
 * Records into a traffic file. The lines of an exchange are written together when it ends, since a secret may be
 * complete only then; until then its bytes are in memory.
 */
export function createTrafficRecorder(options: TrafficRecorderOptions): TrafficRecorder {
  const maskValue = createValueMasker(options.secrets);
  const startedAt = performance.now();
  const now = (): number => Math.round((performance.now() - startedAt) * 1000) / 1000;
  let isTooLarge = false;
  const write = (line: FixtureLine | FixtureHeader): void => {
    if (!isTooLarge) options.write(`${JSON.stringify(line)}\n`);
  };
  const giveUp = (): void => {
    if (isTooLarge) return;
    isTooLarge = true;
    options.onTooLarge?.();
  };
  let turns = 0;
  let exchanges = 0;
  write({ format: 'millrace/traffic', formatVersion: 1 });
  return {
    startTurn(connection, request) {
      const turn = ++turns;
      const masked = maskValue(request as unknown as JsonValue) as unknown as ChatRequest;
      write({ type: 'turn', turn, timeMs: now(), connection, request: masked });
      return { open: (sent) => openExchange(turn, sent) };
    },
  };

  function openExchange(turn: number, sent: TrafficRequest): TrafficExchange {
    const exchange = ++exchanges;
    const { api, url, rawFormat, startInReasoning, price, fallbacks } = sent;
    const body = maskValue(sent.body);
    const head: FixtureLine[] = [
      {
        type: 'request',
        turn,
        exchange,
        timeMs: now(),
        api,
        url: maskValue(url) as string,
        ...(rawFormat === undefined ? {} : { rawFormat }),
        ...(startInReasoning === undefined ? {} : { startInReasoning }),
        body,
        ...(price === undefined ? {} : { price }),
        ...(fallbacks === undefined ? {} : { fallbacks: maskFallbacks(fallbacks) }),
      },
    ];
    let chunks: BodyChunk[] = [];
    let heldBytes = 0;
    const release = (): void => {
      options.held?.give(heldBytes);
      heldBytes = 0;
      chunks = [];
    };
    return {
      response(status, headers) {
        const kept = maskValue(keepHeaders(headers)) as Readonly<Record<string, string>>;
        head.push({ type: 'response', exchange, timeMs: now(), status, headers: kept });
      },
      chunk(bytes) {
        if (isTooLarge) return;
        const count = bytes.length + chunkOverheadBytes;
        if (options.held?.take(count) === false) return giveUp();
        heldBytes += count;
        chunks.push({ timeMs: now(), bytes: bytes.slice() });
      },
      end(outcome) {
        if (isTooLarge) return release();
        for (const line of head) write(line);
        for (const chunk of maskBody(chunks, options.secrets)) write(chunkLine(exchange, chunk));
        const masked = maskValue(outcome as unknown as JsonValue) as unknown as typeof outcome;
        write({ type: 'end', exchange, timeMs: now(), outcome: masked });
        release();
      },
    };
  }

  function maskFallbacks(fallbacks: readonly FallbackStep[]): readonly FallbackStep[] {
    return maskValue(fallbacks as unknown as JsonValue) as unknown as readonly FallbackStep[];
  }
}

/** The same connections; everything that is asked of their models is recorded. */
export function recordTraffic(connections: Connections, recorder: TrafficRecorder): Connections {
  return {
    ...connections,
    open(id) {
      const model = connections.open(id);
      return {
        stream: (request, signal) => model.stream(request, signal, recorder.startTurn(id, request)),
      };
    },
  };
}

/** What a held read costs beside its own bytes, about. */
const chunkOverheadBytes = 200;

// Only what tells how to read the body: cookies and account ids have no place in a file that is passed on.
const keptHeaders = new Set(['content-type', 'retry-after', 'retry-after-ms']);

function keepHeaders(headers: Readonly<Record<string, string>>): JsonValue {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => keptHeaders.has(name)));
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function chunkLine(exchange: number, { timeMs, bytes }: BodyChunk): FixtureLine {
  try {
    return { type: 'chunk', exchange, timeMs, text: decoder.decode(bytes) };
  } catch {
    return { type: 'chunk', exchange, timeMs, base64: encodeBase64(bytes) };
  }
}
