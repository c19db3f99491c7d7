import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import { decodeBase64 } from './base64.ts';
import { findLineFault } from './find-line-fault.ts';
import type {
  FixtureLine,
  RecordedExchange,
  RecordedTurn,
  TrafficFixture,
} from './traffic-fixture.ts';

type Open<T> = { -readonly [Key in keyof T]: T[Key] };
interface OpenExchange extends Open<Omit<RecordedExchange, 'chunks'>> {
  readonly chunks: { readonly timeMs: number; readonly bytes: Uint8Array }[];
}
interface OpenTurn extends Omit<RecordedTurn, 'exchanges'> {
  readonly exchanges: OpenExchange[];
}

const encoder = new TextEncoder();

/** Reads a traffic file. Throws MillraceError `invalid_fixture` that names the line. */
export function parseFixture(text: string): TrafficFixture {
  const turns = new Map<number, OpenTurn>();
  const exchanges = new Map<number, OpenExchange>();
  let isHeader = true;
  // An editor may have put a byte-order mark or empty lines before the first one.
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const value = parseLine(line, index + 1);
    if (isHeader) checkHeader(value);
    else readLine(checkLine(value, index + 1), turns, exchanges, index + 1);
    isHeader = false;
  }
  if (turns.size === 0) throw invalid(1, 'it holds no model turn');
  return { turns: [...turns.values()] };
}

function readLine(
  line: FixtureLine,
  turns: Map<number, OpenTurn>,
  exchanges: Map<number, OpenExchange>,
  place: number,
): void {
  if (line.type === 'turn') {
    const { turn, connection, request } = line;
    turns.set(turn, { turn, connection, request, exchanges: [] });
    return;
  }
  if (line.type === 'request') {
    const exchange: OpenExchange = {
      api: line.api,
      rawFormat: line.rawFormat,
      price: line.price,
      fallbacks: line.fallbacks ?? [],
      startInReasoning: line.startInReasoning,
      startedMs: line.timeMs,
      endedMs: line.timeMs,
      status: undefined,
      chunks: [],
      // Until its end is read: the program may have been killed while it recorded.
      outcome: { kind: 'failed', error: { code: 'cancelled', message: 'It was cancelled.' } },
    };
    const turn = turns.get(line.turn);
    if (turn === undefined) throw invalid(place, `there is no turn ${line.turn}`);
    turn.exchanges.push(exchange);
    exchanges.set(line.exchange, exchange);
    return;
  }
  const exchange = exchanges.get(line.exchange);
  if (exchange === undefined) throw invalid(place, `there is no exchange ${line.exchange}`);
  readPiece(line, exchange, place);
}

function readPiece(
  line: Exclude<FixtureLine, { type: 'turn' | 'request' }>,
  exchange: OpenExchange,
  place: number,
): void {
  exchange.endedMs = line.timeMs;
  switch (line.type) {
    case 'response':
      exchange.status = line.status;
      return;
    case 'chunk': {
      const bytes = 'text' in line ? encoder.encode(line.text) : decodeBase64(line.base64);
      exchange.chunks.push({ timeMs: line.timeMs, bytes });
      return;
    }
    case 'end':
      exchange.outcome = line.outcome;
      return;
    default:
      throw invalid(place, 'its type is unknown');
  }
}

/** The object as the line that it is; what could not be played is refused here, not in the midst of a run. */
function checkLine(value: object, place: number): FixtureLine {
  const fault = findLineFault(value);
  if (fault !== undefined) throw invalid(place, fault);
  return value as FixtureLine;
}

function parseLine(line: string, place: number): object {
  try {
    const value: unknown = JSON.parse(line);
    if (isJsonObject(value)) return value;
  } catch {
    // Falls through to the same sentence.
  }
  throw invalid(place, 'it is not a JSON object');
}

function checkHeader(value: object): void {
  const { format, formatVersion } = value as { format?: unknown; formatVersion?: unknown };
  if (format !== 'millrace/traffic') throw invalid(1, 'its format is not millrace/traffic');
  if (formatVersion === 1) return;
  throw new MillraceError('newer_fixture', 'This traffic file was written by a newer version.', {
    action: 'Update Millrace, or record the run again.',
  });
}

function invalid(place: number, why: string): MillraceError {
  return new MillraceError('invalid_fixture', `Line ${place} of the traffic file: ${why}.`, {
    action: 'Choose a file that Millrace saved, or record the run again.',
  });
}
