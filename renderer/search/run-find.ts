import { findSpans, makePattern } from './find-pattern.ts';
import type { FindQuery, FoundSpan } from './find-pattern.ts';

/** The matches, or why there are none: the regular expression is broken, or takes too long. */
export type FindOutcome =
  | { readonly spans: readonly FoundSpan[] }
  | { readonly problem: 'broken' | 'slow' };

/** A regular expression may take this long; a bad one would otherwise take for ever. */
const patienceMs = 1_000;

let stopLast = (): void => {};

/**
 * Looks for something in texts. Plain words are found at once; a regular expression runs in a worker that is ended when
 * it takes too long, or when something else is looked for, in which case the answer never comes.
 */
export function runFind(
  texts: readonly string[],
  query: FindQuery,
  answer: (outcome: FindOutcome) => void,
): void {
  stopLast();
  if (query.text === '') return answer({ spans: [] });
  try {
    const pattern = makePattern(query);
    if (!query.isRegex) return answer({ spans: findSpans(texts, pattern) });
  } catch {
    return answer({ problem: 'broken' });
  }
  const worker = new Worker(new URL('./find-worker.ts', import.meta.url), { type: 'module' });
  const end = (outcome?: FindOutcome): void => {
    clearTimeout(timer);
    worker.terminate();
    if (outcome !== undefined) answer(outcome);
  };
  const timer = setTimeout(() => end({ problem: 'slow' }), patienceMs);
  worker.onmessage = ({ data }: MessageEvent<readonly FoundSpan[]>) => end({ spans: data });
  worker.onerror = () => end({ problem: 'broken' });
  stopLast = () => end();
  worker.postMessage({ texts, query });
}
