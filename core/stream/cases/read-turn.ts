import type { ChatPart, ToolSpec } from '../../contracts/chat.ts';
import type { JsonValue } from '../../shared/json.ts';
import { ChatTurnReader } from '../chat-completions/chat-turn-reader.ts';
import type { ToolFormat } from '../formats/tool-format.ts';
import { Sieve } from '../sieve/sieve.ts';
import type { TurnReading } from './tool-call-case.ts';

/** What the output of a raw format is read with. */
export interface RawReadingOptions {
  readonly format: ToolFormat;
  readonly tools: readonly ToolSpec[];
  readonly startInReasoning?: boolean | undefined;
}

/** Reads a raw output that arrives in these pieces and ends well. */
export function readRawTurn(options: RawReadingOptions, pieces: readonly string[]): TurnReading {
  const { format, tools, startInReasoning } = options;
  const sieve = new Sieve({
    format,
    tools,
    ...(startInReasoning === undefined ? {} : { startInReasoning }),
  });
  const parts = pieces.flatMap((piece) => sieve.push(piece));
  const sums = sumParts([...parts, ...sieve.end('complete')]);
  return { ...sums, finish: sums.calls.length > 0 ? 'tool_calls' : 'stop' };
}

/** Reads the body of a streamed HTTP answer that arrives in these pieces. */
export function readSseTurn(pieces: readonly Uint8Array[]): TurnReading {
  const reader = new ChatTurnReader();
  const parts = pieces.flatMap((piece) => reader.push(piece));
  const sums = sumParts([...parts, ...reader.end()]);
  const failure = reader.failure;
  return {
    ...sums,
    errors: failure === undefined ? sums.errors : [...sums.errors, failure.code],
    finish: reader.providerFinishReason ?? null,
  };
}

/** What parts come to, in the words of the cases. */
export function sumParts(parts: readonly ChatPart[]): Omit<TurnReading, 'finish'> {
  const calls: TurnReading['calls'][number][] = [];
  const errors: string[] = [];
  let [text, reasoning] = ['', ''];
  for (const part of parts) {
    if (part.type === 'text-delta') text += part.text;
    else if (part.type === 'reasoning-delta') reasoning += part.text;
    else if (part.type === 'tool-call-error') errors.push(part.error.code);
    else if (part.type === 'tool-call-end') {
      const { name, arguments: given } = part.toolCall;
      calls.push({ name, arguments: readArguments(given) });
    }
  }
  return { visible_text: text, reasoning, calls, errors };
}

/** The arguments' value; text that is no JSON, which an endpoint may send, stays text. */
function readArguments(text: string): JsonValue {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
