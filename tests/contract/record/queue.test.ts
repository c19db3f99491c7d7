import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../core/contracts/events.ts';
import type { RunRecord } from '../../../core/contracts/record.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { appendTexts, range, sampleEvent, sampleRun } from '../../unit/record/sample-events.ts';
import { makeTemporaryFolder } from '../../unit/record/temporary-folder.ts';

const implementations: Readonly<Record<string, () => RunRecord>> = {
  'SQLite file': () => openRecord(join(makeTemporaryFolder(), 'record.db')),
  'SQLite in memory': () => openRecord(':memory:'),
};

function ordersOf(events: readonly RunEvent[]): number[] {
  return events.map((event) => event.order);
}

function bodiesOf(events: readonly RunEvent[]): unknown[] {
  return events.map((event) => event.body);
}

describe.each(Object.entries(implementations))('a queue: %s', (_name, open) => {
  test('gives everything, then nothing, and never waits', () => {
    const record = open();
    const writer = record.startRun(sampleRun('r1'));
    const queue = record.queue('r1', 'output');
    expect([queue.dequeue(), queue.peek(), queue.size()]).toEqual([[], undefined, 0]);
    appendTexts(writer, 'r1', 1, 5);
    expect(ordersOf(queue.dequeue())).toEqual(range(1, 5));
    expect([queue.dequeue(), queue.peek(), queue.size()]).toEqual([[], undefined, 0]);
    appendTexts(writer, 'r1', 6, 6);
    expect(ordersOf(queue.dequeue())).toEqual([6]);
    record.close();
  });

  test('keeps to the limit exactly, also inside a batch', () => {
    const record = open();
    const writer = record.startRun(sampleRun('r1'));
    appendTexts(writer, 'r1', 1, 600);
    const queue = record.queue('r1', 'output');
    const taken: number[][] = [];
    for (const limit of [0, 1, 2, 252, 1, 300, 100]) {
      taken.push([queue.size(), queue.peek()?.order ?? 0, queue.dequeue(limit).length]);
    }
    expect(taken).toEqual([
      [600, 1, 0],
      [600, 1, 1],
      [599, 2, 2],
      [597, 4, 252],
      [345, 256, 1],
      [344, 257, 300],
      [44, 557, 44],
    ]);
    record.close();
  });

  test('does as a plain list would, whatever is called in whichever order', () => {
    const command = fc.oneof(
      fc.record({
        put: fc.constantFrom('a', 'b', 'other'),
        times: fc.integer({ min: 1, max: 300 }),
      }),
      fc.record({
        take: fc.constantFrom('a', 'b'),
        limit: fc.option(fc.nat(400), { nil: undefined }),
      }),
      fc.record({ clear: fc.constantFrom('a', 'b') }),
      fc.record({ flush: fc.constant(true) }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
        const record = open();
        const writer = record.startRun(sampleRun('r1'));
        const noise = record.startRun(sampleRun('r2'));
        const lists: Record<string, number[]> = { a: [], b: [], other: [] };
        let order = 0;
        for (const step of commands) {
          if ('put' in step) {
            for (let time = 0; time < step.times; time += 1) {
              order += 1;
              writer.append(sampleEvent('r1', order, { queue: step.put }));
              lists[step.put]?.push(order);
            }
            noise.append(sampleEvent('r2', 1));
          } else if ('take' in step) {
            const expected = lists[step.take]?.splice(0, step.limit ?? Number.POSITIVE_INFINITY);
            expect(ordersOf(record.queue('r1', step.take).dequeue(step.limit))).toEqual(expected);
          } else if ('clear' in step) {
            record.queue('r1', step.clear).clear();
            lists[step.clear] = [];
          } else {
            writer.flush();
          }
          for (const name of ['a', 'b']) {
            const queue = record.queue('r1', name);
            const list = lists[name] ?? [];
            expect([queue.size(), queue.peek()?.order]).toEqual([list.length, list[0]]);
          }
        }
        record.close();
      }),
      { numRuns: 30 },
    );
  });

  test('of its own carries any JSON, in order, apart from all others', () => {
    const record = open();
    record.startRun(sampleRun('r1'));
    record.startRun(sampleRun('r2'));
    const news = record.queue('r1', 'news "of" mine');
    const values = [
      'text',
      ['a'],
      [],
      { type: 'text-delta', text: 'x' },
      null,
      7,
      true,
      { deep: [{}] },
    ];
    const changing = { count: 1 };
    for (const value of values) news.enqueue(value);
    news.enqueue(changing);
    changing.count = 2;
    record.queue('r2', 'news "of" mine').enqueue('other run');
    record.queue('r1', 'news').enqueue('other queue');
    expect(bodiesOf(news.dequeue())).toEqual([...values, { count: 1 }]);
    record.close();
  });

  test('takes values after its run has ended', () => {
    const record = open();
    const writer = record.startRun(sampleRun('r1'));
    appendTexts(writer, 'r1', 1, 2);
    writer.end({ state: 'done', endedUs: 1 });
    const queue = record.queue('r1', 'feedback');
    queue.enqueue('good');
    queue.enqueue('very good');
    expect(bodiesOf(queue.dequeue())).toEqual(['good', 'very good']);
    expect(record.run('r1')).toMatchObject({ firstSeq: 1, lastSeq: 4 });
    record.close();
  });

  test('has one cursor per consumer', () => {
    const record = open();
    appendTexts(record.startRun(sampleRun('r1')), 'r1', 1, 4);
    const panel = record.queue('r1', 'output', 'panel');
    const log = record.queue('r1', 'output', 'log');
    expect(ordersOf(panel.dequeue(3))).toEqual([1, 2, 3]);
    expect(ordersOf(record.queue('r1', 'output', 'panel').dequeue())).toEqual([4]);
    log.clear();
    expect([log.size(), log.dequeue()]).toEqual([0, []]);
    expect(ordersOf(record.queue('r1', 'output').dequeue())).toEqual([1, 2, 3, 4]);
    expect(record.readEvents('r1', { afterSeq: 0, limit: 9 })).toHaveLength(4);
    record.close();
  });

  test('gives a subscriber the past, then what comes, without gap or double', () => {
    const record = open();
    const writer = record.startRun(sampleRun('r1'));
    appendTexts(writer, 'r1', 1, 2500);
    const orders: number[] = [];
    let next = 2501;
    const stop = record.queue('r1', 'output').subscribe(101, (events) => {
      orders.push(...ordersOf(events));
      // A listener that itself causes events, while it catches up and live.
      if (next <= 2600) {
        appendTexts(writer, 'r1', next, next + 9);
        next += 10;
        writer.flush();
      }
    });
    writer.append(sampleEvent('r1', 0, { queue: 'trace' }));
    writer.flush();
    expect(orders).toEqual(range(101, next - 1));
    stop();
    appendTexts(writer, 'r1', next, next + 5);
    writer.flush();
    expect(orders).toEqual(range(101, next - 1));
    record.close();
  });

  test('tells listeners of commits in order, whoever causes the next one, and whoever fails', () => {
    const problems: string[] = [];
    const record = openRecord(':memory:', { onProblem: (problem) => problems.push(problem.code) });
    const writer = record.startRun(sampleRun('r1'));
    const seen: number[] = [];
    record.onCommit((events) => {
      if (events.at(-1)?.order !== 1) return;
      appendTexts(writer, 'r1', 2, 3);
      writer.flush();
      throw new Error('a broken panel');
    });
    record.onCommit((events) => seen.push(...ordersOf(events)));
    appendTexts(writer, 'r1', 1, 1);
    writer.flush();
    expect([seen, problems]).toEqual([[1, 2, 3], ['listener_failed']]);
    record.close();
  });
});
