import type { PendingEvent, RecordedValue } from '../../contracts/events.ts';
import type { RunEnd, RunWriter } from '../../contracts/record.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { BatchWriter } from './batch-writer.ts';
import { toJsonSnapshot } from '../../shared/to-json.ts';
import type { PendingRun } from './pending-run.ts';
import { recordValue } from './recorded-value.ts';

/** The writing end of a run that this process runs. */
export class BufferedRunWriter implements RunWriter {
  readonly #pending: PendingRun;
  #writer: BatchWriter;
  #onEnd: () => void;
  /** A run uses some large values again and again, such as a system prompt; each is handed on once. */
  readonly #keptHashes = new Set<string>();
  #hasOutput = false;
  #hasEnded = false;

  constructor(pending: PendingRun, writer: BatchWriter, onEnd: () => void) {
    this.#pending = pending;
    this.#writer = writer;
    this.#onEnd = onEnd;
  }

  get pending(): PendingRun {
    return this.#pending;
  }

  /** Goes on with another writer: the record is made anew. */
  moveTo(writer: BatchWriter, onEnd: () => void): void {
    this.#writer = writer;
    this.#onEnd = onEnd;
    this.#keptHashes.clear();
  }

  append(event: PendingEvent): void {
    this.#assertOpen();
    this.#pending.add(holdsForeignData(event) ? copyBody(event) : event);
    this.#writer.noteEvent(this.#pending);
    if (event.queue === 'output' && !this.#hasOutput) {
      // The first token is what people wait for.
      this.#hasOutput = true;
      this.#writer.hurry();
    }
  }

  keep(value: unknown): RecordedValue {
    return recordValue(value, (hash, json) => {
      if (this.#keptHashes.has(hash)) return;
      this.#keptHashes.add(hash);
      this.#pending.values.set(hash, json);
      this.#writer.noteRun(this.#pending);
    });
  }

  flush(options: { readonly durable?: boolean } = {}): void {
    if (options.durable === true) this.#writer.flushDurably();
    else this.#writer.flush();
  }

  flushSoon(onFlushed?: (problem: MillraceError | undefined) => void): void {
    this.#writer.flushSoon(onFlushed);
  }

  assertWorking(): void {
    this.#writer.assertWorking();
    // The rows of a new run are written while its first request is on its way, not between its first token and the screen.
    if (this.#pending.start !== undefined) this.#writer.hurry();
  }

  end(end: RunEnd): void {
    this.#assertOpen();
    this.#pending.end = {
      state: end.state,
      endedUs: end.endedUs,
      output: end.output === undefined ? null : JSON.stringify(this.keep(end.output)),
      error: end.error === undefined ? null : JSON.stringify(toJsonSnapshot(end.error).value),
    };
    this.#hasEnded = true;
    this.#writer.noteRun(this.#pending);
    this.#onEnd();
  }

  #assertOpen(): void {
    this.#writer.assertOpen();
    if (this.#hasEnded) {
      throw new MillraceError('run_ended', `The run ${this.#pending.runId} has ended already.`, {
        action: 'Start a new run.',
      });
    }
  }
}

/** Bodies that a module made may change before the commit; those of the engine never do. */
function holdsForeignData(event: PendingEvent): boolean {
  switch (event.queue) {
    case 'trace':
    case 'status':
      return false;
    case 'output':
      return (event.body as { readonly type?: unknown } | null)?.type === 'custom';
    default:
      return true;
  }
}

function copyBody(event: PendingEvent): PendingEvent {
  return { ...event, body: toJsonSnapshot(event.body).value };
}
