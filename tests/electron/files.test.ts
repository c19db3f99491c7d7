import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { HostFile } from '../../core/api/host-bridge.ts';
import { bootShell } from './boot-shell.ts';

const text = '{"format":"millrace/flow"}';

afterEach(() => process.seteuid?.(0));

/** Writes as an ordinary account: nothing is unwritable for root. */
function becomeNobody(): void {
  if (process.getuid?.() === 0) process.seteuid?.(65_534);
}

function valueOf<T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

describe('open', () => {
  test('the file of the command line comes once, with a handle instead of a path', async () => {
    const { api, folder } = await bootShell({
      commandLine: ['/app', '--inspect=0', 'given.flow.json'],
      prepare: async (_fake, home) => {
        await writeFile(join(home, 'given.flow.json'), text);
        process.argv = ['electron', '/app', '--inspect=0', join(home, 'given.flow.json')];
      },
    });
    const file = valueOf(await api().initialFile());
    expect(file).toEqual({
      name: 'given.flow.json',
      text,
      handle: expect.stringMatching(/^[0-9a-f-]{36}$/),
      place: expect.any(String),
      stamp: expect.any(String),
    });
    expect(valueOf(await api().initialFile())).toBeNull();
    expect(JSON.stringify(file)).not.toContain(folder);
    const place = Buffer.from(file?.place ?? '', 'base64url');
    expect(place.includes('given')).toBe(false);
  });

  test('a missing file is a sentence', async () => {
    const { api } = await bootShell({ commandLine: ['.', '/nowhere/lost.flow.json'] });
    expect(await api().initialFile()).toEqual({
      ok: false,
      error: {
        code: 'file_unreadable',
        message: '“lost.flow.json” cannot be opened: the folder or file does not exist.',
        action: 'Check that the file still exists and that you may read it.',
      },
    });
  });

  test('the dialog gives a file or nothing, and fills the list of recent files', async () => {
    const { api, fake, folder, waitUntil } = await bootShell();
    const path = join(folder, 'mine.flow.json');
    await writeFile(path, text);
    fake.openAnswers.push(undefined, path);
    expect(valueOf(await api().openFile())).toBeNull();
    expect(valueOf(await api().openFile())).toMatchObject({ name: 'mine.flow.json', text });
    const recent = fake.menu
      .flatMap(({ submenu }) => (submenu as Electron.MenuItemConstructorOptions[]) ?? [])
      .find(({ id }) => id === 'recent')?.submenu as Electron.MenuItemConstructorOptions[];
    expect(recent.map(({ label }) => label)).toEqual([
      'mine.flow.json',
      undefined,
      'Clear the list',
    ]);
    await waitUntilStored(join(folder, 'desktop', 'recent-files.json'), [path]);
    recent.at(-1)?.click?.({} as never, undefined, {});
    await waitUntilStored(join(folder, 'desktop', 'recent-files.json'), []);
    await waitUntil('the menu is empty', () =>
      JSON.stringify(fake.menu).includes('No recent files'),
    );
  });

  test('a second start, the system and the recent list open files in the running app', async () => {
    const { api, app, window, folder, waitUntil, fake } = await bootShell();
    const path = join(folder, 'later.flow.json');
    await writeFile(path, text);
    const opened: HostFile[] = [];
    api().onOpenFile((file) => opened.push(file));
    valueOf(await api().initialFile());
    app.emit('second-instance', {}, ['electron', path], folder, { file: path });
    await waitUntil('it is open', () => opened.length === 1);
    app.emit('open-file', { preventDefault: () => undefined }, path);
    await waitUntil('it is open again', () => opened.length === 2);
    expect(opened.map(({ name }) => name)).toEqual(['later.flow.json', 'later.flow.json']);
    expect(window().shown.focused).toBe(2);
    app.emit('second-instance', {}, ['electron'], folder, { file: null });
    expect(window().shown.focused).toBe(3);
    fake.messageBoxAnswers.push(0);
    app.emit('open-file', { preventDefault: () => undefined }, join(folder, 'gone.flow.json'));
    await waitUntil('the error shows', () => fake.messageBoxes.length === 1);
    expect(fake.messageBoxes[0]?.message).toContain('“gone.flow.json” cannot be opened');
  });

  test('the examples ship without a handle', async () => {
    const { api } = await bootShell();
    const examples = valueOf(await api().listExamples());
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(example).toEqual({
        name: expect.stringMatching(/\.flow\.json$/),
        text: expect.any(String),
        place: expect.any(String),
      });
    }
  });
});

