import { expect, test } from 'vitest';
import { RunTimes } from '../../../../renderer/run/run-times.ts';
import { reduceRunEvents } from '../../../../renderer/run/reduce-run-events.ts';
import { createRunView } from '../../../../renderer/run/run-view.ts';
import { makeRandomRun } from './random-run.ts';

test.each([1, 4])('events are found by number, place and time, from place %i on', (firstSeq) => {
  const events = makeRandomRun(firstSeq, 500, firstSeq);
  const view = createRunView('random');
  const times = new RunTimes();
  for (const event of events) {
    reduceRunEvents(view, [event]);
    times.add(view, event);
  }
  const startedUs = events[0]?.timeUs ?? 0;
  const found = events.map((_, index) => ({
    seq: times.seqOf(index + 1),
    node: times.nodeOf(index + 1),
    at: times.atSeq(times.seqOf(index + 1)),
    isThen:
      Math.abs(times.msOf(index + 1) - ((events[index]?.timeUs ?? 0) - startedUs) / 1000) < 0.1,
    isFound: times.msOf(times.atMs(times.msOf(index + 1))) === times.msOf(index + 1),
  }));
  expect(found).toEqual(
    events.map(({ seq, nodeId }, index) => ({
      seq,
      node: nodeId,
      at: index + 1,
      isThen: true,
      isFound: true,
    })),
  );
  const gap = events.findIndex(({ seq }, index) => (events[index + 1]?.seq ?? 0) > seq + 1);
  expect(times.atSeq((events[gap]?.seq ?? 0) + 1), 'between two of the run').toBe(gap + 1);
  expect([times.atSeq(0), times.seqOf(0), times.atMs(0), times.atMs(1e9)]).toEqual([
    0,
    0,
    1,
    events.length,
  ]);
});

test('marks stand where nodes begin, fail, try again and ask', () => {
  const events = makeRandomRun(5, 500);
  const view = createRunView('random');
  const times = new RunTimes();
  for (const event of events) {
    reduceRunEvents(view, [event]);
    times.add(view, event);
  }
  const typesAt = (marks: Uint32Array): Set<unknown> =>
    new Set(
      Array.from(marks, (at) => (events[at - 1]?.body as { type?: unknown } | undefined)?.type),
    );
  expect({
    start: typesAt(times.marks('start')),
    retry: typesAt(times.marks('retry')),
    question: typesAt(times.marks('question')),
    starts: times.marks('start').length,
    upToThird: times.marksUpTo('start', times.marks('start')[2] ?? 0),
  }).toEqual({
    start: new Set(['span-opened']),
    retry: new Set(['retry']),
    question: new Set(['input-requested']),
    starts: [...view.nodes.values()].reduce((sum, node) => sum + node.executions.length, 0),
    upToThird: 3,
  });
});
