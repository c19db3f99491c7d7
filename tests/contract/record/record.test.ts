import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunEvent, StatusEvent } from '../../../core/contracts/events.ts';
import { decodeFrames } from '../../../core/contracts/frame-codec.ts';
import type { EventFrame } from '../../../core/contracts/record.ts';
import type { RunRecord, SpanRow } from '../../../core/contracts/record.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { appendTexts, range, sampleEvent, sampleRun } from '../../unit/record/sample-events.ts';
import { makeTemporaryFolder, waitUntil } from '../../unit/record/temporary-folder.ts';

const implementations: Readonly<Record<string, () => RunRecord>> = {
  'SQLite file': () => openRecord(join(makeTemporaryFolder(), 'record.db')),
  'SQLite in memory': () => openRecord(':memory:'),
};

function ordersOf(events: readonly RunEvent[]): number[] {
  return events.map((event) => event.order);
}

function seqsOf(events: readonly RunEvent[]): number[] {
  return events.map((event) => event.seq);
}

function span(spanId: string): SpanRow {
  return {
    spanId,
    parentSpanId: '',
    nodeId: 'n1',
    kind: 'llm',
    title: 'Ask',
    attempt: 1,
    iteration: 'loop1:2',
    state: 'done',
    startedUs: 1,
    endedUs: 2,
    usage: { inputTokens: 3, outputTokens: 4 },
  };
}

