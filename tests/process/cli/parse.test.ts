import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder, millrace, projectRoot } from './millrace.ts';

const fixtures = join(projectRoot, 'tests/fixtures/tool-calls');
const call = '<tool_call>{"name":"get_stock","arguments":{"sku":"A-7"}}</tool_call>';
const reading = {
  visible_text: 'Sure. ',
  reasoning: '',
  calls: [{ name: 'get_stock', arguments: { sku: 'A-7' } }],
  errors: [],
  finish: 'tool_calls',
};

describe('millrace parse', () => {
  test.each([[], ['--chunks', 'char'], ['--chunks', 'random:7']])('%j', async (...chunks) => {
    const args = ['parse', '--format', 'hermes', ...chunks];
    const { code, lines, stderr } = await millrace(makeFolder(), args, { stdin: `Sure. ${call}` });
    expect([code, JSON.parse(lines.join('\n')), stderr]).toEqual([0, reading, '']);
  });

  test('cases go with no option that they hold themselves', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'cases.json'), '[]');
    const args = ['parse', '--cases', 'cases.json', '--format', 'hermes', '--chunks', 'char'];
    const { code, lines, stderr } = await millrace(folder, args);
    expect([code, lines]).toEqual([2, []]);
    expect(stderr).toContain('--cases does not go together with --format and --chunks.');
  });

  test('a file without a case shows nothing, and says so', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'cases.json'), '[]');
    const { code, lines, stderr } = await millrace(folder, ['parse', '--cases', 'cases.json']);
    expect([code, lines, stderr]).toEqual([
      1,
      [],
      'cases.json holds no case, so nothing was shown.\n',
    ]);
  });

  test('takes types from the tools, and begins in reasoning when told', async () => {
    const folder = makeFolder();
    const tools = [{ name: 'reserve', params: { sku: 'string', qty: 'integer' } }];
    writeFileSync(join(folder, 'tools.json'), JSON.stringify(tools));
    const args = ['parse', '--format', 'qwen3-coder', '--tools', 'tools.json'];
    const stdin =
      'hm</think>\n<function=reserve><parameter=sku>7</parameter><parameter=qty>7</parameter></function>';
    const { code, lines } = await millrace(folder, [...args, '--start-in-reasoning'], { stdin });
    expect([code, JSON.parse(lines.join('\n'))]).toEqual([
      0,
      {
        visible_text: '',
        reasoning: 'hm',
        calls: [{ name: 'reserve', arguments: { sku: '7', qty: 7 } }],
        errors: [],
        finish: 'tool_calls',
      },
    ]);
  });

  test('reads the raw body of an HTTP answer, byte by byte', async () => {
    const chunk = { choices: [{ delta: { content: 'é🙂' }, finish_reason: 'stop' }] };
    const stdin = `data:${JSON.stringify(chunk)}\r\n\r\ndata: [DONE]\r`;
    const args = ['parse', '--format', 'openai-sse', '--chunks', 'char'];
    const { code, lines } = await millrace(makeFolder(), args, { stdin });
    const expected = { ...reading, visible_text: 'é🙂', calls: [], finish: 'stop' };
    expect([code, JSON.parse(lines.join('\n'))]).toEqual([0, expected]);
  });

  test('takes files as Windows programs save them', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'tools.json'), '\uFEFF[{"name":"f","params":{}}]');
    const args = ['parse', '--format', 'glm-4.5', '--tools', 'tools.json'];
    const { code, lines } = await millrace(folder, args, { stdin: '<tool_call>f</tool_call>' });
    expect([code, JSON.parse(lines.join('\n'))]).toMatchObject([0, { calls: [{ name: 'f' }] }]);
  });

  test("reads a format of the user's own", async () => {
    const folder = makeFolder();
    const format = {
      id: 'mine',
      title: 'Mine',
      calls: [{ body: 'head-json', open: ['@call '], close: ['@end'], separator: [' with '] }],
      strip: [],
    };
    writeFileSync(join(folder, 'mine.json'), JSON.stringify(format));
    const args = ['parse', '--format', 'mine', '--format-file', 'mine.json'];
    const stdin = 'Sure. @call get_stock with {"sku":"A-7"}@end';
    const { code, lines } = await millrace(folder, args, { stdin });
    expect([code, JSON.parse(lines.join('\n'))]).toEqual([0, reading]);
  });
});

describe('millrace parse --cases', () => {
  test.each(['cases.json', 'own-cases.json'])('%s: all pass', async (file) => {
    const { code, lines, stderr } = await millrace(makeFolder(), [
      'parse',
      '--cases',
      join(fixtures, file),
    ]);
    const count = (JSON.parse(readFileSync(join(fixtures, file), 'utf8')) as unknown[]).length;
    expect([code, lines, stderr]).toEqual([0, [`${count} passed, 0 failed`], '']);
  });

  test('prints what differs, and fails', async () => {
    const folder = makeFolder();
    const one = { format: 'hermes', tools: [], text: 'Hi' };
    const expectation = { visible_text: 'Hi', reasoning: '', calls: [] };
    const cases = [
      { ...one, id: 'good', expect: expectation },
      { ...one, id: 'bad', expect: { ...expectation, visible_text: 'Ho', errors: ['e'] } },
    ];
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
    const { code, lines } = await millrace(folder, ['parse', '--cases', 'cases.json']);
    expect([code, lines]).toEqual([
      1,
      [
        'bad (whole; 23 of 23 chunkings)',
        '  visible_text: expected "Ho", got "Hi"',
        '  errors: expected ["e"], got []',
        '1 passed, 1 failed',
      ],
    ]);
  });
});

describe('wrong usage is one sentence and exit code 2', () => {
  test.each([
    [[], /^It is not said which format the text is in\. Give --format with one of: hermes, /],
    [
      ['--format', 'nope'],
      /^There is no raw tool-call format "nope"\. Choose one of: .*openai-sse/,
    ],
    [['--format', 'hermes', '--chunks', 'some'], /^"some" is no way to cut the text\. /],
    [['--format', 'hermes', '--tools', 'none.json'], /^There is no file none\.json\./],
    [['--format', 'hermes', '--tools', 'bad.json'], /^bad\.json: This is not JSON: /],
    [['--cases', 'none.json'], /^There is no file none\.json\./],
    [['--cases', 'bad.json'], /^bad\.json: This is not JSON: /],
    [['--cases', 'list.json'], /^list\.json: This is not a list of cases at 0\.id: /],
    [
      ['--cases', 'unknown.json'],
      /^unknown\.json: Case a: There is no raw tool-call format "nope"\./,
    ],
    [['--format', 'x', '--format-file', 'list.json'], /^list\.json: This is no raw format\. /],
  ])('%j', async (args, message) => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'bad.json'), '{');
    writeFileSync(join(folder, 'list.json'), '[{}]');
    const expectation = { visible_text: '', reasoning: '', calls: [] };
    const unknown = [{ id: 'a', format: 'nope', tools: [], text: '', expect: expectation }];
    writeFileSync(join(folder, 'unknown.json'), JSON.stringify(unknown));
    const { code, lines, stderr } = await millrace(folder, ['parse', ...args]);
    expect([code, lines]).toEqual([2, []]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
