import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChatServer } from '../../servers/chat-server.ts';
import type { ChatServer } from '../../servers/chat-server.ts';
import { weatherScript } from '../../servers/weather-script.ts';
import { labelled, makeFolder, millrace, projectRoot } from './millrace.ts';

const example = join(projectRoot, 'examples/weather-agent.flow.json');

let server: ChatServer;
beforeAll(async () => {
  server = await startChatServer(weatherScript());
});
afterAll(() => server.close());

test('the weather agent asks a server, runs both tools and prints their words', async () => {
  const ending = await millrace(
    makeFolder(),
    ['run', example, '--connection', 'openai', '--trace'],
    {
      env: { OPENAI_BASE_URL: server.url, OPENAI_API_KEY: 'sk-test-0123456789' },
    },
  );
  const traces = labelled(ending.lines, 'trace').map(
    (line) => JSON.parse(line) as { readonly node: string; readonly output?: object },
  );
  const results = traces.filter(({ node }) => node === 'get_current_weather');
  expect({ code: ending.code, stderr: ending.stderr }).toEqual({ code: 0, stderr: '' });
  expect(server.requests).toHaveLength(2);
  expect(results.map(({ output }) => JSON.stringify(output)).toSorted()).toEqual([
    expect.stringContaining('Paris'),
    expect.stringContaining('Tokyo'),
  ]);
  expect(ending.lines.at(-1)).toMatch(/^ret: .*Tokyo.*Paris/);
  expect(ending.lines.join('\n')).not.toContain('sk-test');
});

test('the demo model writing raw calls shows no marker, in formats of each kind', async () => {
  const folder = makeFolder();
  const kinds = ['hermes', 'qwen-old', 'qwen3-coder', 'pythonic', 'mistral', 'gemma4', 'harmony'];
  for (const format of kinds) {
    const { code, lines } = await millrace(folder, [
      'run',
      example,
      '--model',
      'demo-fast',
      '--raw-format',
      format,
    ]);
    const shown = labelled(lines, 'output').join('');
    expect({ format, code, ret: lines.at(-1) }).toEqual({
      format,
      code: 0,
      ret: expect.stringMatching(/^ret: .*10.*22/),
    });
    expect(shown).not.toMatch(/<\||<tool|✿|\{"name"|get_current_weather/);
  }
});

test('a tool that never ends is stopped, and the model is told', async () => {
  const folder = makeFolder();
  const path = join(folder, 'endless.flow.json');
  const endless = readFileSync(example, 'utf8').replaceAll(
    'const wanted =',
    String.raw`for (;;) {}\n  const wanted =`,
  );
  writeFileSync(path, endless);
  const { code, lines } = await millrace(folder, [
    'run',
    path,
    '--trust',
    '--model',
    'demo-fast',
    '--trace',
    '--set',
    'get_current_weather.timeoutMs=200',
  ]);
  const failed = labelled(lines, 'trace')
    .map((line) => JSON.parse(line) as { readonly event: string; readonly error?: object })
    .filter(({ event }) => event === 'failed');
  expect(failed.map(({ error }) => error)).toEqual([
    expect.objectContaining({ code: expect.stringMatching(/timeout$/) }),
    expect.objectContaining({ code: expect.stringMatching(/timeout$/) }),
  ]);
  expect([code, lines.at(-1)]).toEqual([0, expect.stringMatching(/^ret: .*longer than 200 ms/)]);
});
