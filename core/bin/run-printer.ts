import { isOutputEvent, isStatusEvent, isTraceEvent } from '../contracts/events.ts';
import type {
  LifeEvent,
  OutputEvent,
  RecordedValue,
  RunEvent,
  TraceEvent,
} from '../contracts/events.ts';
import { readFallbackStep } from '../contracts/fallback-step.ts';
import type { FallbackStep } from '../contracts/fallback-step.ts';
import type { Usage } from '../contracts/usage.ts';
import type { RunResult } from '../engine/engine.ts';
import type { FlowDocument } from '../model/flow-document.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import { describeError, writeMessage, writeResult } from './messages.ts';

/** How a run ended; a record does not keep the outputs one by one. */
export type PrintedResult = Omit<RunResult, 'outputs'> & Partial<Pick<RunResult, 'outputs'>>;

/** Shows a run on standard output while it happens. */
export interface RunPrinter {
  print(events: readonly RunEvent[]): void;
  printResult(result: PrintedResult): void;
}

/** One event a line as JSON, then `{"type":"result",…}`. */
export const jsonPrinter: RunPrinter = {
  print(events) {
    for (const event of events) writeResult(JSON.stringify(event));
  },
  printResult(result) {
    writeResult(JSON.stringify({ type: 'result', ...result }));
  },
};

/** Lines for people: `output: ` per text delta, `reasoning: `, `trace: ` where wanted, `ret: ` last. */
export function createPlainPrinter(
  document: FlowDocument,
  options: { readonly withTrace: boolean },
): RunPrinter {
  const spans = new SpanMemory(document);
  return {
    print(events) {
      for (const event of events) {
        if (isOutputEvent(event)) printOutput(event);
        else if (isStatusEvent(event)) spans.note(event);
        else if (isTraceEvent(event) && options.withTrace) printTrace(event, spans);
      }
    },
    printResult(result) {
      if (result.state !== 'done') return;
      const { output = null } = result;
      writeResult(`ret: ${oneLine(typeof output === 'string' ? output : JSON.stringify(output))}`);
    },
  };
}

function printOutput({ body }: OutputEvent): void {
  if (body.type === 'text-delta') writeResult(`output: ${oneLine(body.text)}`);
  else if (body.type === 'reasoning-delta') writeResult(`reasoning: ${oneLine(body.text)}`);
  else if (body.type === 'retry') {
    writeMessage(`Trying again in ${body.delayMs} ms: ${describeError(body.error)}`);
  } else if (body.type === 'custom' && body.name === 'fallback') {
    const step = readFallbackStep(body.value);
    if (step !== undefined) writeMessage(describeFallback(step));
  }
}

function describeFallback({ from, to, error }: FallbackStep): string {
  const who = from === undefined ? 'The model' : `“${from}”`;
  return `${who} failed (${error.code}); trying “${to}”. ${error.message}`;
}

interface TraceLine {
  readonly node: string;
  readonly span: string;
  readonly event: 'finished' | 'failed' | 'note';
  readonly name?: string;
  readonly input?: JsonValue;
  readonly output?: JsonValue;
  readonly value?: JsonValue;
  readonly error?: ErrorInfo;
  readonly ms?: number;
  readonly usage?: Usage;
}

function printTrace({ spanId, nodeId, body }: TraceEvent, spans: SpanMemory): void {
  const names = spans.namesOf(spanId, nodeId);
  switch (body.type) {
    case 'span-started':
      return spans.keepInput(spanId, body.input);
    case 'note':
      return writeTrace({ ...names, event: 'note', name: body.name, value: shorten(body.value) });
    case 'span-finished':
      return writeTrace({
        ...names,
        event: 'finished',
        ...spans.takeInput(spanId),
        output: shorten(body.output),
        ms: body.durationUs / 1000,
        ...(body.usage === undefined ? {} : { usage: body.usage }),
      });
    case 'span-failed':
      return writeTrace({
        ...names,
        event: 'failed',
        ...spans.takeInput(spanId),
        error: body.error,
        ms: body.durationUs / 1000,
        ...(body.usage === undefined ? {} : { usage: body.usage }),
      });
  }
}

function writeTrace(line: TraceLine): void {
  writeResult(`trace: ${JSON.stringify(line)}`);
}

/** What earlier events told of a span and later ones leave out: its title, and its input until it ends. */
class SpanMemory {
  readonly #document: FlowDocument;
  readonly #titles = new Map<string, string>();
  readonly #inputs = new Map<string, RecordedValue>();

  constructor(document: FlowDocument) {
    this.#document = document;
  }

  note({ spanId, body }: LifeEvent): void {
    if (body.type === 'span-opened') this.#titles.set(spanId, body.title);
    else if (body.type === 'span-closed') this.#titles.delete(spanId);
  }

  namesOf(spanId: string, nodeId: string): { readonly node: string; readonly span: string } {
    const node = this.#document.nodes[nodeId]?.title || nodeId;
    return { node, span: this.#titles.get(spanId) ?? node };
  }

  keepInput(spanId: string, input: RecordedValue): void {
    this.#inputs.set(spanId, input);
  }

  takeInput(spanId: string): { readonly input?: JsonValue } {
    const input = this.#inputs.get(spanId);
    this.#inputs.delete(spanId);
    return input === undefined ? {} : { input: shorten(input) };
  }
}

/** A large value stands in the record; here its beginning is enough. */
function shorten(value: RecordedValue): JsonValue {
  return 'hash' in value ? value.preview : value.value;
}

/** A line stays a line, and drives no terminal: breaks and other controls are written as escapes, the rest as it is. */
function oneLine(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t]/gu, (control) => {
    if (control === '\n') return String.raw`\n`;
    if (control === '\r') return String.raw`\r`;
    return `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
