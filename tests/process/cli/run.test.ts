import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { labelled, makeFolder, millrace, writeChatFlow } from './millrace.ts';

describe('what a run prints', () => {
  test('one output line per delta, and what it returns last', async () => {
    const folder = makeFolder();
    const { code, lines, stderr } = await millrace(folder, [
      'run',
      writeChatFlow(folder),
      '--input',
      'Hi',
    ]);
    const outputs = labelled(lines, 'output');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(outputs.length).toBeGreaterThan(3);
    expect(lines).toEqual([
      ...outputs.map((text) => `output: ${text}`),
      `ret: ${outputs.join('')}`,
    ]);
    expect(existsSync(join(folder, 'home', 'record.db'))).toBe(true);
  });

  test('with --trace what each module did, in order, with titles and times', async () => {
    const folder = makeFolder();
    const path = writeChatFlow(folder);
    const { code, lines } = await millrace(folder, ['run', path, '--input', 'Hi', '--trace']);
    const traces = labelled(lines, 'trace').map(
      (line) => JSON.parse(line) as Record<string, unknown>,
    );
    expect({ code, traces }).toMatchObject({
      code: 0,
      traces: [
        { node: 'Question', event: 'finished', output: { value: 'Hi' }, ms: expect.any(Number) },
        {
          node: 'My model v1.0',
          event: 'finished',
          input: { prompt: 'Hi' },
          usage: { inputTokens: expect.any(Number) },
        },
        { node: 'Answer', event: 'finished' },
      ],
    });
    expect(lines.findIndex((line) => line.startsWith('trace: '))).toBe(0);
    expect(lines.at(-1)).toMatch(/^ret: /);
  });

  test('reasoning in lines of its own', async () => {
    const folder = makeFolder();
    const path = writeChatFlow(folder, { model: 'demo-fast:reasoning' });
    const { lines } = await millrace(folder, ['run', path]);
    expect(labelled(lines, 'reasoning').length).toBeGreaterThan(0);
    expect(lines.at(-1)).toBe(`ret: ${labelled(lines, 'output').join('')}`);
  });

  test('with --json every recorded event, and the result last', async () => {
    const folder = makeFolder();
    const recordPath = join(folder, 'my.db');
    const { code, lines } = await millrace(folder, [
      'run',
      writeChatFlow(folder),
      '--json',
      '--record',
      recordPath,
    ]);
    const printed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const result = printed.pop();
    const record = openRecord(recordPath);
    const [run] = record.listRuns({ limit: 1 });
    const events = record.readEvents(run?.runId ?? '', { afterSeq: 0, limit: 1_000_000 });
    record.close();
    expect({ code, result }).toMatchObject({
      code: 0,
      result: { type: 'result', state: 'done', runId: run?.runId, output: expect.any(String) },
    });
    expect(printed).toEqual(events);
  });
});

describe('input', () => {
  test('comes from the command line, from a pipe, or from the flow', async () => {
    const folder = makeFolder();
    const path = writeChatFlow(folder);
    const inputOf = async (args: readonly string[], stdin?: string): Promise<unknown> => {
      const { lines } = await millrace(
        folder,
        ['run', path, '--trace', ...args],
        stdin === undefined ? {} : { stdin },
      );
      const [trace = '{}'] = labelled(lines, 'trace');
      return (JSON.parse(trace) as { output?: unknown }).output;
    };
    expect([
      await inputOf(['--input', 'given']),
      await inputOf(['--input', '-'], 'piped\n'),
      await inputOf([]),
    ]).toEqual([{ value: 'given' }, { value: 'piped\n' }, { value: 'Hello?' }]);
  });
});

describe('--set', () => {
  test('changes settings by id or title, as JSON or as text', async () => {
    const folder = makeFolder();
    const path = writeChatFlow(folder);
    const recordPath = join(folder, 'my.db');
    const { code } = await millrace(folder, [
      'run',
      path,
      '--record',
      recordPath,
      '--set',
      'My model v1.0.temperature=0.5',
      '--set',
      'model.instructions=a=b.c',
      '--set',
      'question.default=42',
    ]);
    const record = openRecord(recordPath);
    const [run] = record.listRuns({ limit: 1 });
    const flow = JSON.parse(record.flowOf(run?.runId ?? '') ?? '') as {
      readonly nodes: Readonly<Record<string, { readonly settings: object }>>;
    };
    record.close();
    expect(code).toBe(0);
    expect([flow.nodes['model']?.settings, flow.nodes['question']?.settings]).toEqual([
      { connection: 'demo', model: 'demo-fast', temperature: 0.5, instructions: 'a=b.c' },
      { default: '42' },
    ]);
    expect(readFileSync(path, 'utf8')).not.toContain('temperature');
  });

  test.each([
    ['My modle v1.0.temperature=1', 'no node "My modle v1.0". Did you mean "My model v1.0"?'],
    ['model.temprature=1', 'has no setting "temprature". Did you mean "temperature"?'],
    ['model.temperature', 'is not of the form node.setting=value'],
    ['temperature=1', 'is not of the form node.setting=value'],
  ])('refuses %s', async (given, sentence) => {
    const folder = makeFolder();
    const ending = await millrace(folder, ['run', writeChatFlow(folder), '--set', given]);
    expect({ code: ending.code, lines: ending.lines }).toEqual({ code: 2, lines: [] });
    expect(ending.stderr).toContain(sentence);
  });

  test('shows a wrong value with its place in the file as it is', async () => {
    const folder = makeFolder();
    const path = writeChatFlow(folder);
    const { code, stderr } = await millrace(folder, ['run', path, '--set', 'model.temperature=99']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/chat\.flow\.json:\d+:\d+: error: .*temperature/);
  });
});

