import type { ChatPart, ToolSpec } from '../../contracts/chat.ts';
import type { RawFormatTrial, TrialChunks, TrialStep } from '../../contracts/raw-formats.ts';
import type { ToolFormat } from '../formats/tool-format.ts';
import { Sieve } from '../sieve/sieve.ts';
import { cutRandomly, cutSingly } from './chunkings.ts';
import { sumParts } from './read-turn.ts';

/** Steps that a trial tells of; the rest is read all the same. */
const mostSteps = 5_000;
/** Held text that a step shows, UTF-16 units. */
const mostHeld = 500;

/** What an output is tried with. */
export interface TrialOptions {
  readonly format: ToolFormat;
  readonly tools: readonly ToolSpec[];
  readonly startInReasoning?: boolean | undefined;
  readonly chunks: TrialChunks;
}

/** Reads an output piece by piece, and tells what each piece brought. */
export function tryFormat(text: string, options: TrialOptions): RawFormatTrial {
  const { format, tools, startInReasoning, chunks } = options;
  const sieve = new Sieve({
    format,
    tools,
    ...(startInReasoning === undefined ? {} : { startInReasoning }),
  });
  const pieces = cutText(text, chunks);
  const all: ChatPart[] = [];
  const steps: TrialStep[] = [];
  for (const chunk of pieces) {
    const parts = sieve.push(chunk);
    for (const part of parts) all.push(part);
    if (steps.length === mostSteps) continue;
    const { held } = sieve;
    steps.push({ chunk, parts, held: held.slice(-mostHeld), heldLength: held.length });
  }
  const end = sieve.end('complete');
  for (const part of end) all.push(part);
  const errors = all.flatMap((part) => (part.type === 'tool-call-error' ? [part.error] : []));
  return {
    steps,
    stepCount: pieces.length,
    end,
    result: { ...sumParts(all), errors },
  };
}

function cutText(text: string, chunks: TrialChunks): readonly string[] {
  if (text === '') return [];
  if (chunks === 'whole') return [text];
  if (chunks === 'char') return cutSingly(text);
  if (typeof chunks === 'object') return cutRandomly(text, chunks.seed);
  return Array.from({ length: Math.ceil(text.length / chunks) }, (_, at) =>
    text.slice(at * chunks, (at + 1) * chunks),
  );
}
