import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, millrace, writeChatFlow } from './millrace.ts';

interface Listed {
  readonly runId: string;
  readonly state: string;
  readonly flowName: string;
  readonly isIndexed: boolean;
  readonly matches: readonly { readonly field: string; readonly snippet: string }[];
}

test('runs are listed and searched, by all that can be asked for', async () => {
  const folder = makeFolder();
  const flow = writeChatFlow(folder);
  const other = join(folder, 'other.flow.json');
  writeFileSync(
    other,
    readFileSync(flow, 'utf8')
      .replace('"Chat"', '"Talk"')
      .replace(/"id": ?"[^"]+"/, '"id": "talk"'),
  );
  await millrace(folder, ['run', flow, '--input', 'Where is Rome?']);
  await millrace(folder, ['run', other, '--input', '罗马在哪里？']);
  const list = async (...args: string[]): Promise<Listed[]> => {
    const { code, lines, stderr } = await millrace(folder, ['runs', ...args, '--json']);
    expect([code, stderr]).toEqual([0, '']);
    return lines.map((line) => JSON.parse(line) as Listed);
  };
  const all = await list();
  expect(all.map(({ flowName, state }) => [flowName, state])).toEqual([
    ['Talk', 'done'],
    ['Chat', 'done'],
  ]);
  const names = async (...args: string[]): Promise<string[]> =>
    (await list(...args)).map(({ flowName }) => flowName);
  expect([
    await names('罗马', '--node', 'llm', '--state', 'done', '--state', 'failed'),
    await names('where', '--flow', 'chat', '--since', '1h', '--limit', '1'),
    await names('--starred'),
  ]).toEqual([['Talk'], ['Chat'], []]);
  const [found] = await list('rome');
  expect(found?.matches[0]?.snippet).toContain('Where is Rome?');
  const plain = await millrace(folder, ['runs', 'rome']);
  expect([plain.code, plain.lines.length]).toEqual([0, 2 + (found?.matches.length ?? 0)]);
  const wrong = await Promise.all(
    [
      ['--since', 'soon'],
      ['--state', 'lost'],
      ['--flow', 'Nobody'],
    ].map((args) => millrace(folder, ['runs', ...args])),
  );
  expect(wrong.map(({ code, stderr }) => [code, stderr.split('\n').length])).toEqual(
    wrong.map(() => [2, 2]),
  );
}, 60_000);

test('the record answers SQL, and shows where a statement is wrong', async () => {
  const folder = makeFolder();
  await millrace(folder, ['run', writeChatFlow(folder), '--input', 'Where is Rome?']);
  const rows = await millrace(folder, [
    'query',
    'SELECT flow_name, state, ? AS given FROM run_list',
    '--param',
    'here',
    '--json',
  ]);
  expect([rows.code, rows.lines, rows.stderr]).toEqual([
    0,
    ['{"flow_name":"Chat","state":"done","given":"here"}'],
    '',
  ]);
  const piped = await millrace(folder, ['query', '-'], {
    stdin: "SELECT kind, count(*) AS times FROM node_runs WHERE kind = 'llm' GROUP BY kind",
  });
  expect([piped.code, piped.lines]).toEqual([0, ['kind  times', 'llm   1']]);
  const wrong = await millrace(folder, ['query', 'SELECT flow_nam\nFROM run_list']);
  expect([wrong.code, wrong.stderr.split('\n').slice(1)]).toEqual([
    1,
    ['  SELECT flow_nam', '         ^^^^^^^^', ''],
  ]);
  const refused = await millrace(folder, ['query', 'DELETE FROM runs']);
  expect([refused.code, (await millrace(folder, ['runs', '--json'])).lines.length]).toEqual([1, 1]);
  const schema = await millrace(folder, ['query', '--schema']);
  expect(
    schema.lines.filter((line) => /^\w/.test(line)).map((line) => line.split(/[(:]/)[0]),
  ).toEqual(['run_list', 'node_runs', 'token_usage', 'models', 'events', 'search']);
}, 60_000);
