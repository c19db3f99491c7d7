import { appendFileSync, existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { TrafficStore } from '../../../core/contracts/run-traffic.ts';
import { openTrafficFolder } from '../../../core/node/host/traffic-folder.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

function write(store: TrafficStore, runId: string, lines: readonly string[]): void {
  const file = store.create(runId);
  for (const line of lines) file.write(line);
  file.close();
}

/** Once nothing is left to be deflated. */
async function writeWhole(
  store: TrafficStore,
  folder: string,
  runId: string,
  lines: readonly string[],
): Promise<void> {
  write(store, runId, lines);
  await vi.waitFor(() => {
    const names = existsSync(folder) ? readdirSync(folder) : [];
    expect(names.filter((name) => name.endsWith('.pending'))).toEqual([]);
  }, 20_000);
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

test('what was written is read back whole, in pieces, and takes little room', async () => {
  const folder = join(tempFolder(), 'traffic');
  const store = openTrafficFolder(folder);
  const lines = Array.from(
    { length: 60_000 },
    (_, at) => `{"line":${at},"text":"水 😀 and more"}\n`,
  );
  const long = `${'x'.repeat(3_000_000)}\n`;
  await writeWhole(store, folder, 'run-1', [...lines, long]);
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

test('deflating happens beside this thread; readers see all of it, in order, all the time', async () => {
  const folder = tempFolder();
  const store = openTrafficFolder(folder);
  const lines = Array.from({ length: 20_000 }, (_, at) => `{"line":${at},"text":"水 and more"}\n`);
  const text = lines.join('');
  const file = store.create('run-1');
  for (const line of lines) file.write(line);
  file.close();
  const pending = join(folder, 'run-1.traffic.pending');
  const row = join(folder, 'run-1.traffic');
  // Nothing of it was deflated here.
  expect([statSync(pending).size > text.length, statSync(row).size]).toEqual([true, 0]);
  expect(statSync(pending).mode & 0o077).toBe(0);
  // As another process sees it, at any moment.
  const other = openTrafficFolder(folder);
  const seen = new Set<boolean>();
  await vi.waitFor(() => {
    seen.add(readAll(other, 'run-1')?.text === text);
    expect(existsSync(pending)).toBe(false);
  }, 20_000);
  expect([[...seen], readAll(store, 'run-1')?.text === text]).toEqual([[true], true]);
  expect(statSync(row).size).toBeLessThan(text.length / 5);
});

test('a reader of the same store sees all at once, and what is deflated meanwhile is not doubled', async () => {
  const folder = tempFolder();
  const store = openTrafficFolder(folder);
  const file = store.create('run-1');
  const line = `${'水 and more'.repeat(1_000)}\n`;
  for (let count = 0; count < 100; count += 1) file.write(line);
  expect(readAll(store, 'run-1')?.text).toBe(line.repeat(100));
  file.write('last\n');
  file.close();
  expect(readAll(store, 'run-1')?.text).toBe(`${line.repeat(100)}last\n`);
  await vi.waitFor(() => expect(readdirSync(folder)).toEqual(['run-1.traffic']), 20_000);
  expect(readAll(store, 'run-1')?.text).toBe(`${line.repeat(100)}last\n`);
});

test('a block that a crash cut off is read from where it stood before', async () => {
  const folder = tempFolder();
  const store = openTrafficFolder(folder);
  await writeWhole(store, folder, 'run-1', ['one\n']);
  const row = join(folder, 'run-1.traffic');
  appendFileSync(row, Buffer.from([200, 0]));
  const block = (index: number, text: string): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(index);
    head.writeUInt32LE(text.length, 4);
    return Buffer.concat([head, Buffer.from(text)]);
  };
  appendFileSync(
    `${row}.pending`,
    Buffer.concat([block(0, 'one\n'), block(1, 'two\n'), block(2, 'cut').subarray(0, 9)]),
  );
  expect(readAll(store, 'run-1')).toEqual({ text: 'one\ntwo\n', pieces: 1 });
  store.prune(() => false);
  expect(readdirSync(folder)).toEqual([]);
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

test('recordings go with their runs, and the oldest when there are too many bytes', async () => {
  const folder = tempFolder();
  const store = openTrafficFolder(folder, { mostBytes: 2_500 });
  const noise = (): string =>
    Array.from({ length: 1_000 }, () => String.fromCharCode(33 + Math.random() * 90)).join('');
  for (const [age, runId] of ['newest', 'middle', 'oldest', 'forgotten'].entries()) {
    await writeWhole(store, folder, runId, [`${noise()}\n`]);
    const at = Date.now() / 1000 - age * 60;
    utimesSync(join(folder, `${runId}.traffic`), at, at);
  }
  store.prune((runId) => runId !== 'forgotten');
  expect(readdirSync(folder).toSorted()).toEqual(['middle.traffic', 'newest.traffic']);
});
