/**
 * Sends random outputs of every raw format through the sieve in random chunks, and bodies of streamed answers in random
 * chunks of bytes, and checks that none crashes the reader, that the chunks never change the result, and that no text is
 * lost, doubled, reordered or leaked. Prints its figures as JSON; exits with 1 if anything was found. Arguments: the least number of chunks (default 1,000,000) and a seed.
 */
import { createRandom, cutRandomly } from '../core/stream/cases/chunkings.ts';
import { listScraps, listTextMarkers } from '../core/stream/cases/format-scraps.ts';
import { readRawTurn, readSseTurn } from '../core/stream/cases/read-turn.ts';
import type { TurnReading } from '../core/stream/cases/tool-call-case.ts';
import { rawFormats } from '../core/stream/formats/index.ts';
import type { ToolFormat } from '../core/stream/formats/tool-format.ts';
import { writeCalls } from '../core/stream/formats/write-calls.ts';
import { makeSseBody } from './fuzz-sse-body.ts';

const leastChunks = Number(process.argv[2] ?? 1_000_000);
const firstSeed = Number(process.argv[3] ?? 1);
const tools = [
  {
    name: 'f',
    description: '',
    parameters: { type: 'object', properties: { a: { type: 'string' }, n: { type: 'integer' } } },
  },
];
const words = [
  'one ',
  'two\n',
  'é',
  '😀',
  '<',
  ' [1] ',
  '{x} ',
  '日本',
  ': ',
  '</',
  '> ',
  '\n\n',
  '"',
];
const counts = {
  runs: 0,
  bodies: 0,
  chunks: 0,
  units: 0,
  crashes: 0,
  differences: 0,
  losses: 0,
  leaks: 0,
};
const findings: string[] = [];
type Problem = 'crashes' | 'differences' | 'losses' | 'leaks';

/** A body has many more pieces than an output: these make about a third of all chunks. */
const bodiesInRound = 2;

const random = createRandom(firstSeed);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const repeat = (most: number, make: () => string): string =>
  Array.from({ length: Math.floor(random() * (most + 1)) }, make).join('');

function report(
  problem: Problem,
  format: Pick<ToolFormat, 'id'>,
  text: string,
  chunks: readonly (string | readonly number[])[],
): void {
  counts[problem] += 1;
  if (findings.length < 10) {
    findings.push(
      `${problem} in ${format.id}: ${JSON.stringify(text)} as ${JSON.stringify(chunks)}`,
    );
  }
}

/** Reads the text whole and in chunks; undefined after a crash or a difference. */
function readBothWays(format: ToolFormat, text: string, startInReasoning: boolean) {
  const longest = pick([1, 3, 12, 60]);
  const chunks = cutRandomly(text, Math.floor(random() * 2 ** 31), longest);
  counts.runs += 1;
  counts.chunks += chunks.length;
  counts.units += text.length;
  let whole: TurnReading;
  let pieced: TurnReading;
  try {
    whole = readRawTurn({ format, tools, startInReasoning }, [text]);
    pieced = readRawTurn({ format, tools, startInReasoning }, chunks);
  } catch {
    report('crashes', format, text, chunks);
    return undefined;
  }
  if (JSON.stringify(whole) !== JSON.stringify(pieced)) {
    report('differences', format, text, chunks);
    return undefined;
  }
  return { reading: pieced, chunks };
}

/** Whether every unit of `part` stands in `whole`, in order. */
function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (let unit = 0; unit < part.length; unit += 1, at += 1) {
    at = whole.indexOf(part.charAt(unit), at);
    if (at === -1) return false;
  }
  return true;
}

/** Markers and pieces of calls in any order: what is shown must at least stand in the output, in its order. */
function fuzzScraps(format: ToolFormat, scraps: readonly string[]): void {
  const text = repeat(30, () => pick(random() < 0.3 ? words : scraps));
  const read = readBothWays(format, text, random() < 0.2);
  if (read === undefined) return;
  const { visible_text: shown, reasoning } = read.reading;
  const isWhole = isSubsequence(shown, text) && isSubsequence(reasoning, text);
  if (!isWhole || shown.length + reasoning.length > text.length) {
    report('losses', format, text, read.chunks);
  }
}

