import { writeValue } from '../../model/compare-lines.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { isOutputEvent, isTraceEvent, type RecordedValue, type RunEvent } from '../events.ts';
import type { RunSummary } from '../record.ts';
import type { ComparedRecord } from './compare-runs.ts';
import type { ComparedPart } from './run-comparison.ts';
import { writeCall, writeResult, type RunStep } from './run-steps.ts';

/** A text as the pieces that it came in, each with its event; a value is one piece, of no event. */
export interface ReadText {
  readonly pieces: readonly string[];
  readonly seqs: readonly number[];
}

const batch = 5_000;

/** A text of a whole run; undefined where it has none of the kind. */
export function readRunText(
  record: ComparedRecord,
  run: RunSummary,
  part: ComparedPart,
): ReadText | undefined {
  if (part === 'error') return run.error && asOne(writeError(run.error));
  const value = part === 'input' || part === 'output' ? run[part] : undefined;
  return value && asOne(writeRecorded(record, value));
}

/** A text of a step, read from the step's own stretch of the record; undefined where it has none of the kind. */
export async function readStepText(
  record: ComparedRecord,
  runId: string,
  step: RunStep,
  part: ComparedPart,
): Promise<ReadText | undefined> {
  const { spanId, firstSeq, lastSeq, error } = step;
  if (part === 'error') return error && asOne(writeError(error));
  if (spanId === '') return undefined;
  const isValue = part === 'input' || part === 'output';
  const queue = isValue ? 'trace' : 'output';
  const streamed = part === 'calls' ? new CallText() : new StreamedText(`${part}-delta`);
  let afterSeq = firstSeq;
  for (;;) {
    const events = record.readEvents(runId, { afterSeq, limit: batch, queue });
    const own = events.filter((event) => event.spanId === spanId);
    if (isValue) {
      const value = findValue(own, part);
      if (value !== undefined) return asOne(writeRecorded(record, value));
    } else for (const event of own) streamed.take(event);
    afterSeq = events.at(-1)?.seq ?? afterSeq;
    if (events.length < batch || (lastSeq > 0 && afterSeq >= lastSeq)) return streamed.end();
    await new Promise<void>((go) => setTimeout(() => go(), 0));
  }
}

function findValue(
  events: readonly RunEvent[],
  part: 'input' | 'output',
): RecordedValue | undefined {
  for (const event of events) {
    if (!isTraceEvent(event)) continue;
    const { body } = event;
    if (part === 'input' && body.type === 'span-started') return body.input;
    if (part === 'output' && body.type === 'span-finished') return body.output;
  }
  return undefined;
}

/** Text or reasoning as it was streamed; what an attempt within the step took back is left out. */
class StreamedText {
  readonly #type: string;
  #pieces: string[] = [];
  #seqs: number[] = [];

  constructor(type: string) {
    this.#type = type;
  }

  take(event: RunEvent): void {
    if (!isOutputEvent(event)) return;
    const { body, seq } = event;
    if (body.type === 'retry' && body.within === true) [this.#pieces, this.#seqs] = [[], []];
    if (body.type !== this.#type || !('text' in body)) return;
    this.#pieces.push(body.text);
    this.#seqs.push(seq);
  }

  end(): ReadText | undefined {
    return this.#pieces.length === 0 ? undefined : { pieces: this.#pieces, seqs: this.#seqs };
  }
}

interface Line {
  readonly text: string;
  readonly seq: number;
}

/** Calls in their order, each with its result; results of calls made elsewhere by what they say, since they come in any order. */
class CallText {
  #calls: { readonly callId: string; readonly lines: Line[] }[] = [];
  #lone: Line[] = [];

  take(event: RunEvent): void {
    if (!isOutputEvent(event)) return;
    const { body, seq } = event;
    if (body.type === 'retry' && body.within === true) [this.#calls, this.#lone] = [[], []];
    if (body.type === 'tool-call-end') {
      this.#calls.push({ callId: body.callId, lines: [{ text: writeCall(body), seq }] });
    } else if (body.type === 'tool-result') {
      const call = this.#calls.findLast(({ callId }) => callId === body.callId);
      (call?.lines ?? this.#lone).push({ text: writeResult(body), seq });
    }
  }

  end(): ReadText | undefined {
    const lone = this.#lone.toSorted((one, other) => (one.text < other.text ? -1 : 1));
    const lines = [...this.#calls.flatMap((call) => call.lines), ...lone];
    if (lines.length === 0) return undefined;
    return { pieces: lines.map(({ text }) => text), seqs: lines.map(({ seq }) => seq) };
  }
}

function asOne(text: string): ReadText {
  return { pieces: [text], seqs: [] };
}

function writeError({ code, message, action }: ErrorInfo): string {
  return [message, action, `[${code}]`].filter((part) => part !== undefined).join('\n');
}

function writeRecorded(record: ComparedRecord, recorded: RecordedValue): string {
  if (!('hash' in recorded)) return writePorts(recorded.value);
  const value = record.readValue(recorded.hash);
  return value === undefined ? `${recorded.preview}…` : writePorts(value);
}

/** Values by port as people read them: a lone text as it is, several under their names. */
function writePorts(value: JsonValue): string {
  if (!isJsonObject(value)) return writeValue(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  const [lone] = entries;
  if (entries.length === 1 && typeof lone?.[1] === 'string') return lone[1];
  return entries.map(([key, item]) => `${key}: ${writeValue(item)}`).join('\n');
}
