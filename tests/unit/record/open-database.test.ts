import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrations } from '../../../core/node/record/migrations.ts';
import type { Migration } from '../../../core/node/record/migrations.ts';
import { openDatabase } from '../../../core/node/record/open-database.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { appendTexts, sampleRun } from './sample-events.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const current = migrations.at(-1)?.version ?? 0;

const nextStep: Migration = {
  version: current + 1,
  up: (database) => database.exec('ALTER TABLE runs ADD COLUMN colour TEXT'),
};

function writeCurrentVersion(path: string): void {
  const record = openRecord(path);
  const writer = record.startRun(sampleRun('r1'));
  appendTexts(writer, 'r1', 1, 3);
  writer.end({ state: 'done', endedUs: 9 });
  record.close();
}

function codeOf(action: () => unknown): unknown {
  try {
    action();
    return 'no error';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

describe('opening a record', () => {
  test('creates the file with its folder, and finds everything again', () => {
    const path = join(makeTemporaryFolder(), 'new', 'folder', 'record.db');
    writeCurrentVersion(path);
    const record = openRecord(path);
    expect(record.readEvents('r1', { afterSeq: 0, limit: 9 }).map((event) => event.order)).toEqual([
      1, 2, 3,
    ]);
    record.close();
  });

  test('migrates an older record after a copy of it', () => {
    const folder = makeTemporaryFolder();
    const path = join(folder, 'record.db');
    writeCurrentVersion(path);
    const steps = [...migrations, nextStep];
    const database = openDatabase(path, { busyTimeoutMs: 100, migrations: steps });
    const row = database.prepare('SELECT run_id, colour FROM runs').get();
    expect([row, database.pragma('user_version', { simple: true })]).toEqual([
      { run_id: 'r1', colour: null },
      current + 1,
    ]);
    database.close();
    expect(readdirSync(folder).toSorted()).toEqual(['record.db', `record.db.v${current}.bak`]);
    const backup = openRecord(join(folder, `record.db.v${current}.bak`));
    expect(backup.run('r1')?.state).toBe('done');
    backup.close();
  });

  test('leaves the record as it was when a migration fails', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    writeCurrentVersion(path);
    const failing: Migration = {
      version: current + 1,
      up: (database) => {
        nextStep.up(database);
        throw new Error('no luck');
      },
    };
    const steps = [...migrations, failing];
    expect(codeOf(() => openDatabase(path, { busyTimeoutMs: 100, migrations: steps }))).toBe(
      'record_migration_failed',
    );
    const record = openRecord(path);
    expect(record.run('r1')?.state).toBe('done');
    record.close();
  });

  test('does not touch a record of a newer version', () => {
    const folder = makeTemporaryFolder();
    const path = join(folder, 'record.db');
    openDatabase(path, { busyTimeoutMs: 100, migrations: [...migrations, nextStep] }).close();
    const before = readFileSync(path);
    expect(codeOf(() => openRecord(path))).toBe('record_newer_version');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['record.db']);
  });

  test('sees a newer version that stands in the write-ahead log only', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    writeCurrentVersion(path);
    const newer = new Database(path);
    newer.pragma('user_version = 7');
    expect(codeOf(() => openRecord(path))).toBe('record_newer_version');
    newer.close();
  });

  test('leaves a file that is not a record as it is, and says so', () => {
    const folder = makeTemporaryFolder();
    const text = join(folder, 'text.db');
    writeFileSync(text, 'Dear diary, '.repeat(500));
    const short = join(folder, 'short.db');
    writeFileSync(short, 'SQLite format 3\0');
    const foreign = join(folder, 'foreign.db');
    new Database(foreign).exec('CREATE TABLE songs (title TEXT)').close();
    const codes = [text, short, foreign].map((path) => codeOf(() => openRecord(path)));
    expect(codes).toEqual(['record_foreign', 'record_foreign', 'record_foreign']);
    expect(readFileSync(text, 'utf8')).toMatch(/^Dear diary/);
    expect(readdirSync(folder).toSorted()).toEqual(['foreign.db', 'short.db', 'text.db']);
  });

  test('takes an empty file for a new record', () => {
    const path = join(makeTemporaryFolder(), 'empty.db');
    writeFileSync(path, '');
    const record = openRecord(path);
    expect(record.listRuns({ limit: 1 })).toEqual([]);
    record.close();
  });

  test('says so when the place cannot be written, and what to do', () => {
    const folder = makeTemporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const below = join(folder, 'file', 'record.db');
    expect([codeOf(() => openRecord(below)), codeOf(() => openRecord(folder))]).toEqual([
      'record_unwritable',
      'record_unwritable',
    ]);
    expect(() => openRecord(below)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(below),
        action: expect.stringContaining('folder'),
      }),
    );
  });

  test('says so when another process holds the file', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const holder = new Database(path);
    holder.exec('BEGIN EXCLUSIVE; CREATE TABLE held (a)');
    expect(codeOf(() => openRecord(path, { busyTimeoutMs: 20 }))).toBe('record_busy');
    holder.close();
  });
});