describe('what goes wrong', () => {
  test('a flow file that cannot run, each finding with its place', async () => {
    const folder = makeFolder();
    const garbage = join(folder, 'garbage.json');
    writeFileSync(garbage, '{\n  "format": oops\n}');
    const unknown = join(folder, 'unknown.json');
    writeFileSync(unknown, readFileSync(writeChatFlow(folder), 'utf8').replace('"llm"', '"lmm"'));
    const endings = await Promise.all([
      millrace(folder, ['run', garbage]),
      millrace(folder, ['run', unknown]),
      millrace(folder, ['run', join(folder, 'missing.json')]),
    ]);
    expect(endings.map(({ code, lines }) => [code, lines])).toEqual([
      [2, []],
      [2, []],
      [2, []],
    ]);
    expect(endings.map(({ stderr }) => stderr)).toEqual([
      expect.stringMatching(/garbage\.json:2:\d+: error: /),
      expect.stringMatching(/unknown\.json:\d+:\d+: error: .*"lmm"/),
      expect.stringMatching(/^There is no file .*missing\.json\. .+\n$/),
    ]);
    // What never ran stands in no record.
    const record = openRecord(join(folder, 'home', 'record.db'));
    expect(record.listRuns({ limit: 1 })).toEqual([]);
    record.close();
  });

  test('a missing key and a dead server fail the run with a sentence', async () => {
    const folder = makeFolder();
    const path = writeChatFlow(folder);
    const [missing, dead] = await Promise.all([
      millrace(folder, ['run', path, '--connection', 'openai'], {
        env: { OPENAI_BASE_URL: 'https://models.example/v1' },
      }),
      millrace(folder, ['run', path, '--connection', 'openai'], {
        env: { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_API_KEY: 'sk-test-0123456789' },
      }),
    ]);
    expect([missing.code, dead.code]).toEqual([1, 1]);
    expect(missing.stderr).toMatch(/^My model v1\.0: .*OPENAI_API_KEY.*\n$/);
    expect(dead.stderr).toMatch(/127\.0\.0\.1:9/);
    expect(missing.lines.concat(dead.lines)).toEqual([]);
  });

  test('an unknown connection, format or option is wrong usage', async () => {
    const folder = makeFolder();
    const path = writeChatFlow(folder);
    const endings = await Promise.all([
      millrace(folder, ['run', path, '--connection', 'opnai']),
      millrace(folder, ['run', path, '--raw-format', 'internlm9']),
      millrace(folder, ['run', path, '--colour']),
      millrace(folder, ['run']),
      millrace(folder, ['fly']),
    ]);
    expect(endings.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    expect(endings[0]?.stderr).toContain('Did you mean "openai"?');
    expect(endings[1]?.stderr).toContain('internlm');
  });

  test('an answer that breaks off: what came is printed, the exit says failed', async () => {
    const folder = makeFolder();
    const path = writeChatFlow(folder, { model: 'demo-fast:fail-midway' });
    const plain = await millrace(folder, ['run', path]);
    const json = await millrace(folder, ['run', path, '--json']);
    expect([plain.code, json.code]).toEqual([1, 1]);
    expect(labelled(plain.lines, 'output').length).toBeGreaterThan(0);
    expect(labelled(plain.lines, 'ret')).toEqual([]);
    expect(plain.stderr).toMatch(/^My model v1\.0: .+\n$/);
    expect(JSON.parse(json.lines.at(-1) ?? '')).toMatchObject({
      type: 'result',
      state: 'failed',
      error: { nodeId: 'model' },
    });
  });
});

describe('leaving early', () => {
  test('Ctrl+C cancels the run, says so and keeps what was done', async () => {
    const folder = makeFolder();
    const path = writeChatFlow(folder, { model: 'demo:stall' });
    let isSent = false;
    const { code, lines, stderr } = await millrace(folder, ['run', path], {
      onLine: (_line, control) => {
        if (!isSent) control.signal('SIGINT');
        isSent = true;
      },
    });
    expect(code).toBe(130);
    expect(stderr).toContain('The run was cancelled');
    const record = openRecord(join(folder, 'home', 'record.db'));
    const [run] = record.listRuns({ limit: 1 });
    const events = record.readEvents(run?.runId ?? '', {
      afterSeq: 0,
      limit: 1_000,
      queue: 'output',
    });
    record.close();
    expect(run?.state).toBe('cancelled');
    const shown = events.map(({ body }) => (body as { text?: string }).text ?? '').join('');
    expect(shown.startsWith(labelled(lines, 'output').join(''))).toBe(true);
  });

  test('a closed terminal cancels the run and lets the record say so', async () => {
    const folder = makeFolder();
    let isSent = false;
    const { code } = await millrace(
      folder,
      ['run', writeChatFlow(folder, { model: 'demo-slow' })],
      {
        onLine: (_line, control) => {
          if (!isSent) control.signal('SIGHUP');
          isSent = true;
        },
      },
    );
    const record = openRecord(join(folder, 'home', 'record.db'));
    const [run] = record.listRuns({ limit: 1 });
    record.close();
    expect([code, run?.state]).toEqual([130, 'cancelled']);
  });

  test('a reader that goes away ends the run quietly', async () => {
    const folder = makeFolder();
    const path = writeChatFlow(folder, { model: 'demo-slow' });
    const { code, stderr } = await millrace(folder, ['run', path], {
      onLine: (_line, control) => control.stopReading(),
    });
    expect({ code, stderr }).toEqual({ code: 141, stderr: '' });
  });
});
