import { isOutputEvent, isStatusEvent, isTraceEvent } from '../../contracts/events.ts';
import type { RecordedValue } from '../../contracts/events.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { RunSource } from '../run-source.ts';
import type { ExpectedCall } from './run-test-file.ts';

/** What a test looks at in a run, besides how it ended. */
export interface RunFacts {
  readonly toolCalls: readonly ExpectedCall[];
  /** Of input and output together. */
  readonly tokens: number;
  /** The last outputs of each node, by its id. */
  readonly outputs: ReadonlyMap<string, RecordedValue>;
}

/** Reads a run's events once. */
export function collectFacts(source: Pick<RunSource, 'events'>): RunFacts {
  const toolCalls: ExpectedCall[] = [];
  const outputs = new Map<string, RecordedValue>();
  /** Spans that stand for their nodes: those below belong to what the node did. */
  const own = new Map<string, string>();
  const parents = new Map<string, string>();
  let tokens = 0;
  for (const event of source.events()) {
    const { spanId, nodeId } = event;
    if (isOutputEvent(event)) {
      if (event.body.type !== 'tool-call-end') continue;
      toolCalls.push({ name: event.body.name, arguments: readArguments(event.body.arguments) });
    } else if (isStatusEvent(event)) {
      const { body } = event;
      if (body.type === 'span-opened') {
        parents.set(spanId, body.parentSpanId);
        own.set(spanId, nodeId);
      } else if (body.type === 'span-closed') {
        if (parents.get(spanId) === '' && body.usage !== undefined)
          tokens += body.usage.inputTokens + body.usage.outputTokens;
        parents.delete(spanId);
        own.delete(spanId);
      }
    } else if (isTraceEvent(event) && event.body.type === 'span-finished') {
      const parent = own.get(parents.get(spanId) ?? '');
      if (parent !== nodeId) outputs.set(nodeId, event.body.output);
    }
  }
  return { toolCalls, tokens, outputs };
}

/** Arguments as the value that they are, where they are JSON. */
function readArguments(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
