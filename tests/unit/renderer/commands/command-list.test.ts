import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isReserved, normaliseChord } from '../../../../renderer/commands/chord.ts';
import { commandList } from '../../../../renderer/command-list/command-list.ts';

test('every command has its own id and its own keys, written in the one way', () => {
  const ids = commandList.map(({ id }) => id);
  const keys = commandList.flatMap((command) => command.keys ?? []);
  expect(ids.toSorted()).toEqual([...new Set(ids)].sort());
  expect(keys.toSorted()).toEqual([...new Set(keys)].sort());
  expect(keys.map(normaliseChord)).toEqual(keys);
  expect(keys.filter(isReserved)).toEqual([]);
});

test('whatever shows the keys of a command names one that there is', () => {
  const folder = new URL('../../../../renderer/', import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx'))
    .map((path) => readFileSync(new URL(path, folder), 'utf8'));
  const named = sources.flatMap((source) =>
    Array.from(
      source.matchAll(/(?:shownKeys\(|command=\{?)['"]([a-z0-9.-]+)['"]/g),
      ([, id]) => id,
    ),
  );
  const known = new Set(commandList.map(({ id }) => id));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((id) => !known.has(id ?? ''))).toEqual([]);
});
