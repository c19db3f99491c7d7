import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../../core/contracts/record.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { recordRun } from '../../unit/record/sample-run.ts';
import { makeTemporaryFolder } from '../../unit/record/temporary-folder.ts';

const implementations: Readonly<Record<string, () => RunRecord>> = {
  'SQLite file': () => openRecord(join(makeTemporaryFolder(), 'record.db')),
  'SQLite in memory': () => openRecord(':memory:'),
};

describe.each(Object.entries(implementations))('the history of a record: %s', (_name, open) => {
  test('lists, finds, reads, marks and deletes runs', async () => {
    const record = open();
    const { history } = record;
    recordRun(record, 'r1', { pieces: ['Rain ', 'and thunder'] });
    recordRun(record, 'r2');
    expect(history.list({ filter: {}, limit: 1 })).toMatchObject({
      runs: [{ runId: 'r2', isIndexed: false, matches: [] }],
      waiting: 2,
    });
    expect(history.spans('r1')).toMatchObject([{ spanId: 's1', model: 'small-1', tokenCount: 2 }]);
    const early = history.spans('r1');
    expect(await history.catchUp(5000)).toBe(0);
    expect(history.spans('r1')).toEqual(early);
    expect(history.list({ filter: { text: 'thunder' }, limit: 9 }).runs).toMatchObject([
      { runId: 'r1', matches: [{ field: 'text', spanId: 's1', snippet: 'Rain and thunder' }] },
    ]);
    expect(history.events('r1', { beforeSeq: Number.MAX_SAFE_INTEGER, limit: 2 })).toMatchObject({
      events: [{ body: { type: 'span-closed' } }, { body: { type: 'run-ended' } }],
      hasMore: true,
    });
    expect(history.stalls('r1')).toMatchObject([{ nodeId: 'llm1', verdict: 'no-history' }]);
    expect([history.mark('r1', { isStarred: true }), history.mark('r9', {})]).toEqual([
      true,
      false,
    ]);
    expect(history.mark('r1', { note: 'Keep' })).toBe(true);
    expect(history.listed('r1')).toMatchObject({ isStarred: true, note: 'Keep' });
    expect([history.delete('r2'), history.listed('r2'), record.run('r2')]).toEqual([
      true,
      undefined,
      undefined,
    ]);
    expect(history.size()).toMatchObject({ runs: 1, starredRuns: 1, waiting: 0 });
    record.close();
  });

  test('knows nothing of a run that is not there', () => {
    const record = open();
    const { history } = record;
    expect([
      history.listed('r1'),
      history.spans('r1'),
      history.stalls('r1'),
      history.matches('r1', 'a', 1),
      history.delete('r1'),
      history.list({ filter: { text: 'a' }, limit: 5 }),
    ]).toEqual([undefined, [], [], [], false, { runs: [], waiting: 0 }]);
    record.close();
  });
});
