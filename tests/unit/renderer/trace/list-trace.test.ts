import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../../core/contracts/events.ts';
import { reduceRunEvents } from '../../../../renderer/run/reduce-run-events.ts';
import { createRunView, type RunView } from '../../../../renderer/run/run-view.ts';
import { readSpan } from '../../../../renderer/run/span-facts.ts';
import { TraceSearch, TraceText } from '../../../../renderer/run/trace-text.ts';
import { listBarParts } from '../../../../renderer/trace/bar-parts.ts';
import { listTrace } from '../../../../renderer/trace/list-trace.ts';
import { readGridKey } from '../../../../renderer/ui/move-by-key.ts';
import { listTicks, panWindow, zoomWindow } from '../../../../renderer/trace/time-window.ts';
import { makeRowFilter, noFilter } from '../../../../renderer/trace/trace-filter.ts';
import { makeLongRun } from '../../../../bench/long-run.ts';
import { createRandom } from '../../../../core/stream/cases/chunkings.ts';
import { recordedRun } from '../run/recorded-runs.ts';

const everything = { folded: new Set<number>(), chosen: {}, isFound: undefined, until: 1e9 };

function fold(events: Iterable<readonly RunEvent[]>): RunView {
  const view = createRunView('long');
  for (const batch of events) reduceRunEvents(view, batch);
  return view;
}

function ids(view: RunView, query: Partial<Parameters<typeof listTrace>[1]> = {}): string[] {
  const { rows } = listTrace(view.trace, { ...everything, ...query });
  return Array.from(rows, (row) => view.trace.idOf(row));
}

interface Naive {
  readonly id: string;
  readonly iteration: string;
  readonly children: Naive[];
}

/** The tree as one would fold it without any columns: objects under objects, passes by their number. */
function foldNaively(events: readonly RunEvent[]): string[] {
  const known = new Map<string, Naive>();
  const passes = new Map<string, Map<number, Naive>>();
  const roots: Naive[] = [];
  const lists = (node: Naive): string[] => [
    node.id,
    ...[...(passes.get(node.id) ?? [])]
      .sort(([a], [b]) => a - b)
      .flatMap(([, pass]) => lists(pass)),
    ...node.children.flatMap(lists),
  ];
  for (const { spanId, iteration, body } of events) {
    const { type, parentSpanId = '' } = body as {
      readonly type: string;
      readonly parentSpanId?: string;
    };
    if (type !== 'span-opened') continue;
    const node = { id: spanId, iteration, children: [] };
    known.set(spanId, node);
    const parent = known.get(parentSpanId);
    const pass = Number(/:(\d+)$/.exec(iteration)?.[1] ?? 0);
    if (parent === undefined) roots.push(node);
    else if (iteration === parent.iteration) parent.children.push(node);
    else {
      const ofParent = passes.get(parent.id) ?? new Map<number, Naive>();
      passes.set(parent.id, ofParent);
      if (!ofParent.has(pass))
        ofParent.set(pass, { id: `${parent.id}:${pass}`, iteration, children: [] });
      ofParent.get(pass)!.children.push(node);
    }
  }
  return roots.flatMap(lists);
}

/** Spans under random parents, containers among them whose passes begin in any order. */
function makeRandomRun(seed: number): RunEvent[] {
  const random = createRandom(seed);
  const nodes: {
    readonly id: string;
    readonly isContainer: boolean;
    readonly iteration: string;
  }[] = [];
  return Array.from({ length: 400 }, (_, at) => {
    const parent = random() < 0.1 ? undefined : nodes[Math.floor(random() * nodes.length)];
    const outer = parent?.iteration ?? '';
    const inPass = parent?.isContainer === true;
    // One level of containers: the naive fold knows no more.
    const isContainer = outer === '' && !inPass && random() < 0.3;
    const pass = 1 + Math.floor(random() * 12);
    const iteration = inPass ? `n${parent.id}:${pass}` : outer;
    const id = `s${at + 1}`;
    nodes.push({ id, isContainer, iteration });
    const body = { type: 'span-opened', parentSpanId: parent?.id ?? '', kind: 'k', title: id };
    const place = { runId: 'long', queue: 'status', spanId: id, nodeId: `n${id}`, attempt: 1 };
    return { ...place, iteration, order: at + 1, seq: at + 1, timeUs: at, body };
  });
}

