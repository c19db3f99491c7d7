import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dialects } from '../../servers/chat-dialects.ts';
import { makeFolder, millrace, writeChatFlow } from '../cli/millrace.ts';
import { json, key, serve } from './open-connections.ts';

const env = { HOUSE_API_KEY: key };

function readStored(folder: string): unknown {
  const text = readFileSync(join(folder, 'home', 'connections.json'), 'utf8');
  return (JSON.parse(text) as { readonly connections: unknown }).connections;
}

describe('millrace connections', () => {
  test('adds, lists, tests, uses and removes one', async () => {
    const server = await serve(({ path, headers }) => {
      if (headers.authorization !== `Bearer ${key}`)
        return json({ error: { message: 'key' } }, 401);
      if (path.endsWith('/models')) return json({ data: ['house-model', 'other'] });
      return { chunks: dialects.openai({ text: ['Hello ', 'there'] }) };
    });
    const folder = makeFolder();
    const house = [
      '--base-url',
      server.url,
      '--key-name',
      'HOUSE_API_KEY',
      '--model',
      'house-model',
    ];
    const added = await millrace(folder, ['connections', 'add', 'house', ...house], { env });
    expect([added.code, added.lines, added.stderr]).toEqual([
      0,
      [],
      expect.stringContaining('Saved “house”'),
    ]);
    expect(readStored(folder)).toEqual([
      { id: 'house', baseUrl: server.url, keyName: 'HOUSE_API_KEY', defaultModel: 'house-model' },
    ]);
    const again = await millrace(folder, ['connections', 'add', 'house', ...house], { env });
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('--replace')]);

    const list = await millrace(folder, ['connections', '--json'], { env });
    const plain = await millrace(folder, ['connections', 'list'], { env });
    expect(JSON.parse(list.lines.join('\n'))).toHaveLength(3);
    expect(plain.lines.at(-1)).toMatch(/^house\s+house\s+127\.0\.0\.1:\d+\s+house-model\s+ready$/);

    const tested = await millrace(folder, ['connections', 'test', 'house'], { env });
    expect([tested.code, tested.lines[0]]).toEqual([
      0,
      expect.stringMatching(/^ok: address: .* ms\)$/),
    ]);
    const refused = await millrace(folder, ['connections', 'test', 'house', '--json'], {
      env: { HOUSE_API_KEY: 'another-key-entirely' },
    });
    expect([refused.code, JSON.parse(refused.lines.join('\n'))]).toMatchObject([1, { ok: false }]);
    expect(JSON.stringify(refused)).not.toContain('another-key-entirely');

    const models = await millrace(folder, ['connections', 'models', 'house'], { env });
    expect(models.lines).toEqual(['house-model', 'other']);

    const flow = writeChatFlow(folder, { model: '' });
    const record = join(folder, 'elsewhere.db');
    const run = ['run', flow, '--connection', 'house', '--record', record];
    const ran = await millrace(folder, run, { env });
    expect([ran.code, ran.lines.at(-1)]).toEqual([0, 'ret: Hello there']);

    const removed = await millrace(folder, ['connections', 'remove', 'house'], { env });
    expect([removed.code, readStored(folder)]).toEqual([0, []]);
    const gone = await millrace(folder, ['connections', 'test', 'house'], { env });
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('no connection named')]);
  });

  test('a run says in a sentence that another model goes on', async () => {
    const broken = await serve(() => json({ error: { message: 'no such thing' } }, 400));
    const working = await serve(() => ({ chunks: dialects.openai({ text: ['Hello'] }) }));
    const folder = makeFolder();
    const file = join(folder, 'more.json');
    writeFileSync(file, JSON.stringify({ fallbacks: [{ connection: 'second' }] }));
    const add = (id: string, url: string, ...more: readonly string[]): Promise<unknown> =>
      millrace(folder, ['connections', 'add', id, '--base-url', url, '--model', 'm', ...more]);
    await add('second', working.url);
    await add('first', broken.url, '--settings', file);
    const flow = writeChatFlow(folder, { connection: 'first', model: 'large' });
    const { code, lines, stderr } = await millrace(folder, ['run', flow, '--trust']);
    expect([code, lines.at(-1), stderr]).toEqual([
      0,
      'ret: Hello',
      expect.stringMatching(/“first · large” failed \(provider_\w+\); trying “second”\. .+/),
    ]);
  });

  test('says in which file a wrong setting stands', async () => {
    const folder = makeFolder();
    const file = join(folder, 'more.json');
    writeFileSync(file, JSON.stringify({ maxConcurrent: 0, keyName: 'x' }));
    const args = ['connections', 'add', 'x', '--preset', 'groq', '--settings', file];
    const { code, stderr } = await millrace(folder, args);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/“keyName” in \S+more\.json .*“maxConcurrent” in \S+more\.json /),
    ]);
  });

  test('a flow that asks the demo model alone takes its models only', async () => {
    const folder = makeFolder();
    const flow = writeChatFlow(folder, { connection: 'demo', model: '' });
    const wrong = await millrace(folder, ['run', flow, '--model', 'gpt-4o']);
    const right = await millrace(folder, ['run', flow, '--model', 'demo-fast:reasoning']);
    expect([wrong.code, wrong.lines, wrong.stderr, right.code]).toEqual([
      2,
      [],
      expect.stringMatching(/The demo model has no “gpt-4o”\. Choose one of demo, demo-fast,/),
      0,
    ]);
  });

  test('takes more settings from a file, and headers with names of secrets', async () => {
    const folder = makeFolder();
    const file = join(folder, 'more.json');
    writeFileSync(file, JSON.stringify({ maxConcurrent: 2, server: { command: 'llama-server' } }));
    const key = ['--header', 'Authorization: $HOUSE_TOKEN'];
    const more = ['--api', 'responses', '--start-in-reasoning', 'yes', '--settings', file];
    const args = ['--preset', 'llama-cpp', ...more, '--header', 'X-Team: mill', ...key];
    const added = await millrace(folder, ['connections', 'add', 'mine', ...args]);
    expect([added.code, readStored(folder)]).toEqual([
      0,
      [
        {
          id: 'mine',
          preset: 'llama-cpp',
          api: 'responses',
          startInReasoning: 'yes',
          maxConcurrent: 2,
          server: { command: 'llama-server' },
          headers: { 'X-Team': 'mill', Authorization: { $secret: 'HOUSE_TOKEN' } },
        },
      ],
    ]);
  });

  test.each([
    [
      ['add', 'x', '--preset', 'nobody'],
      '--preset nobody is not known. Choose one of openai, azure',
    ],
    [
      ['add', 'x', '--preset', 'azure'],
      '--base-url is missing. Give one such as https://YOUR-RESOURCE',
    ],
    [['add', 'x', '--base-url', 'nowhere'], '--base-url nowhere must start with http://'],
    [['add', 'x', '--preset', 'ollama', '--raw-format', 'morse'], '--raw-format morse names no'],
    [['add', 'x', '--preset', 'groq', '--key-name', 'abc'], '--key-name must be the name of'],
    [['add', 'x', '--preset', 'groq', '--header', 'X-Api-Key: abc'], '--header X-Api-Key carries'],
    [['add', 'X Y', '--preset', 'groq'], 'The connection’s name must be made of'],
    [['add', 'x', '--preset', 'groq', '--api', 'soap'], 'Allowed choices are chat, responses'],
    [['add', 'x', '--preset', 'groq', '--start-in-reasoning', 'perhaps'], 'auto, yes, no'],
    [['test', 'demo', '--model', 'nonsense'], 'Choose one of demo, demo-fast'],
    [['add', 'openai', '--preset', 'openai'], 'already'],
    [['add', 'x', '--header', 'nonsense'], 'is no header'],
    [['add', 'x', '--settings', 'missing.json'], 'no file'],
    [['remove', 'demo'], 'built in'],
    [['models', 'gone'], 'no connection named'],
    [['polish'], 'error'],
  ])('%j is wrong usage', async (args, words) => {
    const ended = await millrace(makeFolder(), ['connections', ...args]);
    expect([ended.code, ended.lines, ended.stderr]).toEqual([
      2,
      [],
      expect.stringContaining(words),
    ]);
  });

  test.each([
    ['--key-name', 'sk-typed-for-a-name'],
    ['--base-url', 'https://me:sk-typed-for-a-name@house.example/v1'],
    ['--base-url', 'https://house.example/v1?key=sk-typed-for-a-name'],
    ['--proxy', 'http://me:sk-typed-for-a-name@house.example'],
    ['--header', 'Authorization sk-typed-for-a-name'],
    ['--header', 'Authorization: Bearer sk-typed-for-a-name'],
    ['--header', 'Authorization: $sk-typed-for-a-name'],
  ])('%s with a key in it is refused without repeating it: %s', async (option, value) => {
    const args = ['connections', 'add', 'x', '--preset', 'groq', option, value];
    const { code, lines, stderr } = await millrace(makeFolder(), args);
    expect([code, lines, stderr]).toEqual([2, [], expect.stringContaining(option)]);
    expect(stderr).not.toContain('sk-typed');
  });

  test('takes settings as Windows programs save them', async () => {
    const folder = makeFolder();
    const file = join(folder, 'more.json');
    writeFileSync(file, '\uFEFF{ "label": "House" }');
    const args = ['connections', 'add', 'x', '--preset', 'groq', '--settings', file];
    expect([(await millrace(folder, args)).code, readStored(folder)]).toMatchObject([
      0,
      [{ label: 'House' }],
    ]);
  });

  test('tells of a broken file, and lists what there is', async () => {
    const folder = makeFolder();
    await millrace(folder, ['connections', 'add', 'mine', '--preset', 'ollama']);
    writeFileSync(join(folder, 'home', 'connections.json'), '{');
    const list = await millrace(folder, ['connections']);
    expect([list.code, list.lines.length, list.stderr]).toEqual([
      0,
      3,
      expect.stringMatching(/^\S+connections\.json: .* cannot be read/),
    ]);
  });

  test('lists the presets', async () => {
    const presets = await millrace(makeFolder(), ['connections', 'presets']);
    expect(presets.lines.map((line) => line.split(' ')[0])).toEqual(
      expect.arrayContaining(['openai', 'azure', 'ollama', 'custom']),
    );
  });
});
