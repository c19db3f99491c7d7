import type { RecordedValue, RunEvent } from '../contracts/events.ts';
import type { NewRun, RunRecord, RunWriter } from '../contracts/record.ts';
import type { ImportedRun } from '../contracts/run-exports.ts';
import type { TrafficFile, TrafficStore } from '../contracts/run-traffic.ts';
import type { JsonValue } from '../shared/json.ts';
import { mapRecordedValues } from './recorded-values.ts';
import { FlightReader } from './flight/flight-reader.ts';
import type { FlightLimits } from './flight/flight-reader.ts';
import type { FlightItem } from './flight/flight-line.ts';

/** Where an imported run goes. */
export interface ImportTarget {
  readonly record: Pick<RunRecord, 'startRun' | 'readValue'>;
  /** Keeps the run's traffic; absent where none is kept. */
  readonly traffic?: Pick<TrafficStore, 'create'> | undefined;
}

/**
 * Reads a flight-recorder file into the record, as a run of its own. The lines are read twice, so that a file with a fault
 * leaves nothing behind: `openLines` gives them from the start. Throws `flight_invalid` with the line, `flight_newer`, and
 * what the record throws.
 */
export async function importRun(
  openLines: () => AsyncIterable<string>,
  target: ImportTarget,
  limits: FlightLimits = {},
): Promise<ImportedRun> {
  await readThrough(openLines(), new FlightReader(limits), () => {});
  const reader = new FlightReader(limits);
  const intake = new Intake(target, () => reader.header?.contents === 'left-out');
  try {
    await readThrough(openLines(), reader, (item) => intake.take(item));
  } catch (error) {
    intake.giveUp();
    throw error;
  }
  return intake.result();
}

async function readThrough(
  lines: AsyncIterable<string>,
  reader: FlightReader,
  onItem: (item: FlightItem) => void,
): Promise<void> {
  for await (const line of lines) {
    const item = reader.take(line);
    if (item !== undefined) onItem(item);
  }
  reader.finish();
}

/** Writes the entries of a file into the record, one by one. */
class Intake {
  readonly #target: ImportTarget;
  readonly #isWithoutContents: () => boolean;
  readonly #runId = crypto.randomUUID();
  /** Values that came before what refers to them; before the run itself they wait. */
  readonly #waiting = new Map<string, JsonValue>();
  readonly #values = new Map<string, RecordedValue>();
  #writer: RunWriter | undefined;
  #traffic: TrafficFile | undefined;
  #flow = '';
  #run: Extract<FlightItem, { readonly type: 'run' }> | undefined;
  #events = 0;
  #lastUs = 0;

  constructor(target: ImportTarget, isWithoutContents: () => boolean) {
    this.#target = target;
    this.#isWithoutContents = isWithoutContents;
  }

  take(item: FlightItem): void {
    switch (item.type) {
      case 'flow':
        this.#flow = item.text;
        return;
      case 'value':
        if (this.#writer === undefined) this.#waiting.set(item.hash, item.value);
        else this.#values.set(item.hash, this.#writer.keep(item.value));
        return;
      case 'run':
        return this.#start(item);
      case 'event':
        return this.#append(item);
      case 'traffic':
        this.#traffic ??= this.#target.traffic?.create(this.#runId);
        return this.#traffic?.write(`${item.line}\n`);
      case 'end':
        return this.#end(item);
    }
  }

  /** What came of it. */
  result(): ImportedRun {
    return {
      runId: this.#runId,
      flowName: this.#run?.flowName ?? '',
      originalRunId: this.#run?.runId ?? '',
      events: this.#events,
    };
  }

  /** Leaves the run as far as it came, as interrupted: the record may have failed in between. */
  giveUp(): void {
    this.#traffic?.discard();
    try {
      this.#writer?.end({ state: 'interrupted', endedUs: this.#lastUs });
    } catch {
      // The record takes nothing more; why, its caller hears already.
    }
  }

  #start(run: Extract<FlightItem, { readonly type: 'run' }>): void {
    this.#run = run;
    this.#lastUs = run.startedUs;
    const { flowId, flowName, startedUs } = run;
    const large = 'hash' in run.input ? this.#waiting.get(run.input.hash) : undefined;
    const input = 'hash' in run.input ? (large ?? run.input.preview) : run.input.value;
    const newRun: NewRun = {
      runId: this.#runId,
      flowId,
      flowName,
      flow: this.#flow,
      input,
      startedUs,
      imported: true,
    };
    this.#writer = this.#target.record.startRun(newRun);
    for (const [hash, value] of this.#waiting) this.#values.set(hash, this.#writer.keep(value));
    this.#waiting.clear();
  }

  #append({ type: _type, ...event }: Extract<FlightItem, { readonly type: 'event' }>): void {
    const own: RunEvent = { ...event, runId: this.#runId, seq: 0, body: this.#mark(event) };
    const { seq: _seq, ...pending } = mapRecordedValues(own, (value) => this.#find(value));
    this.#writer?.append(pending);
    this.#events += 1;
    this.#lastUs = event.timeUs;
  }

  /** The first event says where the run comes from. */
  #mark({ queue, body }: Pick<RunEvent, 'queue' | 'body'>): unknown {
    if (queue !== 'status' || (body as { readonly type: unknown }).type !== 'run-started')
      return body;
    const withoutContents = this.#isWithoutContents() ? { withoutContents: true } : {};
    return { ...(body as object), imported: { runId: this.#run?.runId, ...withoutContents } };
  }

  /** Hashes are made anew: what a stranger's file says of them counts for nothing. */
  #find(value: RecordedValue): RecordedValue {
    if (!('hash' in value)) return this.#writer?.keep(value.value) ?? value;
    return this.#values.get(value.hash) ?? { value: value.preview };
  }

  #end(end: Extract<FlightItem, { readonly type: 'end' }>): void {
    this.#traffic?.close();
    const { state, endedUs, error } = end;
    const output = end.output === undefined ? undefined : this.#outputOf(end.output);
    this.#writer?.end({
      state,
      endedUs,
      ...(output === undefined ? {} : { output }),
      ...(error === undefined ? {} : { error }),
    });
    this.#writer?.flush();
  }

  #outputOf(value: RecordedValue): JsonValue {
    if (!('hash' in value)) return value.value;
    const known = this.#values.get(value.hash);
    if (known === undefined || !('hash' in known)) return known?.value ?? value.preview;
    return this.#target.record.readValue(known.hash) ?? value.preview;
  }
}
