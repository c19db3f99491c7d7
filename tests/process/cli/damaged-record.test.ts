import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { openDatabase } from '../../../core/node/record/open-database.ts';
import { migrations } from '../../../core/node/record/migrations.ts';
import { sampleRun } from '../../unit/record/sample-events.ts';
import { makeFolder, millrace, writeChatFlow } from './millrace.ts';

test('a damaged record is set aside, the command says so and does its work', async () => {
  const folder = makeFolder();
  mkdirSync(join(folder, 'home'));
  const path = join(folder, 'home', 'record.db');
  const record = openRecord(path);
  record.startRun(sampleRun('r1')).end({ state: 'done', endedUs: 1 });
  record.close();
  writeFileSync(path, readFileSync(path).fill(0, 0, 100));
  const ending = await millrace(folder, ['run', writeChatFlow(folder), '--input', 'Hello']);
  expect(ending.code).toBe(0);
  expect(ending.stderr).toMatch(
    /was damaged and has been set aside as .*record\.db\.damaged-.*: 1 run with 0 events came over into a new one, nothing was lost\. .*restore a backup/,
  );
  const again = openRecord(path);
  expect(again.listRuns({ limit: 9 }).map(({ runId, state }) => [runId === 'r1', state])).toEqual([
    [false, 'done'],
    [true, 'done'],
  ]);
  again.close();
});

test('a record of a newer version is refused, untouched, with what to do', async () => {
  const folder = makeFolder();
  mkdirSync(join(folder, 'home'));
  const path = join(folder, 'home', 'record.db');
  const newer = { version: (migrations.at(-1)?.version ?? 0) + 1, up: (): void => {} };
  openDatabase(path, { busyTimeoutMs: 100, migrations: [...migrations, newer] }).close();
  const before = readFileSync(path);
  const ending = await millrace(folder, ['run', writeChatFlow(folder), '--input', 'Hello']);
  expect(ending.code).not.toBe(0);
  expect(ending.stderr).toMatch(/written by a newer version of Millrace.*Update Millrace/);
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(join(folder, 'home')).filter((name) => name.startsWith('record'))).toEqual([
    'record.db',
  ]);
});