describe('the rows of a trace', () => {
  test('are the tree that a naive fold makes, for any tree and any cutting into batches', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const events = makeRandomRun(seed);
      const cut = Math.floor(createRandom(seed)() * events.length);
      const view = fold([events.slice(0, cut), events.slice(cut)]);
      expect(ids(view), `seed ${seed}`).toEqual(foldNaively(events));
    }
  });

  test('hide what is folded away, and what a paused panel has not seen yet', () => {
    const view = fold([recordedRun('done').events]);
    expect([
      ids(view),
      ids(view, { folded: new Set([view.trace.rowOf('s2')]) }),
      ids(view, { until: 3 }),
    ]).toEqual([
      ['s1', 's2', 's3', 's4', 's5', 's6', 's7'],
      ['s1', 's2', 's7'],
      ['s1', 's2', 's3'],
    ]);
  });

  test('show what is looked for, with all above it', () => {
    const view = fold(makeLongRun(50));
    const pass = makeRowFilter(view.trace, { ...noFilter, states: ['failed'] }, () => 'io');
    const list = listTrace(view.trace, { ...everything, isFound: pass });
    const failed = Array.from(list.rows).filter((row) => readSpan(view, row).state === 'failed');
    expect(failed.length).toBe(list.found);
    expect(list.found).toBeGreaterThan(0);
    expect(list.rows[0]).toBe(view.trace.rowOf('s1'));
    expect(list.rows.length).toBe(1 + 2 * failed.length);
  });

  test('keep their facts when the spans themselves are forgotten', () => {
    const view = fold(makeLongRun(3000));
    const { trace } = view;
    const row = trace.rowOf('s3');
    expect(view.spans.has('s3')).toBe(false);
    expect(view.spans.size).toBeLessThan(5000);
    expect(readSpan(view, row)).toMatchObject({
      spanId: 's3',
      nodeId: 'model',
      title: 'Model',
      kind: 'llm',
      iteration: 'loop:1',
      state: 'done',
      tokens: 2,
    });
    expect(trace.spans).toBe(12_001);
  });
});

describe('the search', () => {
  test('finds what a look at every text finds, in any letters, also what is added later', () => {
    const random = createRandom(7);
    const text = new TraceText();
    const pieces: (readonly [row: number, text: string])[] = [];
    const search = new TraceSearch(text, 'STONE 1');
    const all = new TraceSearch(text, '风');
    for (let at = 0; at < 30_000; at++) {
      const row = Math.floor(random() * 9000);
      const piece = `${['river', 'Stone', '风', 'İstanbul'][Math.floor(random() * 4)]} ${at % 20}`;
      pieces.push([row, piece]);
      text.add(row, piece);
      if (at % 5000 === 0) search.step(0);
    }
    while (!search.step(0));
    while (!all.step(0));
    const expected = (needle: string): number =>
      new Set(
        pieces.filter(([, piece]) => piece.toLowerCase().includes(needle)).map(([row]) => row),
      ).size;
    expect([search.found, all.found]).toEqual([expected('stone 1'), expected('风')]);
  });
});

test('bars lie on the axis, with the wait for the first token and other waits apart', () => {
  const window = { fromUs: 1_000_000, untilUs: 2_000_000 };
  const span = {
    openedUs: 1_250_000,
    closedUs: 1_750_000,
    firstTokenUs: undefined,
    lastTokenUs: undefined,
  };
  const streamed = { ...span, firstTokenUs: 1_375_000, lastTokenUs: 1_700_000 };
  const waits = [{ fromUs: 1_400_000, lengthUs: 100_000, notedSeq: 1 }];
  expect([
    listBarParts(streamed, undefined, window, 0),
    listBarParts({ ...span, closedUs: undefined }, waits, window, 2_500_000),
    listBarParts(span, undefined, { fromUs: 1_800_000, untilUs: 2_000_000 }, 0),
  ]).toEqual([
    [
      { kind: 'work', left: 25, width: 50 },
      { kind: 'first', left: 25, width: 12.5 },
    ],
    [
      { kind: 'work', left: 25, width: 75 },
      { kind: 'wait', left: 40, width: 10 },
    ],
    [],
  ]);
});

test('the axis zooms about a place, stays within the run, and has round ticks', () => {
  const whole = { fromUs: 0, untilUs: 1000 };
  const half = zoomWindow(whole, whole, 0.5, 0.25)!;
  expect([
    half,
    zoomWindow(half, whole, 4),
    panWindow(half, whole, 10),
    listTicks(whole, 0, 5),
  ]).toEqual([
    { fromUs: 125, untilUs: 625 },
    undefined,
    { fromUs: 500, untilUs: 1000 },
    [0, 200, 400, 600, 800, 1000],
  ]);
});

test('keys move in the grid as in a tree', () => {
  const cursor = { at: 3, count: 10, page: 4, folded: undefined };
  const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'Home', 'End', 'ArrowRight', 'ArrowLeft', 'x'];
  expect(keys.map((key) => readGridKey(key, cursor))).toEqual([
    { kind: 'go', to: 4 },
    { kind: 'go', to: 2 },
    { kind: 'go', to: 7 },
    { kind: 'go', to: 0 },
    { kind: 'go', to: 9 },
    undefined,
    { kind: 'parent' },
    undefined,
  ]);
  expect([
    readGridKey('ArrowRight', { ...cursor, folded: true }),
    readGridKey('ArrowRight', { ...cursor, folded: false }),
    readGridKey('ArrowLeft', { ...cursor, folded: false }),
    readGridKey('Enter', cursor),
  ]).toEqual([{ kind: 'unfold' }, { kind: 'go', to: 4 }, { kind: 'fold' }, { kind: 'open' }]);
});
