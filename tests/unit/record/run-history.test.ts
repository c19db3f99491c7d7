import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunFilter } from '../../../core/contracts/run-history.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { recordRun, sampleStartUs } from './sample-run.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

function open(): ReturnType<typeof openRecord> {
  return openRecord(join(makeTemporaryFolder(), 'record.db'));
}

describe('the index', () => {
  test('knows the sums, the spans and the models of a run that has ended', async () => {
    const record = open();
    recordRun(record, 'r1', { costUsd: 0.5 });
    expect(await record.history.catchUp(5000)).toBe(0);
    expect(record.history.listed('r1')).toMatchObject({
      isIndexed: true,
      sums: { events: 8, spans: 1, inputTokens: 7, outputTokens: 2, costUsd: 0.5 },
      models: ['small-1'],
      inputPreview: 'What is the weather?',
      outputPreview: 'It rains.',
    });
    expect(record.history.spans('r1')).toEqual([
      {
        spanId: 's1',
        parentSpanId: '',
        nodeId: 'llm1',
        kind: 'llm',
        title: 'Ask',
        iteration: '',
        attempt: 1,
        state: 'done',
        firstSeq: 2,
        lastSeq: 7,
        startedUs: sampleStartUs + 10,
        endedUs: sampleStartUs + 1210,
        model: 'small-1',
        connection: 'local',
        inputTokens: 7,
        outputTokens: 2,
        reasoningTokens: 0,
        costUsd: 0.5,
        firstTokenUs: 1000,
        tokenCount: 2,
        longestGapUs: 100,
        isReused: false,
      },
    ]);
    record.close();
  });

  test('finds runs by words, with the place, and shows the words around them', async () => {
    const record = open();
    recordRun(record, 'r1', { pieces: ['Heavy ', 'thunder', 'storms tonight.'] });
    recordRun(record, 'r2', { input: '明天北京的天气怎么样？', pieces: ['多云', '转晴。'] });
    recordRun(record, 'r3', {
      end: { state: 'failed', error: { code: 'no_luck', message: 'Über Bord' } },
    });
    await record.history.catchUp(5000);
    const find = (text: string): unknown[] =>
      record.history
        .list({ filter: { text }, limit: 9 })
        .runs.map((run) => [run.runId, run.matches.map((match) => match.field)]);
    expect(
      ['thunderst', '天气', '云转', 'WEATHER', '"heavy thunderstorms"', 'rains heavy'].map(find),
    ).toEqual([
      [['r1', ['text']]],
      [['r2', ['input']]],
      [['r2', ['text']]],
      [
        ['r3', ['input']],
        ['r1', ['input']],
      ],
      [['r1', ['text']]],
      [],
    ]);
    expect(record.history.matches('r1', 'storms', 5)).toEqual([]);
    expect(record.history.matches('r1', 'tonight', 5)).toEqual([
      {
        field: 'text',
        spanId: 's1',
        nodeId: 'llm1',
        title: 'Ask',
        seq: 4,
        snippet: 'Heavy thunderstorms tonight.',
        start: 20,
        length: 7,
      },
    ]);
    record.close();
  });

  test('filters by all it knows, page by page', async () => {
    const record = open();
    for (let number = 1; number <= 9; number += 1) {
      recordRun(record, `r${number}`, {
        run: {
          flowId: number % 2 === 0 ? 'even' : 'odd',
          startedUs: sampleStartUs + number * 1e6,
        },
        title: number === 5 ? 'Five 100%' : 'Ask',
        costUsd: number,
        end: { state: number === 7 ? 'cancelled' : 'done' },
      });
    }
    await record.history.catchUp(5000);
    record.history.mark('r3', { isStarred: true, note: 'Nice' });
    const list = (filter: RunFilter): string =>
      record.history
        .list({ filter, limit: 99 })
        .runs.map((run) => run.runId.slice(1))
        .join('');
    const filters: readonly RunFilter[] = [
      { flowId: 'even' },
      { states: ['cancelled', 'failed'] },
      { isStarred: true },
      { isStarred: false, flowId: 'odd' },
      { node: '100%' },
      { node: '00_' },
      { node: 'llm', maxCostUsd: 2 },
      { model: 'small-1', minCostUsd: 8 },
      { model: 'large-1' },
      { fromUs: sampleStartUs + 4e6, toUs: sampleStartUs + 6e6 },
      { text: 'rains', flowId: 'even', minCostUsd: 3 },
    ];
    expect(filters.map(list)).toEqual([
      '8642',
      '7',
      '3',
      '9751',
      '5',
      '',
      '21',
      '98',
      '',
      '54',
      '864',
    ]);
    const pages = (filter: RunFilter): string[][] => {
      const found: string[][] = [];
      for (let after: string | undefined; ;) {
        const page = record.history.list({ filter, limit: 4, ...(after ? { after } : {}) });
        found.push(page.runs.map((run) => run.runId));
        if (page.next === undefined) return found;
        after = page.next;
      }
    };
    expect([pages({}), pages({ text: 'rains' }).flat()]).toEqual([
      [['r9', 'r8', 'r7', 'r6'], ['r5', 'r4', 'r3', 'r2'], ['r1']],
      ['r9', 'r8', 'r7', 'r6', 'r5', 'r4', 'r3', 'r2', 'r1'],
    ]);
    expect(record.history.listed('r3')).toMatchObject({ isStarred: true, note: 'Nice' });
    expect(record.history.facets()).toMatchObject({ models: ['small-1'], kinds: ['llm'] });
    expect(() => record.history.list({ filter: {}, limit: 1, after: 'text:x' })).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
    record.close();
  });
});