describe.each(Object.entries(implementations))('a record: %s', (_name, open) => {
  test('keeps a run from start to end', () => {
    const record = open();
    const writer = record.startRun(sampleRun('r1'));
    writer.append(sampleEvent('r1', 1, { queue: 'status', body: { type: 'run-started' } }));
    appendTexts(writer, 'r1', 2, 3);
    const running = record.run('r1');
    writer.end({ state: 'done', endedUs: 1_760_000_001_000_000, output: { answer: 42 } });
    expect([running, record.run('r1')]).toEqual([
      {
        runId: 'r1',
        flowId: 'flow-1',
        flowName: 'Sample',
        state: 'running',
        startedUs: 1_760_000_000_000_000,
        input: { value: { question: 'Where?' } },
        firstSeq: 1,
        lastSeq: 3,
      },
      {
        runId: 'r1',
        flowId: 'flow-1',
        flowName: 'Sample',
        state: 'done',
        startedUs: 1_760_000_000_000_000,
        endedUs: 1_760_000_001_000_000,
        input: { value: { question: 'Where?' } },
        output: { value: { answer: 42 } },
        firstSeq: 1,
        lastSeq: 3,
      },
    ]);
    expect(record.flowOf('r1')).toBe('{"format":"millrace/flow"}');
    expect(record.readEvents('r1', { afterSeq: 0, limit: 10 })).toEqual([
      { ...sampleEvent('r1', 1, { queue: 'status', body: { type: 'run-started' } }), seq: 1 },
      { ...sampleEvent('r1', 2), seq: 2 },
      { ...sampleEvent('r1', 3), seq: 3 },
    ]);
    record.close();
  });

  test('keeps the error of a failed run', () => {
    const record = open();
    const error = { code: 'model_failed', message: 'The model said no.', nodeId: 'n1' };
    record.startRun(sampleRun('r1')).end({ state: 'failed', endedUs: 5, error });
    expect(record.run('r1')).toMatchObject({ state: 'failed', error, firstSeq: 0, lastSeq: 0 });
    record.close();
  });

  test('knows nothing of runs it has not got, and takes no run twice', () => {
    const record = open();
    record.startRun(sampleRun('r1'));
    expect([record.run('r2'), record.flowOf('r2'), record.spansOf('r2')]).toEqual([
      undefined,
      undefined,
      [],
    ]);
    expect(record.readEvents('r2', { afterSeq: 0, limit: 5 })).toEqual([]);
    expect(() => record.queue('r2', 'output')).toThrow(
      expect.objectContaining({ code: 'unknown_run' }),
    );
    expect(() => record.startRun(sampleRun('r1'))).toThrow(
      expect.objectContaining({ code: 'run_exists' }),
    );
    record.close();
  });

  test('lists runs, newest first, page by page', () => {
    const record = open();
    for (const number of [1, 3, 2]) record.startRun(sampleRun(`r${number}`, { startedUs: number }));
    const first = record.listRuns({ limit: 2 });
    const second = record.listRuns({ limit: 2, beforeUs: first.at(-1)?.startedUs ?? 0 });
    expect([...first, ...second].map((run) => run.runId)).toEqual(['r3', 'r2', 'r1']);
    record.close();
  });

  test('gives spans in the order they ended, those alone that did', () => {
    const record = open();
    const writer = record.startRun(sampleRun('r1'));
    const { usage: _usage, ...withoutUsage } = span('s3');
    let order = 0;
    const write = (spanId: string, timeUs: number, body: StatusEvent): void => {
      const place = { queue: 'status', spanId, iteration: 'loop1:2', timeUs };
      writer.append(sampleEvent('r1', ++order, { ...place, body }));
    };
    const { kind, title, usage } = span('s1');
    for (const spanId of ['s1', 's2', 's3', 's4'])
      write(spanId, 1, { type: 'span-opened', parentSpanId: '', kind, title });
    const closed = { type: 'span-closed', state: 'done', durationUs: 1 } as const;
    if (usage !== undefined) write('s2', 2, { ...closed, usage });
    writer.flush();
    if (usage !== undefined) write('s1', 2, { ...closed, usage });
    write('s3', 2, closed);
    expect(record.spansOf('r1')).toStrictEqual([span('s2'), span('s1'), withoutUsage]);
    expect(record.spansOf('nowhere')).toEqual([]);
    record.close();
  });

  test('keeps parallel runs apart, each in its order', () => {
    const record = open();
    const writers = range(1, 20).map((run) => record.startRun(sampleRun(`r${run}`)));
    for (const order of range(1, 100)) {
      writers.forEach((writer, index) => writer.append(sampleEvent(`r${index + 1}`, order)));
      if (order % 30 === 0) writers[0]?.flush();
    }
    const all = range(1, 20).map((run) =>
      record.readEvents(`r${run}`, { afterSeq: 0, limit: 1000 }),
    );
    expect(all.map(ordersOf)).toEqual(all.map(() => range(1, 100)));
    expect(all.flatMap(seqsOf).toSorted((a, b) => a - b)).toEqual(range(1, 2000));
    record.close();
  });

  test('reads from any place, of all queues or of one', () => {
    const record = open();
    const writer = record.startRun(sampleRun('r1'));
    for (const order of range(1, 700)) {
      writer.append(sampleEvent('r1', order, { queue: order % 7 === 0 ? 'trace' : 'output' }));
    }
    const read = (afterSeq: number, limit: number, queue?: string): number[] =>
      seqsOf(
        record.readEvents('r1', { afterSeq, limit, ...(queue === undefined ? {} : { queue }) }),
      );
    expect(read(0, 1000)).toEqual(range(1, 700));
    expect(read(300, 3)).toEqual([301, 302, 303]);
    expect(read(255, 2, 'trace')).toEqual([259, 266]);
    expect(read(699, 9, 'trace')).toEqual([700]);
    expect([read(700, 9), read(0, 0), read(0, 9, 'other')]).toEqual([[], [], []]);
    record.close();
  });

  test('tells of each commit with events that are readable by then', async () => {
    const record = open();
    const writer = record.startRun(sampleRun('r1'));
    const seen: RunEvent[] = [];
    const stop = record.onCommit((events) => {
      const stored = record.readEvents('r1', { afterSeq: seen.length, limit: events.length });
      expect(stored).toEqual(events);
      seen.push(...events);
    });
    appendTexts(writer, 'r1', 1, 10);
    expect(seen).toEqual([]);
    await waitUntil(() => seen.length === 10, 'the batch was committed');
    stop();
    appendTexts(writer, 'r1', 11, 12);
    writer.flush();
    expect(ordersOf(seen)).toEqual(range(1, 10));
    record.close();
  });

  test('gives the same events packed, of the past and of each commit', () => {
    const record = open();
    const writers = ['r1', 'r2'].map((runId) => record.startRun(sampleRun(runId)));
    const live: EventFrame[] = [];
    record.onFrames((frames) => live.push(...frames));
    for (const [index, writer] of writers.entries()) appendTexts(writer, `r${index + 1}`, 1, 600);
    writers[0]?.flush();
    appendTexts(writers[0]!, 'r1', 601, 610);
    writers[0]?.flush();
    const events = record.readEvents('r1', { afterSeq: 0, limit: 1000 });
    const middle = events[300]!.seq;
    const read = (afterSeq: number, limit: number): RunEvent[] =>
      decodeFrames(record.readFrames('r1', { afterSeq, limit }), afterSeq);
    const ofRun = live.filter(({ runId }) => runId === 'r1');
    expect([decodeFrames(ofRun, 0), read(0, 1000), read(middle, 1000)]).toEqual([
      events,
      events,
      events.slice(301),
    ]);
    const few = read(middle, 100);
    expect(few).toEqual(events.slice(301, 301 + few.length));
    expect(few.length).toBeGreaterThanOrEqual(100);
    expect(read(0, 0)).toEqual([]);
    record.close();
  });

  test('keeps small values inline and large ones once', () => {
    const record = open();
    const large = { text: 'ä'.repeat(20_000), list: [1, 2] };
    const writer = record.startRun(sampleRun('r1', { input: large }));
    const small = writer.keep({ a: 1, gone: undefined });
    const first = writer.keep(large);
    const again = writer.keep(structuredClone(large));
    expect(small).toEqual({ value: { a: 1 } });
    expect(again).toEqual(first);
    expect(record.run('r1')?.input).toEqual(first);
    expect(first).toEqual({
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      bytes: Buffer.byteLength(JSON.stringify(large)),
      preview: JSON.stringify(large).slice(0, 200),
    });
    expect(record.readValue((first as { hash: string }).hash)).toEqual(large);
    expect(record.readValue('0'.repeat(64))).toBeUndefined();
    record.close();
  });

  test('refuses what comes after the end of a run or of the record', () => {
    const record = open();
    const writer = record.startRun(sampleRun('r1'));
    const other = record.startRun(sampleRun('r2'));
    writer.end({ state: 'cancelled', endedUs: 2 });
    expect(() => writer.append(sampleEvent('r1', 1))).toThrow(
      expect.objectContaining({ code: 'run_ended' }),
    );
    record.close();
    record.close();
    expect(() => other.append(sampleEvent('r2', 1))).toThrow(
      expect.objectContaining({ code: 'record_closed' }),
    );
    expect(() => record.run('r1')).toThrow(expect.objectContaining({ code: 'record_closed' }));
  });

  test('leaves runs of a living process alone', () => {
    const record = open();
    record.startRun(sampleRun('r1'));
    expect(record.markInterrupted()).toEqual([]);
    expect(record.run('r1')?.state).toBe('running');
    record.close();
  });
});
