import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { FileWriting } from '../../../core/contracts/file-access.ts';
import { checkPath } from '../../../core/node/files/check-path.ts';
import { createFileAccess } from '../../../core/node/files/create-file-access.ts';
import { toErrorInfo } from '../../../core/shared/errors.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const files = createFileAccess();
const { signal } = new AbortController();
let granted = '';
let outside = '';

beforeEach(() => {
  const root = realpathSync(tempFolder());
  granted = join(root, 'granted');
  outside = join(root, 'granted-not');
  for (const folder of [granted, outside, join(granted, 'inner')]) mkdirSync(folder);
  writeFileSync(join(granted, 'a.txt'), '\uFEFFinside');
  writeFileSync(join(outside, 'secret.txt'), 'outside');
  symlinkSync(outside, join(granted, 'way'));
  symlinkSync(join(outside, 'secret.txt'), join(granted, 'link.txt'));
  symlinkSync(join(outside, 'new.txt'), join(granted, 'dangling.txt'));
  symlinkSync(join(granted, 'a.txt'), join(granted, 'inner', 'own-link.txt'));
  symlinkSync('loop', join(granted, 'loop'));
});

const codeOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return await work;
  } catch (error) {
    return toErrorInfo(error).code;
  }
};
const read = (path: string, more = {}): Promise<unknown> =>
  codeOf(
    files
      .readText({ path, grantedFolders: [granted], maxBytes: 1000, signal, ...more })
      .then(({ text }) => text),
  );
const write = (path: string, text: string, more: Partial<FileWriting> = {}): Promise<unknown> =>
  codeOf(
    files
      .writeText({
        path,
        text,
        grantedFolders: [granted],
        mode: 'replace',
        maxBytes: 1000,
        signal,
        ...more,
      })
      .then(({ bytes }) => bytes),
  );

describe('reading', () => {
  test.each([
    ['a.txt', 'inside'],
    ['./inner/../a.txt', 'inside'],
    ['inner/own-link.txt', 'inside'],
    ['missing.txt', 'file_missing'],
    ['../granted-not/secret.txt', 'not_granted'],
    ['inner/../../granted-not/secret.txt', 'not_granted'],
    ['way/secret.txt', 'not_granted'],
    ['way/../a.txt', 'inside'],
    ['link.txt', 'not_granted'],
    ['dangling.txt', 'not_granted'],
    ['loop', 'not_granted'],
    ['a.txt/b', 'not_granted'],
    ['/etc/passwd', 'not_granted'],
    ['inner', 'file_unreadable'],
    ['C:\\Windows\\win.ini', 'path_refused'],
    ['C:/Windows/win.ini', 'path_refused'],
    ['c:a.txt', 'path_refused'],
    ['..\\granted-not\\secret.txt', 'path_refused'],
    ['\\\\server\\share\\a.txt', 'path_refused'],
    ['//server/share/a.txt', 'path_refused'],
    ['a.txt:stream', 'path_refused'],
    ['inner/NUL.txt', 'path_refused'],
    ['a.txt\0.png', 'path_refused'],
    ['a.txt.', 'path_refused'],
    ['', 'path_refused'],
  ])('%j gives %s', async (path, expected) => {
    expect(await read(path)).toBe(expected);
  });

  test('absolute paths inside a granted folder are as good', async () => {
    expect(await read(join(granted, 'a.txt'))).toBe('inside');
    expect(await read(join(outside, 'secret.txt'))).toBe('not_granted');
  });

  test('a granted folder that is a link counts as what it leads to', async () => {
    expect(await read('secret.txt', { grantedFolders: [join(granted, 'way')] })).toBe('outside');
  });

  test('several folders are searched in their order', async () => {
    expect(await read('secret.txt', { grantedFolders: [granted, outside] })).toBe('outside');
  });

  test('nothing granted, too large, not text, a pipe', async () => {
    writeFileSync(join(granted, 'large.txt'), 'x'.repeat(1001));
    writeFileSync(join(granted, 'binary.bin'), Buffer.from([0xff, 0xfe, 0xfd]));
    execFileSync('mkfifo', [join(granted, 'pipe')]);
    expect(
      await Promise.all([
        read('a.txt', { grantedFolders: [] }),
        read('large.txt'),
        read('binary.bin'),
        read('pipe'),
      ]),
    ).toEqual(['not_granted', 'file_too_large', 'not_text', 'file_unreadable']);
  });

  test.skipIf(process.platform !== 'linux')(
    'a file that fails while it is read is named (on Linux)',
    async () => {
      const process = { path: '/proc/self/mem', grantedFolders: ['/proc'], maxBytes: 1000, signal };
      await expect(files.readBytes(process)).rejects.toMatchObject({
        code: 'file_unreadable',
        message: '"/proc/self/mem" cannot be read (EIO).',
      });
    },
  );

  test('files without a size of their own are limited too', async () => {
    expect(await read('/dev/zero', { grantedFolders: ['/dev'] })).toBe('file_unreadable');
    expect(await read('/proc/self/status', { grantedFolders: ['/proc'], maxBytes: 10 })).toMatch(
      /file_too_large|not_granted/,
    );
  });
});

