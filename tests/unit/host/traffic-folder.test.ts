import { appendFileSync, existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TrafficStore } from '../../../core/contracts/run-traffic.ts';
import { openTrafficFolder } from '../../../core/node/host/traffic-folder.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

function write(store: TrafficStore, runId: string, lines: readonly string[]): void {
  const file = store.create(runId);
  for (const line of lines) file.write(line);
  file.close();
}

function readAll(store: TrafficStore, runId: string): { text: string; pieces: number } | undefined {
  let text = '';
  let offset: number | undefined = 0;
  for (let pieces = 1; ; pieces += 1) {
    const piece: ReturnType<TrafficStore['read']> = store.read(runId, offset);
    if (piece === undefined) return undefined;
    text += piece.text;
    if (piece.nextOffset === undefined) return { text, pieces };
    offset = piece.nextOffset;
  }
}

test('what was written is read back whole, in pieces, and takes little room', () => {
  const folder = join(tempFolder(), 'traffic');
  const store = openTrafficFolder(folder);
  const lines = Array.from(
    { length: 60_000 },
    (_, at) => `{"line":${at},"text":"水 😀 and more"}\n`,
  );
  const long = `${'x'.repeat(3_000_000)}\n`;
  write(store, 'run-1', [...lines, long]);
  const text = lines.join('') + long;
  const read = readAll(store, 'run-1');
  expect([read?.text === text, (read?.pieces ?? 0) > 1]).toEqual([true, true]);
  const path = join(folder, 'run-1.traffic');
  expect(statSync(path).size).toBeLessThan(text.length / 5);
  expect([statSync(path).mode & 0o077, statSync(folder).mode & 0o077]).toEqual([0, 0]);
});

test('a recording under way can be read, and a crash costs no more than its last block', async () => {
  const folder = tempFolder();
  const store = openTrafficFolder(folder);
  const file = store.create('run-1');
  file.write('one\n');
  expect(readAll(store, 'run-1')?.text).toBe('one\n');
  file.write('two\n');
  await Promise.resolve();
  const other = openTrafficFolder(folder);
  expect(readAll(other, 'run-1')?.text).toBe('one\ntwo\n');
  file.close();
  appendFileSync(join(folder, 'run-1.traffic'), Buffer.from([200, 0, 0, 0, 1, 2, 3]));
  expect(readAll(store, 'run-1')?.text).toBe('one\ntwo\n');
});

test('what is given up leaves nothing, and late lines make nothing anew', () => {
  const folder = tempFolder();
  const store = openTrafficFolder(folder);
  const file = store.create('run-1');
  file.write('one\n');
  expect(readAll(store, 'run-1')?.text).toBe('one\n');
  file.discard();
  file.write('two\n');
  file.close();
  expect([readAll(store, 'run-1'), readdirSync(folder)]).toEqual([undefined, []]);
});

test('a run that asked no model has no file; ids that are no names lead nowhere', () => {
  const folder = join(tempFolder(), 'traffic');
  const store = openTrafficFolder(folder);
  write(store, 'run-1', []);
  write(store, '../outside', ['line\n']);
  expect([
    store.read('run-1', 0),
    store.read('../outside', 0),
    existsSync(join(folder, '../outside.traffic')),
    existsSync(folder),
  ]).toEqual([undefined, undefined, false, false]);
});

test('a file that is none of ours is said to be unreadable', () => {
  const folder = tempFolder();
  const store = openTrafficFolder(folder);
  appendFileSync(join(folder, 'run-1.traffic'), Buffer.from([3, 0, 0, 0, 255, 255, 255]));
  expect(() => store.read('run-1', 0)).toThrow('cannot be read');
});

test('recordings go with their runs, and the oldest when there are too many bytes', () => {
  const folder = tempFolder();
  const store = openTrafficFolder(folder, { mostBytes: 2_500 });
  const noise = (): string =>
    Array.from({ length: 1_000 }, () => String.fromCharCode(33 + Math.random() * 90)).join('');
  for (const [age, runId] of ['newest', 'middle', 'oldest', 'forgotten'].entries()) {
    write(store, runId, [`${noise()}\n`]);
    const at = Date.now() / 1000 - age * 60;
    utimesSync(join(folder, `${runId}.traffic`), at, at);
  }
  store.prune((runId) => runId !== 'forgotten');
  expect(readdirSync(folder).toSorted()).toEqual(['middle.traffic', 'newest.traffic']);
});
