import type { ChatRequest } from '../../contracts/chat.ts';
import type { Connections } from '../../contracts/connection.ts';
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
  const write = (line: FixtureLine | FixtureHeader): void =>
    options.write(`${JSON.stringify(line)}\n`);
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
    const { api, url, rawFormat } = sent;
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
        body,
      },
    ];
    const chunks: BodyChunk[] = [];
    return {
      response(status, headers) {
        const kept = maskValue(keepHeaders(headers)) as Readonly<Record<string, string>>;
        head.push({ type: 'response', exchange, timeMs: now(), status, headers: kept });
      },
      chunk: (bytes) => void chunks.push({ timeMs: now(), bytes: Uint8Array.from(bytes) }),
      end(outcome) {
        for (const line of head) write(line);
        for (const chunk of maskBody(chunks, options.secrets)) write(chunkLine(exchange, chunk));
        const masked = maskValue(outcome as unknown as JsonValue) as unknown as typeof outcome;
        write({ type: 'end', exchange, timeMs: now(), outcome: masked });
      },
    };
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
