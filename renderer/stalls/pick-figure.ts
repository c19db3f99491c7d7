import type {
  StallFigure,
  StallMeasure,
  StallRow,
  StallVerdict,
} from '../../core/contracts/run-history.ts';

/** What nodes are told apart by: one figure, or of each node the one that is worst. */
export type ShownMeasure = StallMeasure | 'worst';

/** Every figure that can be slow, in the order in which they are listed. */
export const stallMeasures: readonly StallMeasure[] = [
  'first-token',
  'tokens-per-second',
  'longest-gap',
  'queue',
  'duration',
];

const ranks: Readonly<Record<StallVerdict, number>> = {
  'no-history': 0,
  usual: 1,
  slow: 2,
  'very-slow': 3,
};

/** Within this a figure is said to be as usual. */
const bluntRatio = 1.25;
/** Nobody notices how long times this short are, µs. */
const bluntUs = 5_000;

/** A node's figures without the alarm over times that are too short to be noticed. */
export function calmRow(row: StallRow): StallRow {
  const figures = row.figures.map(calmFigure);
  const verdict = figures.reduce<StallVerdict>(
    (worst, figure) => (ranks[figure.verdict] > ranks[worst] ? figure.verdict : worst),
    'no-history',
  );
  return { ...row, figures, verdict };
}

function calmFigure(figure: StallFigure): StallFigure {
  const { measure, value, verdict } = figure;
  const isShort = measure !== 'tokens-per-second' && value < bluntUs;
  return isShort && ranks[verdict] > ranks.usual ? { ...figure, verdict: 'usual' } : figure;
}

/** The figure of a node that is shown; undefined where it has none of this kind. */
export function pickFigure(row: StallRow, measure: ShownMeasure): StallFigure | undefined {
  if (measure !== 'worst') return row.figures.find((figure) => figure.measure === measure);
  return row.figures.toSorted(
    (one, other) => ranks[other.verdict] - ranks[one.verdict] || ratioOf(other) - ratioOf(one),
  )[0];
}

/** The slowest first: by verdict, then by how many times slower than usual. */
export function sortBySlowness(
  rows: readonly StallRow[],
  measure: ShownMeasure,
): readonly StallRow[] {
  const rank = (row: StallRow): readonly [number, number] => {
    const figure = pickFigure(row, measure);
    return figure === undefined ? [-1, 0] : [ranks[figure.verdict], ratioOf(figure)];
  };
  return rows
    .map((row) => ({ row, rank: rank(row) }))
    .toSorted((one, other) => other.rank[0] - one.rank[0] || other.rank[1] - one.rank[1])
    .map(({ row }) => row);
}

/** How a figure stands against the usual one, in the words for it. */
export type Comparison =
  | { readonly kind: 'no-history' }
  | { readonly kind: 'usual' }
  | { readonly kind: 'slower' | 'faster'; readonly times: number };

/** A figure against its history: many times slower or faster, or as usual. */
export function compareFigure(figure: StallFigure): Comparison {
  const { verdict, ratio, value, median = 0, measure } = figure;
  if (verdict === 'no-history') return { kind: 'no-history' };
  if (measure !== 'tokens-per-second' && Math.max(value, median) < bluntUs) {
    return { kind: 'usual' };
  }
  if (ratio === undefined || ratio <= 0) return { kind: 'usual' };
  if (ratio >= bluntRatio) return { kind: 'slower', times: ratio };
  return ratio > 1 / bluntRatio ? { kind: 'usual' } : { kind: 'faster', times: 1 / ratio };
}

function ratioOf({ ratio }: StallFigure): number {
  return ratio ?? 0;
}
