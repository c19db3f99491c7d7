import { globSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { expect, test } from 'vitest';

/** The folders of the renderer as ARCHITECTURE.md lists them, from the ground up. */
function listFloors(): readonly string[] {
  const page = readFileSync('ARCHITECTURE.md', 'utf8');
  const table = page.slice(page.indexOf('## The page'), page.indexOf('## The life of a token'));
  return [...table.matchAll(/^\| (?<folders>`.+?`) \|/gm)].flatMap(({ groups }) =>
    [...(groups?.['folders'] ?? '').matchAll(/`(?<name>[^`]+)`/g)].map(
      ({ groups: cell }) => cell?.['name'] ?? '',
    ),
  );
}

/** Imports between folders of the renderer, such as `canvas → arrange`, with the files. */
function listImports(): readonly { from: string; to: string; files: string }[] {
  const folderOf = (path: string): string => path.split('/')[1] ?? '';
  return globSync('renderer/*/**/*.{ts,tsx}').flatMap((found) => {
    const path = found.replaceAll('\\', '/');
    const text = readFileSync(path, 'utf8');
    return [...text.matchAll(/(?:from|import|import\() ?'(?<place>\.[^']+)'/g)].flatMap((match) => {
      const target = posix.normalize(
        posix.join(posix.dirname(path), match.groups?.['place'] ?? ''),
      );
      const [from, to] = [folderOf(path), folderOf(target)];
      if (!target.startsWith('renderer/') || from === to) return [];
      return [{ from, to, files: `${path} → ${target}` }];
    });
  });
}

test('ARCHITECTURE.md lists every folder of the renderer, and none imports one that stands after it', () => {
  const floors = listFloors();
  const folders = new Set(
    globSync('renderer/*/**/*.{ts,tsx}').map((path) => dirname(path).split(/[\\/]/)[1]),
  );
  expect(new Set(floors)).toEqual(folders);
  const upward = listImports().filter(({ from, to }) => floors.indexOf(to) > floors.indexOf(from));
  expect(upward.map(({ files }) => files)).toEqual([]);
});
