import { markKinds, type MarkKind, type RunTimes } from '../run/run-times.ts';
import { timeOnAxis, type TimeAxis } from './time-axis.ts';

/** What the strip draws: shapes as SVG paths, in px. */
export interface StripPaths {
  /** How many events came, column by column. */
  readonly density: string;
  readonly marks: { readonly [Kind in MarkKind]: string };
  readonly breaks: readonly { readonly x: number; readonly width: number }[];
}

const column = 2;
/** Marks of one kind never stand closer, px. */
const markColumn = 6;

/** Draws the density and the marks of a run over a strip of so many px. */
export function drawStrip(
  times: RunTimes,
  axis: TimeAxis,
  { width, height }: { readonly width: number; readonly height: number },
): StripPaths {
  const atX = (x: number): number => times.atMs(timeOnAxis(axis, (x / width) * axis.length));
  const scale = width / axis.length;
  return {
    density: drawDensity(atX, width, height),
    marks: Object.fromEntries(
      markKinds.map((kind) => [kind, drawMarks(times, kind, atX, width, height)]),
    ) as StripPaths['marks'],
    breaks: axis.breaks
      .map(({ from, to }) => ({ x: from * scale, width: (to - from) * scale }))
      .filter((gap) => gap.width >= 2),
  };
}

/** Few events still show beside many: heights grow with the logarithm. */
function drawDensity(atX: (x: number) => number, width: number, height: number): string {
  const counts: number[] = [];
  let before = 0;
  for (let x = column; x < width + column; x += column) {
    const at = atX(Math.min(x, width));
    counts.push(Math.max(0, at - before));
    before = at;
  }
  const most = Math.log1p(Math.max(1, ...counts));
  return counts
    .map((count, index) => {
      if (count === 0) return '';
      const tall = Math.max(1, Math.round((Math.log1p(count) / most) * height));
      return `M${index * column} ${height}v${-tall}h${column}v${tall}z`;
    })
    .join('');
}

function drawMarks(
  times: RunTimes,
  kind: MarkKind,
  atX: (x: number) => number,
  width: number,
  height: number,
): string {
  let path = '';
  let before = 0;
  for (let x = 0; x < width; x += markColumn) {
    const marks = times.marksUpTo(kind, atX(Math.min(x + markColumn, width)));
    if (marks > before) path += shapes[kind](x + markColumn / 2, height);
    before = marks;
  }
  return path;
}

/** Told apart by their shapes, not by colour alone. */
const shapes: { readonly [Kind in MarkKind]: (x: number, height: number) => string } = {
  start: (x, height) => `M${x - 0.5} ${height}v-4h1v4z`,
  error: (x) => `M${x - 3.5} 0h7l-3.5 6z`,
  retry: (x) => `M${x - 2.5} 0h5v5h-5z`,
  question: (x) => `M${x - 3} 3a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z`,
};
