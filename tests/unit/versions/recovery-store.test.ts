import { readdirSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { KeptWork } from '../../../core/contracts/kept-work.ts';
import { openKeptWork } from '../../../core/node/versions/open-kept-work.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { flowWith } from './sample-flow.ts';

type Recovery = KeptWork['recovery'];

const openStore = (folder: string): Recovery => openKeptWork(join(folder, 'record.db')).recovery;

const draft = (id: string, flow: string, more = {}): Parameters<Recovery['write']>[0] => ({
  id,
  file: 'my.flow.json',
  flow,
  ...more,
});

const pathOf = (folder: string, id: string): string =>
  join(folder, 'recovery', `${id}.recovery.json`);

describe('unsaved work', () => {
  test('is offered once nobody holds it, and differs from its file as it is now', async () => {
    const folder = tempFolder();
    const path = join(folder, 'my.flow.json');
    writeFileSync(path, flowWith('a'));
    const store = openStore(folder);
    const holder = {};
    await store.write(draft('w1', flowWith('x'), { path, saved: flowWith('x') }), holder);
    await store.write(draft('w1', flowWith('a', 'b'), { path, saved: flowWith('z') }), holder);
    const held = await store.list(path);
    store.release(holder);
    const { found } = await store.list(path);
    expect(held.found).toEqual([]);
    expect(found).toEqual([
      {
        id: 'w1',
        file: 'my.flow.json',
        savedMs: found[0]?.savedMs,
        isHere: true,
        counts: { added: 1, removed: 0, settings: 0, moved: 0, wires: 0 },
      },
    ]);
    expect(await store.read('w1')).toEqual({
      file: 'my.flow.json',
      flow: flowWith('a', 'b'),
      saved: flowWith('a'),
    });
    expect((await store.list('elsewhere')).found[0]?.isHere).toBe(false);
  });

  test('of several windows is kept apart, and what is cleared or discarded is gone', async () => {
    const folder = tempFolder();
    const store = openStore(folder);
    const [one, two, three] = [{}, {}, {}];
    await store.write(draft('w1', flowWith('1')), one);
    await store.write(draft('w2', flowWith('2')), two);
    await store.write(draft('w3', flowWith('3')), three);
    await store.clear('w2');
    store.release(one);
    await expect(store.discard('w3')).rejects.toMatchObject({ code: 'recovery_in_use' });
    expect((await store.list(undefined)).found.map(({ id }) => id)).toEqual(['w1']);
    await store.discard('w1');
    expect(readdirSync(join(folder, 'recovery'))).toEqual(['w3.recovery.json']);
    await expect(store.read('w1')).rejects.toMatchObject({ code: 'unknown_recovery' });
  });

  test('of another process is its own while that lives and touches it', async () => {
    const folder = tempFolder();
    const store = openStore(folder);
    await store.write(draft('w1', flowWith('1')), {});
    // Another process, as its mark says: the one that started these tests.
    const stamped = JSON.stringify(await readJson(pathOf(folder, 'w1'))).replace(
      `"pid":${process.pid}`,
      `"pid":${process.ppid}`,
    );
    writeFileSync(pathOf(folder, 'w1'), stamped);
    const other = openStore(folder);
    const fresh = (await other.list(undefined)).found.length;
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(pathOf(folder, 'w1'), longAgo, longAgo);
    expect([fresh, (await other.list(undefined)).found.length]).toEqual([0, 1]);
  });

  test('that came to nothing, or that is too old, is not offered', async () => {
    const folder = tempFolder();
    const store = openStore(folder);
    const holder = {};
    await store.write(draft('same', flowWith('a'), { saved: flowWith('a') }), holder);
    await store.write(draft('old', flowWith('b')), holder);
    const old = { ...(await readJson(pathOf(folder, 'old'))), savedMs: 0 };
    writeFileSync(pathOf(folder, 'old'), JSON.stringify(old));
    store.release(holder);
    expect(await store.list(undefined)).toEqual({ found: [], setAside: [] });
    expect(readdirSync(join(folder, 'recovery'))).toEqual([]);
  });

  test.each([
    ['cut off', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['emptied', (path: string) => truncateSync(path, 0)],
    ['no flow', (path: string) => writeFileSync(path, '{"format":"millrace/recovery"}')],
  ])('whose file is %s is put aside, and the rest is offered', async (_how, damage) => {
    const folder = tempFolder();
    const store = openStore(folder);
    const holder = {};
    await store.write(draft('w1', flowWith('1')), holder);
    await store.write(draft('w2', flowWith('2')), holder);
    store.release(holder);
    damage(pathOf(folder, 'w1'));
    const { found, setAside } = await store.list(undefined);
    expect([found.map(({ id }) => id), setAside]).toEqual([
      ['w2'],
      [`${pathOf(folder, 'w1')}.damaged`],
    ]);
  });

  test.runIf(process.platform !== 'win32')(
    'is for nobody else to read (POSIX rights)',
    async () => {
      const folder = tempFolder();
      await openStore(folder).write(draft('w1', flowWith('1')), {});
      const rights = [join(folder, 'recovery'), pathOf(folder, 'w1')].map(
        (path) => statSync(path).mode & 0o77,
      );
      expect(rights).toEqual([0, 0]);
    },
  );

  test('that cannot be kept fails with what to do, and an id leads nowhere else', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'recovery'), 'a file where the folder should be');
    const store = openStore(folder);
    const failed = store.write(draft('w1', flowWith('1')), {});
    await expect(failed).rejects.toMatchObject({ code: 'recovery_unwritable' });
    await expect(store.read('../my.flow')).rejects.toMatchObject({ code: 'unknown_recovery' });
  });
});

async function readJson(path: string): Promise<object> {
  return JSON.parse(await readFile(path, 'utf8')) as object;
}
