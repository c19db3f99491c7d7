import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toErrorInfo } from '../../../core/shared/errors.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { testEngine } from '../../harness/test-engine.ts';

const example = readFileSync(new URL('../../../examples/chat.flow.json', import.meta.url), 'utf8');

test('flows are read along a chain of files, within the folder of the first, and nothing but flows', () => {
  const outside = tempFolder();
  const folder = join(outside, 'flows');
  mkdirSync(join(folder, 'parts'), { recursive: true });
  writeFileSync(join(outside, 'secret.flow.json'), example);
  writeFileSync(join(folder, 'parts', 'a.flow.json'), example);
  writeFileSync(join(folder, 'parts', 'b.flow.json'), example.replace('"Chat"', '"Inner"'));
  writeFileSync(join(folder, 'parts', 'notes.txt'), 'My password is swordfish.');
  const root = join(folder, 'root.flow.json');
  const engine = testEngine();
  const read = (paths: readonly string[], file?: string): string => {
    try {
      return (JSON.parse(engine.readPart(paths, file)) as { readonly name: string }).name;
    } catch (error) {
      return toErrorInfo(error).code;
    }
  };
  expect({
    direct: read(['parts/a.flow.json'], root),
    chain: read(['parts/a.flow.json', 'b.flow.json'], root),
    'chain out of the folder': read(['parts/a.flow.json', '../../secret.flow.json'], root),
    outside: read(['../secret.flow.json'], root),
    'no flow': read(['parts/notes.txt'], root),
    nowhere: read(['parts/a.flow.json']),
  }).toEqual({
    direct: 'Chat',
    chain: 'Inner',
    'chain out of the folder': 'flow_unreadable',
    outside: 'flow_unreadable',
    'no flow': 'flow_unreadable',
    nowhere: 'flow_has_no_file',
  });
});
