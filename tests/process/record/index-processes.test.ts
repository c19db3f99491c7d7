import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { range } from '../../unit/record/sample-events.ts';
import { recordRun } from '../../unit/record/sample-run.ts';
import { makeTemporaryFolder, waitUntil } from '../../unit/record/temporary-folder.ts';
import { runProgram } from './run-program.ts';

const runs = 15;

/** Writes runs whose texts have a word that all have and one of their own. */
function writeRuns(): string {
  const path = join(makeTemporaryFolder(), 'record.db');
  const record = openRecord(path);
  for (const number of range(1, runs)) {
    recordRun(record, `r${number}`, {
      input: `question number ${number}`,
      pieces: range(1, 1500).map((word) => `own${number} common${word} `),
    });
  }
  record.close();
  return path;
}

describe('the index of a record', () => {
  test('is whole after the process that filled it was killed, again and again', async () => {
    const path = writeRuns();
    let kills = 0;
    for (const _ of range(1, 4)) {
      const program = runProgram('index-runs', [path]);
      await program.isReady;
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (program.lines.includes('done')) break;
      program.child.kill('SIGKILL');
      await program.ended;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(0);
    const record = openRecord(path);
    expect(await record.history.catchUp(20_000)).toBe(0);
    const found = range(1, runs).map((number) =>
      record.history.matches(`r${number}`, `own${number}`, 99),
    );
    const fields = found.map(
      (matches) => new Set(matches.map((match) => `${match.field} ${match.seq}`)),
    );
    // No text is in the index twice.
    expect(found.map((matches) => matches.length)).toEqual(fields.map((set) => set.size));
    expect(found.every((matches) => matches.length > 1)).toBe(true);
    const spans = range(1, runs).map((number) => record.history.spans(`r${number}`).length);
    expect(spans).toEqual(range(1, runs).map(() => 1));
    record.close();
  }, 60_000);

  test('is filled by one process at a time, and takes in the runs of all', async () => {
    const path = writeRuns();
    const record = openRecord(path);
    const programs = [1, 2].map(() => runProgram('index-runs', [path]));
    await Promise.all(programs.map((program) => program.isReady));
    recordRun(record, 'own', { pieces: ['unmistakable'] });
    await waitUntil(
      () => record.history.list({ filter: { text: 'unmistakable' }, limit: 2 }).runs.length === 1,
      'the run of this process is found',
    );
    await Promise.all(programs.map((program) => program.ended));
    expect(record.history.list({ filter: { text: 'question' }, limit: 99 }).runs).toHaveLength(
      runs,
    );
    record.close();
  }, 60_000);
});
