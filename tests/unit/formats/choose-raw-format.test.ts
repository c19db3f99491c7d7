import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createConnections } from '../../../core/node/connections/create-connections.ts';
import { openFormatStore } from '../../../core/node/formats/format-store.ts';
import { chooseRawFormat } from '../../../core/stream/formats/choose-raw-format.ts';
import { createRawFormats } from '../../../core/stream/formats/raw-formats.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { sluice } from './sluice-format.ts';

test('auto goes by the model’s name, none is none, all else is an id', () => {
  const choose = (setting?: string): unknown => chooseRawFormat(setting, 'Qwen/Qwen3-8B');
  expect([choose('auto'), choose('none'), choose(), choose('mine')]).toEqual([
    'hermes',
    undefined,
    undefined,
    'mine',
  ]);
  expect(chooseRawFormat('auto', 'gpt-9')).toBeUndefined();
});

test('a connection may name a format of the person’s own, once there is one', () => {
  const folder = tempFolder();
  const store = openFormatStore(join(folder, 'formats'));
  const { manager } = createConnections({
    env: {},
    storePath: join(folder, 'connections.json'),
    formats: createRawFormats(store),
  });
  const settings = {
    id: 'mill',
    label: 'Mill',
    preset: 'custom',
    baseUrl: 'http://127.0.0.1:9/v1',
    rawFormat: 'sluice',
  };
  const save = (): unknown => manager?.save(settings);
  expect(save).toThrow(expect.objectContaining({ code: 'connection_invalid' }) as Error);
  store.save(sluice);
  expect(save()).toMatchObject({ id: 'mill' });
});
