import type {
  SpanFigures,
  StallFigure,
  StallMeasure,
  StallRow,
  StallVerdict,
} from '../../../contracts/run-history.ts';

/** Fewer say nothing. */
const fewestSamples = 3;
const slowRatio = 1.5;
const verySlowRatio = 3;
/** What nobody notices is not slow, however many times longer it took. */
const smallestExcessUs = 50_000;

const measures: readonly StallMeasure[] = [
  'first-token',
  'tokens-per-second',
  'longest-gap',
  'queue',
  'duration',
];
const verdicts: readonly StallVerdict[] = ['no-history', 'usual', 'slow', 'very-slow'];

/** How fast the nodes of a run were; `historyOf` gives a node's spans in earlier runs, run by run. The slowest come first. */
export function compareStalls(
  spans: readonly SpanFigures[],
  historyOf: (nodeId: string) => readonly (readonly SpanFigures[])[],
): readonly StallRow[] {
  const rows = [...Map.groupBy(spans, ({ nodeId }) => nodeId)].map(([nodeId, ofNode]) => {
    const history = historyOf(nodeId);
    const figures = measures.flatMap((measure) => judge(measure, ofNode, history) ?? []);
    return { ...describe(nodeId, ofNode), figures, verdict: worstOf(figures) };
  });
  return rows.toSorted((a, b) => verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict));
}

/** A node's own span names it; the spans of what it did within, such as its tools, stand under it. */
function describe(
  nodeId: string,
  spans: readonly SpanFigures[],
): Omit<StallRow, 'figures' | 'verdict'> {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const own = spans.find(({ parentSpanId }) => !ids.has(parentSpanId));
  return { nodeId, kind: own?.kind ?? '', title: own?.title ?? '', spans: spans.length };
}

function judge(
  measure: StallMeasure,
  spans: readonly SpanFigures[],
  history: readonly (readonly SpanFigures[])[],
): StallFigure | undefined {
  const worst = findWorst(measure, spans);
  if (worst === undefined) return undefined;
  const samples = history
    .flatMap((run) => findWorst(measure, run)?.value ?? [])
    .toSorted((a, b) => a - b);
  const figure = { measure, ...worst, samples: samples.length };
  if (samples.length === 0) return { ...figure, verdict: 'no-history' };
  const isLessWorse = measure === 'tokens-per-second';
  const median = quantile(samples, 0.5);
  // Where less is worse, nine of ten are above the tenth.
  const p90 = quantile(samples, isLessWorse ? 0.1 : 0.9);
  const [better, worse] = isLessWorse ? [worst.value, median] : [median, worst.value];
  return {
    ...figure,
    median,
    p90,
    ...(better > 0 ? { ratio: worse / better } : {}),
    verdict:
      samples.length < fewestSamples ? 'no-history' : pass(measure, worst.value, median, p90),
  };
}

function pass(measure: StallMeasure, value: number, median: number, p90: number): StallVerdict {
  if (measure === 'tokens-per-second') {
    if (value >= p90 || value * slowRatio > median) return 'usual';
    return value * verySlowRatio <= median ? 'very-slow' : 'slow';
  }
  if (value <= p90 || value < median * slowRatio || value - median < smallestExcessUs)
    return 'usual';
  return value >= median * verySlowRatio ? 'very-slow' : 'slow';
}

function findWorst(
  measure: StallMeasure,
  spans: readonly SpanFigures[],
): { readonly value: number; readonly spanId: string } | undefined {
  let worst: { value: number; spanId: string } | undefined;
  for (const span of spans) {
    // What was taken over was not worked out, and what was stopped says nothing of how long it takes.
    if (span.isReused || span.state !== 'done') continue;
    const value = measureSpan(measure, span);
    if (value === undefined) continue;
    const isWorse =
      worst === undefined ||
      (measure === 'tokens-per-second' ? value < worst.value : value > worst.value);
    if (isWorse) worst = { value, spanId: span.spanId };
  }
  return worst;
}

function measureSpan(measure: StallMeasure, span: SpanFigures): number | undefined {
  switch (measure) {
    case 'first-token':
      return span.firstTokenUs;
    case 'longest-gap':
      return span.longestGapUs;
    case 'queue':
      return span.queueUs;
    case 'duration':
      return span.endedUs - span.startedUs;
    case 'tokens-per-second': {
      const streamedUs = span.endedUs - span.startedUs - (span.firstTokenUs ?? 0);
      const tokens = span.outputTokens > 0 ? span.outputTokens : span.tokenCount;
      // A handful of tokens in one chunk has no speed.
      const isMeasurable = span.firstTokenUs !== undefined && tokens >= 8 && streamedUs >= 1000;
      return isMeasurable ? (tokens * 1e6) / streamedUs : undefined;
    }
    default:
      return measure satisfies never;
  }
}

/** Between the two nearest samples, which are sorted. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

function worstOf(figures: readonly StallFigure[]): StallVerdict {
  const worst = Math.max(0, ...figures.map(({ verdict }) => verdicts.indexOf(verdict)));
  return verdicts[worst] ?? 'no-history';
}