describe('writing', () => {
  test.each([
    ['new.txt', 2],
    ['deep/er/new.txt', 2],
    ['way/new.txt', 'not_granted'],
    ['way/deeper/new.txt', 'not_granted'],
    ['link.txt', 'not_granted'],
    ['dangling.txt', 'not_granted'],
    ['../new.txt', 'not_granted'],
    ['inner', 'file_unwritable'],
    ['a.txt/new.txt', 'not_granted'],
    ['C:/new.txt', 'path_refused'],
  ])('%j gives %s', async (path, expected) => {
    expect(await write(path, 'hi')).toBe(expected);
    expect([
      existsSync(join(outside, 'new.txt')),
      readFileSync(join(outside, 'secret.txt'), 'utf8'),
    ]).toEqual([false, 'outside']);
  });

  test('replaces, appends, creates, and keeps to its limit', async () => {
    const results = [
      await write('log.txt', 'one\n'),
      await write('log.txt', 'two\n', { mode: 'append' }),
      await write('log.txt', 'x', { mode: 'create' }),
      await write('log.txt', 'x'.repeat(1001)),
      await write('log.txt', 'x'.repeat(995), { mode: 'append' }),
    ];
    expect([results, readFileSync(join(granted, 'log.txt'), 'utf8')]).toEqual([
      [4, 8, 'file_exists', 'file_too_large', 'file_too_large'],
      'one\ntwo\n',
    ]);
  });

  test.each(['replace', 'append'] as const)('what is no plain file stays: %s', async (mode) => {
    const pipe = join(granted, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect([
      await write('pipe', 'hi', { mode }),
      await codeOf(files.locate({ path: 'pipe', grantedFolders: [granted] })),
      await codeOf(files.locate({ path: 'inner', grantedFolders: [granted] })),
      statSync(pipe).isFIFO(),
    ]).toEqual(['file_unwritable', 'file_unreadable', 'file_unreadable', true]);
  });

  test('a replaced file keeps its rights', async () => {
    writeFileSync(join(granted, 'own.txt'), 'old', { mode: 0o600 });
    await write('own.txt', 'new');
    expect((statSync(join(granted, 'own.txt')).mode & 0o777).toString(8)).toBe('600');
  });
});

test.each([
  ['C:\\Users\\me\\notes\\a.txt', true],
  ['notes\\a.txt', true],
  ['notes/a.txt', true],
  ['C:a.txt', false],
  ['\\\\?\\C:\\a.txt', false],
  ['\\\\server\\share\\a.txt', false],
  ['notes\\a.txt:hidden', false],
  ['notes\\aux.md', false],
  ['notes\\COM1', false],
  ['notes\\a.txt ', false],
])('on Windows %s is usable: %s', (path, usable) => {
  const check = (): void => checkPath(path, 'win32');
  if (usable) expect(check).not.toThrow();
  else expect(check).toThrowError(expect.objectContaining({ code: 'path_refused' }));
});