/** Text and calls as a model writes them, possibly cut: exactly the text must be shown, and no opened call. */
function fuzzTurn(format: ToolFormat, markers: readonly string[]): void {
  const say = (): string => `a: ${repeat(6, () => pick(words))}z\n`;
  const isClean = (text: string): boolean => !markers.some((marker) => text.includes(marker));
  const texts = Array.from({ length: 3 }, say);
  if (!texts.every(isClean)) return;
  const calls = texts.map((_, index) => ({
    name: 'f',
    arguments: { a: repeat(8, () => pick(words)).replaceAll('<', '('), n: index },
  }));
  const turn = texts.map((text, at) => text + writeCalls(format, calls.slice(at, at + 1)));
  const whole = turn.join('');
  const isCut = random() < 0.4;
  const text = isCut ? whole.slice(0, Math.floor(random() * whole.length)) : whole;
  const read = readBothWays(format, text, false);
  if (read === undefined) return;
  const { visible_text: shown, calls: made, errors } = read.reading;
  if (isCut) {
    if (!isClean(shown)) report('leaks', format, text, read.chunks);
    return;
  }
  const isSame = shown === texts.join('') && errors.length === 0;
  const expected = calls.map(({ name, arguments: given }) => [name, given.a, given.n]);
  const got = made.map(({ name, arguments: given }) => {
    const { a, n } = given as { a: string; n: number };
    return [name, a, n];
  });
  if (!isSame || JSON.stringify(got) !== JSON.stringify(expected)) {
    report('losses', format, text, read.chunks);
  }
}

const sse = { id: 'openai-sse' };

/** A body in random pieces of bytes, sometimes cut or with bytes of noise in it. */
function fuzzBody(): void {
  const { bytes, reading } = makeSseBody(random);
  const manner = random();
  const place = Math.floor(random() * bytes.length);
  const body = manner < 0.25 ? bytes.slice(0, place) : bytes.slice();
  if (manner > 0.85) for (const at of [place, place + 7]) body[at % body.length] = random() * 256;
  const chunks = cutRandomly(body, Math.floor(random() * 2 ** 31), pick([1, 3, 12, 60]));
  counts.runs += 1;
  counts.bodies += 1;
  counts.chunks += chunks.length;
  counts.units += body.length;
  const tell = (problem: Problem): void =>
    report(
      problem,
      sse,
      new TextDecoder().decode(body),
      chunks.map((chunk) => [...chunk]),
    );
  let whole: TurnReading;
  let pieced: TurnReading;
  try {
    whole = readSseTurn([body]);
    pieced = readSseTurn(chunks);
  } catch {
    return tell('crashes');
  }
  if (JSON.stringify(whole) !== JSON.stringify(pieced)) return tell('differences');
  if (manner > 0.85) return;
  const isPart =
    reading.visible_text.startsWith(pieced.visible_text) &&
    reading.reasoning.startsWith(pieced.reasoning);
  const isWhole = JSON.stringify(pieced) === JSON.stringify(reading);
  if (manner < 0.25 ? !isPart : !isWhole) tell('losses');
}

const formats: readonly ToolFormat[] = Object.values(rawFormats);
const prepared = formats.map((format) => ({
  format,
  scraps: listScraps(format),
  markers: listTextMarkers(format),
}));
const startedAt = performance.now();
while (counts.chunks < leastChunks) {
  for (const { format, scraps, markers } of prepared) {
    fuzzScraps(format, scraps);
    fuzzTurn(format, markers);
  }
  for (let count = 0; count < bodiesInRound; count += 1) fuzzBody();
}
const seconds = (performance.now() - startedAt) / 1000;
const figures = {
  formats: formats.length,
  seed: firstSeed,
  ...counts,
  seconds: Math.round(seconds * 10) / 10,
  chunksPerSecond: Math.round(counts.chunks / seconds),
  findings,
};
process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
process.exitCode = findings.length === 0 ? 0 : 1;
