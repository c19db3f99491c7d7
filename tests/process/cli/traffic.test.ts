import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChatServer } from '../../servers/chat-server.ts';
import { weatherScript } from '../../servers/weather-script.ts';
import { labelled, makeFolder, millrace, projectRoot } from './millrace.ts';

const example = join(projectRoot, 'examples/weather-agent.flow.json');
const fixture = join(projectRoot, 'tests/fixtures/traffic/weather-agent.jsonl');
const key = 'sk-test-0123456789';

test('a recorded run is replayed without its server: the same output, token by token', async () => {
  const folder = makeFolder();
  const server = await startChatServer(weatherScript());
  const path = join(folder, 'weather.jsonl');
  const recorded = await millrace(
    folder,
    ['run', example, '--connection', 'openai', '--save-fixture', path],
    { env: { OPENAI_BASE_URL: server.url, OPENAI_API_KEY: key } },
  );
  await server.close();
  expect([recorded.code, recorded.stderr]).toEqual([0, '']);
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(readFileSync(path, 'utf8')).not.toContain(key);
  const replay = ['--replay', path, '--pace', 'none'];
  const replayed = await millrace(folder, ['run', example, '--connection', 'openai', ...replay]);
  expect([replayed.code, replayed.stderr]).toEqual([0, '']);
  expect(labelled(replayed.lines, 'output')).toEqual(labelled(recorded.lines, 'output'));
  expect(replayed.lines.at(-1)).toBe(recorded.lines.at(-1));
});

test('the recording in the project answers, and says what differs from it', async () => {
  const folder = makeFolder();
  const replay = ['run', example, '--connection', 'openai', '--replay', fixture];
  const { code, lines } = await millrace(folder, replay);
  expect([code, lines.at(-1)]).toEqual([0, expect.stringMatching(/^ret: .*Tokyo.*Paris/)]);
  const other = await millrace(folder, [...replay, '--input', 'Something else?']);
  expect(other.code).toBe(1);
  expect(other.stderr).toContain('messages[1].content differs');
});

test('the demo model’s runs can be saved too', async () => {
  const folder = makeFolder();
  const run = ['run', example, '--model', 'demo-fast:reasoning'];
  const recorded = await millrace(folder, [...run, '--save-fixture', 'demo.jsonl']);
  const replayed = await millrace(folder, [...run, '--replay', 'demo.jsonl', '--pace', 'none']);
  expect([recorded.code, replayed.code]).toEqual([0, 0]);
  expect(labelled(replayed.lines, 'reasoning').join('')).toBe(
    labelled(recorded.lines, 'reasoning').join(''),
  );
  expect(replayed.lines.at(-1)).toBe(recorded.lines.at(-1));
});

test.each([
  [['--replay', 'missing.jsonl'], 'cannot be read'],
  [['--replay', 'bad.jsonl'], 'not millrace/traffic'],
  [['--replay', 'bad.jsonl', '--save-fixture', 'x'], 'do not go together'],
  [['--pace', 'none'], '--pace needs --replay'],
  [['--replay', fixture, '--pace', 'fast'], 'no pace "fast"'],
  [['--save-fixture', 'no/such/folder/x'], 'cannot be written'],
])('%j is refused before anything runs', async (options, words) => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'bad.jsonl'), '{}\n');
  const { code, lines, stderr } = await millrace(folder, ['run', example, ...options]);
  expect([code, lines]).toEqual([2, []]);
  expect(stderr).toContain(words);
});
