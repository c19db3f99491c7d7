import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFormatStore } from '../../../core/node/formats/format-store.ts';
import { createRawFormats } from '../../../core/stream/formats/raw-formats.ts';
import type { ToolFormat } from '../../../core/stream/formats/tool-format.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { sluice } from './sluice-format.ts';

const place = (): string => join(tempFolder(), 'formats');
const write = (folder: string, name: string, text: string): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
};

test('a format that is saved is there in another process too, until it is removed', () => {
  const folder = place();
  const store = openFormatStore(folder);
  expect([store.list(), store.file()]).toEqual([[], { folder, findings: [] }]);
  store.save(sluice);
  expect(openFormatStore(folder).list()).toEqual([sluice]);
  const renamed: ToolFormat = { ...sluice, title: 'Other' };
  openFormatStore(folder).save(renamed);
  expect([store.list(), readdirSync(folder)]).toEqual([[renamed], ['sluice.format.json']]);
  store.remove('sluice');
  expect([store.list(), openFormatStore(folder).list(), readdirSync(folder)]).toEqual([[], [], []]);
});

test('a file may begin with a byte-order mark', () => {
  const folder = place();
  write(folder, 'sluice.format.json', `\uFEFF${JSON.stringify(sluice)}`);
  const store = openFormatStore(folder);
  expect([store.list(), store.file().findings]).toEqual([[sluice], []]);
});

test('files that hold no format are told of and never overwritten', () => {
  const folder = place();
  write(folder, 'sluice.format.json', '{ "id":');
  write(folder, 'faulty.format.json', '{ "id": "faulty", "title": "F", "calls": [], "strip": [] }');
  write(folder, 'hermes.format.json', JSON.stringify({ ...sluice, id: 'hermes' }));
  write(folder, 'auto.format.json', JSON.stringify({ ...sluice, id: 'auto' }));
  write(folder, 'notes.txt', 'not ours');
  const store = openFormatStore(folder);
  store.save(sluice);
  write(folder, 'twin.format.json', JSON.stringify(sluice));
  expect(store.list()).toEqual([sluice]);
  expect(store.file().findings).toEqual([
    { file: 'auto.format.json', message: 'The format “auto” is built in; give it another id.' },
    {
      file: 'faulty.format.json',
      message: 'A format needs a way of writing calls, or segments.',
    },
    { file: 'hermes.format.json', message: 'The format “hermes” is built in; give it another id.' },
    { file: 'sluice.format.json', message: expect.stringMatching(/^It is not JSON/) as string },
    {
      file: 'twin.format.json',
      message: 'The format “sluice” stands in sluice-2.format.json too.',
    },
  ]);
  expect(readFileSync(join(folder, 'sluice.format.json'), 'utf8')).toBe('{ "id":');
});

test('what cannot be removed or written is an error with a code', () => {
  const folder = place();
  const store = openFormatStore(folder);
  expect(() => store.remove('hermes')).toThrow(
    expect.objectContaining({ code: 'unknown_raw_format' }) as Error,
  );
  writeFileSync(folder, 'a file where the folder should be');
  expect(() => store.save(sluice)).toThrow(
    expect.objectContaining({ code: 'formats_unwritable' }) as Error,
  );
  expect(existsSync(join(folder, 'sluice.format.json'))).toBe(false);
});

test('ids and files that look like paths stay in the folder', () => {
  const folder = place();
  const store = openFormatStore(folder);
  for (const id of ['.', '..', '.hidden']) store.save({ ...sluice, id });
  expect(store.list().map(({ id }) => id)).toEqual(['.', '..', '.hidden']);
  expect(readdirSync(folder)).toHaveLength(3);
});

test('a host finds formats of its own beside those that ship', () => {
  const store = openFormatStore(place());
  store.save(sluice);
  const formats = createRawFormats(store);
  expect(formats.find('sluice')).toEqual(sluice);
  expect(formats.find('hermes').id).toBe('hermes');
  expect(formats.ids().slice(0, 2)).toEqual(['sluice', 'hermes']);
  expect([formats.extraFor('hermes'), formats.extraFor(undefined)]).toEqual([[], []]);
  expect(formats.extraFor('sluice')).toEqual([sluice]);
  expect(() => formats.find('klingon')).toThrow(
    expect.objectContaining({
      code: 'unknown_raw_format',
      action: expect.stringContaining('sluice, hermes') as string,
    }) as Error,
  );
});
