import { readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { VersionStore } from '../../../core/contracts/kept-work.ts';
import { openKeptWork } from '../../../core/node/versions/open-kept-work.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { flowWith } from './sample-flow.ts';

function openStore(folder = tempFolder(), limits = {}): VersionStore {
  return openKeptWork(join(folder, 'record.db'), limits).versions;
}

const keep = (
  store: VersionStore,
  text: string,
  more: { readonly name?: string; readonly flowId?: string } = {},
): ReturnType<VersionStore['keep']> =>
  store.keep({ flowId: 'flow', file: 'my.flow.json', text, reason: 'saved', ...more });

/** The files of all versions in a data folder. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(join(folder, 'versions'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:version|damaged)$/.test(name))
    .map((name) => join(folder, 'versions', name))
    .toSorted();
}

describe('versions', () => {
  test('are listed with what is different from the one before, and read to the letter', async () => {
    const folder = tempFolder();
    const texts = [flowWith('a'), flowWith('a', 'b'), flowWith('a', 'c')];
    const first = openStore(folder);
    for (const text of texts) await keep(first, text);
    const store = openStore(folder);
    const { versions } = await store.list('flow');
    const read = await Promise.all(versions.map(({ id }) => store.read('flow', id)));
    expect(read.toReversed()).toEqual(texts);
    expect(versions.map(({ reason, file, counts }) => [reason, file, counts])).toEqual([
      ['saved', 'my.flow.json', { added: 0, removed: 0, settings: 1, moved: 0, wires: 0 }],
      ['saved', 'my.flow.json', { added: 1, removed: 0, settings: 0, moved: 0, wires: 0 }],
      ['saved', 'my.flow.json', undefined],
    ]);
    expect((await store.list('other')).versions).toEqual([]);
  });

  test('of the same text are one, which takes the name that it is given', async () => {
    const store = openStore();
    const one = await keep(store, flowWith('a'));
    const again = await keep(store, flowWith('a'));
    const named = await keep(store, flowWith('a'), { name: 'Before the holidays' });
    expect([again, named]).toEqual([one, { ...one, name: 'Before the holidays' }]);
    const { name: _name, ...unnamed } = await store.mark('flow', one.id, undefined);
    expect(unnamed).toEqual(one);
  });

  test('tell the difference from the one that is before them once another is gone', async () => {
    const store = openStore();
    await keep(store, flowWith('a'));
    const middle = await keep(store, flowWith('a', 'b'));
    await keep(store, flowWith('a', 'b', 'c'));
    await store.remove('flow', middle.id);
    const { versions } = await store.list('flow');
    expect(versions.map(({ counts }) => counts?.added)).toEqual([2, undefined]);
    await expect(store.read('flow', middle.id)).rejects.toMatchObject({ code: 'unknown_version' });
  });

  test('are thinned out as they grow, and named ones stay', async () => {
    const store = openStore(tempFolder(), { mostVersions: 2 });
    await keep(store, flowWith('a'), { name: 'Start' });
    for (const text of ['b', 'c', 'd']) await keep(store, flowWith(text));
    const { versions } = await store.list('flow');
    const texts = await Promise.all(versions.map(({ id }) => store.read('flow', id)));
    expect(texts).toEqual([flowWith('d'), flowWith('a')]);
  });

  test('of all flows together have an end; a flow that nobody works on gives way first', async () => {
    const folder = tempFolder();
    const old = openStore(folder);
    await keep(old, flowWith('old'), { flowId: 'old' });
    await keep(old, flowWith('marked'), { flowId: 'old', name: 'Stays' });
    const store = openStore(folder, { mostBytes: 1_200 });
    await keep(store, flowWith('new'), { flowId: 'new' });
    const left = (await Promise.all(['old', 'new'].map((id) => store.list(id)))).map(
      ({ versions }) => versions.length,
    );
    expect(left).toEqual([1, 1]);
  });

  test.runIf(process.platform !== 'win32')(
    'are for nobody else to read (POSIX rights)',
    async () => {
      const folder = tempFolder();
      await keep(openStore(folder), flowWith('a'));
      const paths = [join(folder, 'versions'), ...filesOf(folder)];
      expect(paths.map((path) => statSync(path).mode & 0o77)).toEqual([0, 0]);
    },
  );

  test.each([
    ['cut off', (path: string) => truncateSync(path, statSync(path).size - 5)],
    ['emptied', (path: string) => truncateSync(path, 0)],
    ['overwritten', (path: string) => writeFileSync(path, '\u0000'.repeat(50_000))],
  ])('that were %s are put aside, and the others stay', async (_how, damage) => {
    const folder = tempFolder();
    const store = openStore(folder);
    await keep(store, flowWith('a'));
    await keep(store, flowWith('b'));
    damage(filesOf(folder)[0]!);
    const { versions, setAside } = await store.list('flow');
    expect([versions.length, setAside, (await store.list('flow')).setAside]).toEqual([
      1,
      [filesOf(folder)[0]!],
      [],
    ]);
  });

  test('that cannot be kept fail with what to do', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'versions'), 'a file where the folder should be');
    const failed = keep(openStore(folder), flowWith('a'));
    await expect(failed).rejects.toMatchObject({ code: 'versions_unwritable' });
    const tooLarge = keep(openStore(tempFolder(), { mostTextLength: 10 }), flowWith('a'));
    await expect(tooLarge).rejects.toMatchObject({ code: 'versions_unwritable' });
  });

  test('hold whatever a flow’s id or a version’s id says within their folder', async () => {
    const folder = tempFolder();
    const store = openStore(folder);
    await keep(store, flowWith('a'), { flowId: '../../evil/\u0000' });
    expect(filesOf(folder)).toHaveLength(1);
    const read = store.read('flow', '../../../etc/passwd');
    await expect(read).rejects.toMatchObject({ code: 'unknown_version' });
    expect(readFileSync(filesOf(folder)[0]!, 'utf8')).toContain('millrace/version');
  });
});
