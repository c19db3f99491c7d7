import type { ChatRequest } from '../../contracts/chat.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

/** One thing that is other than recorded; a side that lacks it has no value. */
export interface RequestDifference {
  /** Such as `messages[2].content`. */
  readonly path: string;
  readonly recorded?: string;
  readonly asked?: string;
}

const mostDifferences = 5;
const longestValue = 200;

/** What differs between two requests, at most five things; ids of calls are compared by their order only. */
export function compareRequests(
  recorded: ChatRequest,
  asked: ChatRequest,
): readonly RequestDifference[] {
  const differences: RequestDifference[] = [];
  compare('', normalize(recorded), normalize(asked), differences);
  return differences.slice(0, mostDifferences);
}

/** Ids that we made ourselves are new in each run, so each id becomes its number in order of appearance. */
function normalize(request: ChatRequest): JsonValue {
  const value = JSON.parse(JSON.stringify(request)) as JsonObject;
  const numbers = new Map<string, string>();
  const numberOf = (id: string): string => {
    const number = numbers.get(id) ?? `call ${numbers.size + 1}`;
    numbers.set(id, number);
    return number;
  };
  const messages = request.messages.map((message) => {
    if (message.role === 'tool') return { ...message, toolCallId: numberOf(message.toolCallId) };
    if (message.role !== 'assistant' || message.toolCalls === undefined) return message;
    const toolCalls = message.toolCalls.map((call) => ({ ...call, id: numberOf(call.id) }));
    return { ...message, toolCalls };
  });
  return { ...value, messages: messages as unknown as JsonValue };
}

function compare(
  path: string,
  recorded: JsonValue | undefined,
  asked: JsonValue | undefined,
  differences: RequestDifference[],
): void {
  if (differences.length >= mostDifferences || recorded === asked) return;
  if (isJsonObject(recorded) && isJsonObject(asked)) {
    for (const key of new Set([...Object.keys(recorded), ...Object.keys(asked)])) {
      compare(path === '' ? key : `${path}.${key}`, recorded[key], asked[key], differences);
    }
    return;
  }
  if (Array.isArray(recorded) && Array.isArray(asked)) {
    for (let index = 0; index < Math.max(recorded.length, asked.length); index += 1) {
      compare(
        `${path}[${index}]`,
        recorded[index] as JsonValue | undefined,
        asked[index] as JsonValue | undefined,
        differences,
      );
    }
    return;
  }
  differences.push({
    path,
    ...(recorded === undefined ? {} : { recorded: shorten(recorded) }),
    ...(asked === undefined ? {} : { asked: shorten(asked) }),
  });
}

function shorten(value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
