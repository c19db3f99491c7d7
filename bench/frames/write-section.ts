/** Figures by their name. */
export type Row = Readonly<Record<string, number>>;

/** All that one run of the frames bench measured. */
export interface FrameFigures {
  /** With the whole graph in view, by the number of nodes. */
  readonly whole: readonly { readonly count: number; readonly ours: Row; readonly bare: Row }[];
  readonly streaming: Row;
  readonly panels: Row;
  readonly typing: Row;
}

const heading = '## Canvas: frames per second';

const fine = (value: number | undefined, digits = 0): string =>
  value === undefined ? '–' : value.toFixed(digits);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The part of docs/benchmarks.md that tells of the canvas. */
export function writeSection(
  { whole, streaming, panels, typing }: FrameFigures,
  rounds: number,
): string {
  const rows = whole.flatMap(({ count, ours, bare }) =>
    (
      [
        ['Millrace', ours],
        ['bare React Flow', bare],
      ] as const
    ).map(([name, row]) => [
      `${count.toLocaleString('en-US')} nodes, ${name}`,
      fine(row['pan']),
      `${fine(row['panP50Ms'])} / ${fine(row['panP95Ms'])}`,
      fine(row['zoom']),
      fine(row['zoomP95Ms']),
      fine(row['openMs']),
      name === 'Millrace' ? fine((ours['pan'] ?? 0) / (bare['pan'] ?? 1), 1) : '',
    ]),
  );
  return `${heading}

Written by \`node bench/frames.ts --write\`: the built app on its web host, and a page with React Flow’s own plain nodes and
wires, opened in turns (${rounds} rounds, medians) in a Chromium that draws by software, 1,440 × 900 px; the canvas of the app is
smaller than that of the bare page by its panels. The view is dragged and zoomed by real pointer input. A frame is a new picture
that the compositor drew, counted in the browser’s trace; a mark of 2 px changes in each, so that a page with nothing new to
show draws all the same; the screen gives 60 a second. “Opened” is from the start of the page’s
load to the first picture with all nodes, the app’s own start included.

The whole graph in view:

${table(
  [
    '',
    'pan, frames/s',
    'p50 / p95, ms',
    'zoom, frames/s',
    'p95, ms',
    'opened, ms',
    'to the bare page',
  ],
  rows,
)}

The app alone:

${table(
  ['', 'frames/s', 'p95, ms'],
  [
    [
      '2,000 nodes at zoom 1, 50 of them stream 30 tokens/s, view panned',
      fine(streaming['pan']),
      fine(streaming['p95Ms']),
    ],
    ['the same, view at rest', fine(streaming['still']), ''],
    ['ten streams of 100 tokens/s, all panels open', fine(panels['still']), fine(panels['p95Ms'])],
  ],
)}

Typing in the inspector of one of 2,000 nodes: from key to picture ${fine(typing['p50Ms'])} ms in the middle and ${fine(typing['worstMs'])} ms at worst; the page was never
busy for more than ${fine(typing['longestTaskMs'])} ms at a stretch.
`;
}

/** The page with this section instead of the one that it has, else with it at the end. */
export function putSection(page: string, section: string): string {
  const old = findSection(page);
  return old === '' ? `${page.trimEnd()}\n\n${section}` : page.replace(old, () => section);
}

/** What other scripts, and hands, have put behind the page's own sections: the canvas's section and all after it. */
export function findLater(page: string): string {
  const start = page.indexOf(heading);
  return start < 0 ? '' : page.slice(start);
}

/** The canvas's section of a page; empty where it has none. */
function findSection(page: string): string {
  const start = page.indexOf(heading);
  if (start < 0) return '';
  const next = page.indexOf('\n## ', start + heading.length);
  return next < 0 ? page.slice(start) : page.slice(start, next);
}
