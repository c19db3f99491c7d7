import {
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openConnectionStore } from '../../../core/node/connections/connection-store.ts';
import type { ConnectionStore } from '../../../core/node/connections/connection-store.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const builtIn = new Set(['demo', 'openai']);

function openStore(text?: string): { readonly store: ConnectionStore; readonly path: string } {
  const path = join(tempFolder(), 'home', 'connections.json');
  const store = openConnectionStore(path, builtIn);
  if (text !== undefined) {
    store.put({ id: 'first' });
    writeFileSync(path, text);
  }
  return { store, path };
}

const fileOf = (connections: readonly unknown[], version = 1): string =>
  JSON.stringify({ format: 'millrace/connections', version, connections });

function codesOf(store: ConnectionStore): readonly string[] {
  return store.file().findings.map(({ code }) => code);
}

describe('the file of connections', () => {
  test('need not exist, and is made for its owner only', () => {
    const { store, path } = openStore();
    expect([store.list(), store.file()]).toEqual([[], { path, findings: [] }]);
    store.put({ id: 'house', preset: 'ollama' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      format: 'millrace/connections',
      version: 1,
      connections: [{ id: 'house', preset: 'ollama' }],
    });
    expect(readdirSync(join(path, '..'))).toEqual(['connections.json']);
  });

  test('keeps its order, replaces in place and removes', () => {
    const { store } = openStore();
    for (const id of ['a', 'b', 'c']) store.put({ id });
    store.put({ id: 'b', label: 'B' });
    expect([store.remove('a'), store.remove('a')]).toEqual([true, false]);
    expect(store.list()).toEqual([{ id: 'b', label: 'B' }, { id: 'c' }]);
  });

  test('shows at once what another process wrote', () => {
    const { store, path } = openStore();
    const other = openConnectionStore(path, builtIn);
    expect(other.list()).toEqual([]);
    store.put({ id: 'a' });
    expect(other.list()).toEqual([{ id: 'a' }]);
    other.put({ id: 'b' });
    expect(store.list()).toEqual([{ id: 'a' }, { id: 'b' }]);
    writeFileSync(path, fileOf([{ id: 'by-hand' }]));
    expect([store.list(), other.list()]).toEqual([[{ id: 'by-hand' }], [{ id: 'by-hand' }]]);
  });

  test.each([
    ['no JSON', '{"format": "millrace/conn'],
    ['empty', ''],
    ['of another kind', '{"format":"millrace/flow","version":1,"connections":[]}'],
    ['a list', '[]'],
  ])('that is %s is told of, and set aside before another is written', (_what, text) => {
    const { store, path } = openStore(text);
    expect([store.list(), codesOf(store)]).toEqual([[], ['connections_broken']]);
    expect(existsSync(`${path}.bak`)).toBe(false);
    store.put({ id: 'new' });
    expect(readFileSync(`${path}.bak`, 'utf8')).toBe(text);
    expect([store.list(), codesOf(store)]).toEqual([[{ id: 'new' }], []]);
    writeFileSync(path, `${text} again`);
    store.put({ id: 'newer' });
    expect([`${path}.bak`, `${path}.bak-2`].map((one) => readFileSync(one, 'utf8'))).toEqual([
      text,
      `${text} again`,
    ]);
  });

  test('keeps entries that it cannot use, and says why', () => {
    const entries = [
      { id: 'fine' },
      { id: 'odd', tomorrow: 1 },
      'x',
      { id: 'fine' },
      { id: 'demo' },
    ];
    const { store, path } = openStore(fileOf(entries));
    expect(store.list()).toEqual([{ id: 'fine' }]);
    expect(store.file().findings.map(({ code, connection }) => [code, connection])).toEqual([
      ['connection_invalid', 'odd'],
      ['connection_invalid', undefined],
      ['connection_id_taken', 'fine'],
      ['connection_id_taken', 'demo'],
    ]);
    store.put({ id: 'added' });
    const written = JSON.parse(readFileSync(path, 'utf8')) as { readonly connections: unknown[] };
    expect(written.connections).toEqual([{ id: 'fine' }, { id: 'added' }, ...entries.slice(1)]);
  });

  test('of a newer version is used as far as it goes, and never written', () => {
    const text = fileOf([{ id: 'a' }, { id: 'b', tomorrow: true }], 2);
    const { store, path } = openStore(text);
    expect(store.list()).toEqual([{ id: 'a' }]);
    expect(codesOf(store)).toEqual(['connections_newer', 'connection_invalid']);
    expect(() => store.put({ id: 'c' })).toThrow(
      expect.objectContaining({ code: 'connections_newer' }),
    );
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('is written where a link leads', () => {
    const folder = tempFolder();
    const path = join(folder, 'connections.json');
    const real = join(folder, 'real.json');
    writeFileSync(real, fileOf([]));
    symlinkSync(real, path);
    openConnectionStore(path, builtIn).put({ id: 'a' });
    expect(readFileSync(real, 'utf8')).toContain('"a"');
  });

  test('that cannot be written fails with what to do, and nothing is lost', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'file'), '');
    const store = openConnectionStore(join(folder, 'file', 'connections.json'), builtIn);
    expect(() => store.put({ id: 'a' })).toThrow(
      expect.objectContaining({ code: 'connections_unwritable', action: expect.any(String) }),
    );
    expect(store.list()).toEqual([]);
  });
});