describe('save', () => {
  test('asks for a place once, then saves there; save as asks again', async () => {
    const { api, fake, folder } = await bootShell();
    const [first, second] = [join(folder, 'one.flow.json'), join(folder, 'two.flow.json')];
    fake.saveAnswers.push(undefined, first, second);
    const draft: HostFile = { name: 'Untitled.flow.json', text };
    expect(valueOf(await api().saveFile(draft, { saveAs: false }))).toBeNull();
    const saved = valueOf(await api().saveFile(draft, { saveAs: false }));
    expect(saved).toMatchObject({ name: 'one.flow.json', text });
    valueOf(await api().saveFile({ ...(saved as HostFile), text: 'changed' }, { saveAs: false }));
    const copy = valueOf(
      await api().saveFile({ ...(saved as HostFile), text: 'copy' }, { saveAs: true }),
    );
    expect([await readFile(first, 'utf8'), await readFile(second, 'utf8')]).toEqual([
      'changed',
      'copy',
    ]);
    expect(copy?.handle).not.toBe(saved?.handle);
    expect(fake.saveDialogs.at(-1)?.defaultPath).toBe(first);
    const names = await readdir(folder);
    expect(names.filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('what something else has put into the file is not written over', async () => {
    const { api, fake, folder } = await bootShell();
    const path = join(folder, 'shared.flow.json');
    fake.saveAnswers.push(path);
    const saved = valueOf(
      await api().saveFile({ name: 'shared.flow.json', text }, { saveAs: true }),
    ) as HostFile;
    await writeFile(path, 'of another program');
    expect(await api().saveFile({ ...saved, text: 'mine' }, { saveAs: false })).toMatchObject({
      error: { code: 'file_changed' },
    });
    expect(await readFile(path, 'utf8')).toBe('of another program');
    const { stamp: _stamp, ...unstamped } = saved;
    valueOf(await api().saveFile({ ...unstamped, text: 'mine' }, { saveAs: false }));
    expect(await readFile(path, 'utf8')).toBe('mine');
  });

  test('a handle that this app has not given out asks for a place', async () => {
    const { api, fake } = await bootShell();
    fake.saveAnswers.push(undefined);
    const file = { name: 'x.flow.json', text, handle: '/etc/passwd' };
    expect(valueOf(await api().saveFile(file, { saveAs: false }))).toBeNull();
    expect(fake.saveDialogs).toHaveLength(1);
  });

  test('keeps the mode of a file and the target of a link', async () => {
    const { api, fake, folder } = await bootShell();
    const [target, link] = [join(folder, 'target.flow.json'), join(folder, 'link.flow.json')];
    await writeFile(target, 'old');
    await chmod(target, 0o640);
    await symlink(target, link);
    fake.saveAnswers.push(link);
    await api().saveFile({ name: 'link.flow.json', text }, { saveAs: true });
    expect(await readFile(target, 'utf8')).toBe(text);
    expect((await stat(target)).mode & 0o777).toBe(0o640);
  });

  test('a folder that cannot be written is a sentence, and the old file stays', async () => {
    const { api, fake, folder } = await bootShell();
    const locked = join(folder, 'locked');
    const path = join(locked, 'kept.flow.json');
    await mkdir(locked);
    await writeFile(path, 'old');
    await chmod(folder, 0o755);
    await chmod(locked, 0o555);
    fake.saveAnswers.push(path, join(folder, 'nowhere', 'x.flow.json'));
    becomeNobody();
    const answer = await api().saveFile({ name: 'kept.flow.json', text }, { saveAs: true });
    process.seteuid?.(0);
    expect(answer).toEqual({
      ok: false,
      error: {
        code: 'file_unwritable',
        message: '“kept.flow.json” cannot be saved: this account has no permission.',
        action: 'Your work is still open: save it in another folder.',
      },
    });
    expect([await readFile(path, 'utf8'), await readdir(locked)]).toEqual([
      'old',
      ['kept.flow.json'],
    ]);
    expect(await api().saveFile({ name: 'x.flow.json', text }, { saveAs: true })).toMatchObject({
      error: { message: '“x.flow.json” cannot be saved: the folder or file does not exist.' },
    });
  });
});

async function waitUntilStored(path: string, expected: unknown): Promise<void> {
  await expect
    .poll(async () => JSON.parse(await readFile(path, 'utf8').catch(() => 'null')))
    .toEqual(expected);
}
