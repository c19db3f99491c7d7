import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../../core/contracts/events.ts';
import { createRandom } from '../../../../core/stream/cases/chunkings.ts';
import { pictureNode } from '../../../../renderer/run/node-run.ts';
import { readRowText, type OutputRow } from '../../../../renderer/run/output-row.ts';
import { PastView } from '../../../../renderer/run/past-view.ts';
import { reduceRunEvents } from '../../../../renderer/run/reduce-run-events.ts';
import { RunTimeline, type EventReader } from '../../../../renderer/run/run-timeline.ts';
import { createRunView, type RunView } from '../../../../renderer/run/run-view.ts';
import { readSpan } from '../../../../renderer/run/span-facts.ts';
import { TraceSearch } from '../../../../renderer/run/trace-text.ts';
import { listTrace } from '../../../../renderer/trace/list-trace.ts';
import { makeRandomRun } from './random-run.ts';

const small = { pieceSize: 16, mostKeyframes: 8, mostWeight: 1000, mostPieces: 5 };

function readerOf(events: readonly RunEvent[]): EventReader {
  return (afterSeq, limit) =>
    Promise.resolve(events.filter(({ seq }) => seq > afterSeq).slice(0, limit));
}

/** All that canvas and panels can see of a view. */
function describeView(view: RunView): object {
  const { trace } = view;
  const query = { folded: new Set<number>(), chosen: {}, until: trace.count, isFound: undefined };
  const { rows, levels } = listTrace(trace, query);
  const search = new TraceSearch(view.traceText, 'broke');
  search.step(1000);
  return {
    facts: Object.entries(view).filter(([name]) => !lists.has(name)),
    questions: [...view.questions],
    nodes: [...view.nodes.values()].map((node) => ({
      nodeId: node.nodeId,
      picture: pictureNode(node, view.state),
      given: [node.lastInput, node.lastOutput],
      executions: [...node.executions],
      rowIndexes: [...node.rowIndexes],
      skippedIn: [...node.skippedIn],
      failedPasses: [...node.failedPasses],
      last: node.last?.spanId,
      state: node.last?.state,
    })),
    rows: view.rows.map(describeRow),
    calls: [...view.calls].map(([key, row]) => [key, row.index]),
    trace: Array.from(rows, (row, at) => [row, levels[at], trace.waits.get(row), facts(view, row)]),
    passes: Array.from(rows, (row) => trace.isPass(row) && trace.iterationOf(row)),
    notes: [view.noteRows, view.noteSeqs],
    found: Array.from(rows, (row) => search.isHit(row)),
  };
}

/** What is described on its own, or is no more than a way to it. */
const lists = new Set(
  'nodes spans kept keptFrom trace traceText noteRows noteSeqs rows supersededAt calls dirtyNodes questions titles'.split(
    ' ',
  ),
);

const spanFacts = [
  'spanId',
  'nodeId',
  'iteration',
  'attempt',
  'kind',
  'title',
  'state',
  'tokens',
  'openedUs',
  'closedUs',
  'retried',
  'streamingSteps',
] as const;

function facts(view: RunView, row: number): object {
  const span = readSpan(view, row);
  const { startedAfter, finishedAfter } = view.trace.columns;
  return {
    known: spanFacts.map((name) => span[name]),
    firstTokenUs: span.firstTokenUs && Math.round(span.firstTokenUs),
    after: [startedAfter[row], finishedAfter[row]],
  };
}

function describeRow(row: OutputRow): object {
  const { version: _version, span, ...rest } = row;
  const speaker = [span?.spanId, span?.iteration, span?.top.spanId];
  if ('chunks' in rest) return { ...rest, speaker, chunks: readRowText(rest) };
  return { ...rest, speaker, ...('call' in rest ? { call: rest.call?.index } : {}) };
}

describe('a run at any of its events', () => {
  test('is what its events up to there make, however one comes to it', async () => {
    for (let seed = 1; seed <= 25; seed++) {
      const events = makeRandomRun(seed, 400, 1 + (seed % 3));
      const random = createRandom(seed * 31);
      const live = createRunView('random');
      const timeline = new RunTimeline(small);
      timeline.fold(live, events);
      const past = new PastView(timeline, live);
      for (let jump = 0; jump < 30; jump++) {
        const to = Math.floor(random() * (events.length + 1));
        await past.read(to, readerOf(events));
        const view = past.move(to);
        const naive = createRunView('random');
        reduceRunEvents(naive, events.slice(0, to));
        const words = `seed ${seed}, jump ${jump} to event ${to}`;
        expect(view && describeView(view), words).toEqual(describeView(naive));
      }
      const naive = createRunView('random');
      reduceRunEvents(naive, events);
      expect(describeView(live), `seed ${seed}: what is live stays`).toEqual(describeView(naive));
    }
  });

  test('stays as it is while the run goes on, and the run is not touched by looking back', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const events = makeRandomRun(seed, 300);
      const live = createRunView('random');
      const timeline = new RunTimeline(small);
      const half = Math.floor(events.length / 2);
      timeline.fold(live, events.slice(0, half));
      const past = new PastView(timeline, live);
      const to = Math.floor(createRandom(seed)() * half);
      await past.read(to, readerOf(events));
      const view = past.move(to);
      const before = structuredClone(view && describeView(view));
      for (let at = half; at < events.length; at += 7)
        timeline.fold(live, events.slice(at, at + 7));
      expect(view && describeView(view), `seed ${seed}`).toEqual(before);
      const naive = createRunView('random');
      reduceRunEvents(naive, events);
      expect(describeView(live), `seed ${seed}`).toEqual(describeView(naive));
    }
  });
});
