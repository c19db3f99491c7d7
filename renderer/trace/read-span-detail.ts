import type { EngineClient } from '../../core/api/engine-client.ts';
import { isTraceEvent, type RunEvent } from '../../core/contracts/events.ts';
import { MillraceError } from '../../core/shared/errors.ts';
import type { RunView, SpanRun } from '../run/run-view.ts';
import { readSpan, type SpanFacts } from '../run/span-facts.ts';

/** A span with all it took, gave and noted. */
export interface SpanDetails
  extends
    Omit<SpanFacts, 'error'>,
    Pick<SpanRun, 'input' | 'output' | 'usage' | 'notes' | 'error'> {}

// A person reads no more of them, and each is asked for on its own.
const mostNotes = 40;

/** All that is known of a span at once; undefined for one that ended long ago, whose values only the record has. */
export function knownDetails(view: RunView, row: number): SpanDetails | undefined {
  return view.spans.get(view.trace.idOf(row));
}

/** Reads the values of a span from the record. Rejects with `engine_gone` when the engine goes away meanwhile. */
export async function readSpanDetails(
  engine: Pick<EngineClient, 'subscribe' | 'closed'>,
  view: RunView,
  row: number,
): Promise<SpanDetails> {
  const details = { ...readSpan(view, row), notes: [] as SpanRun['notes'][number][] };
  const notes = details.notes;
  const found: { -readonly [Name in keyof SpanDetails]: SpanDetails[Name] } = {
    ...details,
    input: undefined,
    output: undefined,
    usage: undefined,
  };
  for (const seq of placesOf(view, row)) {
    const event = await readEvent(engine, view.runId, seq);
    if (event === undefined || !isTraceEvent(event)) continue;
    const { body } = event;
    if (body.type === 'span-started') found.input = body.input;
    else if (body.type === 'span-finished') {
      found.output = body.output;
      found.usage = body.usage;
    } else if (body.type === 'span-failed') {
      found.error = body.error;
      found.usage = body.usage;
    } else notes.push({ name: body.name, value: body.value, timeUs: event.timeUs });
  }
  return found;
}

/** Where a span's trace entries stand in the record. */
function placesOf(view: RunView, row: number): number[] {
  const { columns } = view.trace;
  const openedSeq = columns.openedSeq[row] ?? 0;
  const ends = [columns.startedAfter[row] ?? 0, columns.finishedAfter[row] ?? 0];
  const places = ends.filter((after) => after > 0).map((after) => openedSeq + after);
  let notes = 0;
  for (let at = view.noteRows.indexOf(row); at >= 0 && notes < mostNotes; notes++) {
    places.push(view.noteSeqs[at] ?? 0);
    at = view.noteRows.indexOf(row, at + 1);
  }
  return places;
}

/** The event at a place of the record; undefined where it belongs to another run. */
async function readEvent(
  engine: Pick<EngineClient, 'subscribe' | 'closed'>,
  runId: string,
  seq: number,
): Promise<RunEvent | undefined> {
  const { promise, resolve } = Promise.withResolvers<RunEvent | undefined>();
  const stop = await engine.subscribe(runId, seq - 1, (events) =>
    resolve(events[0]?.seq === seq ? events[0] : undefined),
  );
  const gone = engine.closed.then((error) => {
    throw MillraceError.fromInfo(error);
  });
  try {
    return await Promise.race([promise, gone]);
  } finally {
    stop();
  }
}
