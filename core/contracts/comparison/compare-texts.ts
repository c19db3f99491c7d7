import { writeValue } from '../../model/compare-lines.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { isOutputEvent, isTraceEvent, type RecordedValue } from '../events.ts';
import type { RunSummary } from '../record.ts';
import type { ComparedRecord, ComparedRuns } from './compare-runs.ts';
import type { ComparedPart, TextComparison, TextSide, TokenPlace } from './run-comparison.ts';
import { writeCall, writeResult, type RunStep } from './run-steps.ts';

/** A text as the pieces that it came in; a value is one piece, of no event. */
interface ReadText {
  readonly pieces: readonly string[];
  readonly seqs: readonly number[];
}

/** Characters of each text that are given, half of them before the first difference. */
const mostCharacters = 200_000;
const batch = 5_000;

/** Reads a text of a row in both runs, and finds where they part; `around` is how many characters of each are given. */
export async function compareTexts(
  record: ComparedRecord,
  { comparison, rows }: ComparedRuns,
  row: number,
  part: ComparedPart,
  around = mostCharacters,
): Promise<TextComparison> {
  const found = rows[row];
  const read = (step: RunStep | undefined, run: RunSummary): Promise<ReadText | undefined> =>
    readText(record, run, row === 0 ? undefined : step, row === 0, part);
  const a = await read(found?.a, comparison.a);
  const b = await read(found?.b, comparison.b);
  const [was, is] = [a?.pieces.join(''), b?.pieces.join('')];
  const differsAt = was === undefined || is === undefined ? undefined : findFirst(was, is);
  const side = (text: ReadText | undefined, whole: string | undefined): TextSide | undefined =>
    text === undefined || whole === undefined ? undefined : cut(text, whole, differsAt, around);
  const [one, other] = [side(a, was), side(b, is)];
  return {
    part,
    ...(differsAt === undefined ? {} : { differsAt }),
    ...(one === undefined ? {} : { a: one }),
    ...(other === undefined ? {} : { b: other }),
  };
}

/** How many characters two texts begin with are the same; undefined when all are. Never ends within a character. */
export function findFirst(one: string, other: string): number | undefined {
  if (one === other) return undefined;
  const shorter = Math.min(one.length, other.length);
  let at = 0;
  while (at < shorter && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  const last = at === 0 ? 0 : one.charCodeAt(at - 1);
  return last >= 0xd8_00 && last < 0xdc_00 ? at - 1 : at;
}

function cut(
  { pieces, seqs }: ReadText,
  whole: string,
  differsAt: number | undefined,
  around: number,
): TextSide {
  const from = Math.max(0, Math.min((differsAt ?? 0) - around / 2, whole.length - around));
  const text = whole.slice(from, from + around);
  const token = differsAt === undefined ? undefined : findToken(pieces, seqs, differsAt);
  return { text, from, total: whole.length, ...(token === undefined ? {} : { token }) };
}

function findToken(
  pieces: readonly string[],
  seqs: readonly number[],
  differsAt: number,
): TokenPlace | undefined {
  let start = 0;
  for (const [at, text] of pieces.entries()) {
    const end = start + text.length;
    const seq = seqs[at];
    if (end > differsAt) {
      if (seq === undefined) return undefined;
      const sameCharacters = differsAt - start;
      return { number: at + 1, count: pieces.length, text, sameCharacters, seq };
    }
    start = end;
  }
  return undefined;
}

async function readText(
  record: ComparedRecord,
  run: RunSummary,
  step: RunStep | undefined,
  isRun: boolean,
  part: ComparedPart,
): Promise<ReadText | undefined> {
  const owner = isRun ? run : step;
  if (owner === undefined) return undefined;
  if (part === 'error') {
    return owner.error && asOne(`${owner.error.message}\n[${owner.error.code}]`);
  }
  const isValue = part === 'input' || part === 'output';
  if (isRun) return isValue && run[part] ? asOne(writeRecorded(record, run[part])) : undefined;
  return step && readStep(record, run.runId, step, part);
}

function asOne(text: string): ReadText {
  return { pieces: [text], seqs: [] };
}

/** Goes through the step's own stretch of the record. */
async function readStep(
  record: ComparedRecord,
  runId: string,
  { spanId, firstSeq, lastSeq }: RunStep,
  part: Exclude<ComparedPart, 'error'>,
): Promise<ReadText | undefined> {
  if (spanId === '') return undefined;
  const queue = part === 'input' || part === 'output' ? 'trace' : 'output';
  let pieces: string[] = [];
  let seqs: number[] = [];
  let afterSeq = firstSeq;
  for (;;) {
    const events = record.readEvents(runId, { afterSeq, limit: batch, queue });
    for (const event of events) {
      if (event.spanId !== spanId) continue;
      if (isTraceEvent(event)) {
        const { body } = event;
        if (part === 'input' && body.type === 'span-started') {
          return asOne(writeRecorded(record, body.input));
        }
        if (part === 'output' && body.type === 'span-finished') {
          return asOne(writeRecorded(record, body.output));
        }
      } else if (isOutputEvent(event)) {
        const { body, seq } = event;
        if (body.type === 'retry' && body.within === true) [pieces, seqs] = [[], []];
        const text =
          part === 'calls' && body.type === 'tool-call-end'
            ? writeCall(body)
            : part === 'calls' && body.type === 'tool-result'
              ? writeResult(body)
              : body.type === `${part}-delta` && 'text' in body
                ? body.text
                : undefined;
        if (text === undefined) continue;
        pieces.push(text);
        seqs.push(seq);
      }
    }
    afterSeq = events.at(-1)?.seq ?? 0;
    const isOver = events.length < batch || (lastSeq > 0 && afterSeq >= lastSeq);
    if (isOver) return pieces.length === 0 ? undefined : { pieces, seqs };
    await new Promise<void>((go) => setTimeout(() => go(), 0));
  }
}

function writeRecorded(record: ComparedRecord, recorded: RecordedValue): string {
  const value = 'hash' in recorded ? record.readValue(recorded.hash) : recorded.value;
  return value === undefined && 'preview' in recorded ? `${recorded.preview}…` : writePorts(value);
}

/** Values by port as people read them: a lone text as it is, several under their names. */
function writePorts(value: JsonValue | undefined): string {
  if (!isJsonObject(value)) return writeValue(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  const [lone] = entries;
  if (entries.length === 1 && typeof lone?.[1] === 'string') return lone[1];
  return entries.map(([key, item]) => `${key}: ${writeValue(item)}`).join('\n');
}
