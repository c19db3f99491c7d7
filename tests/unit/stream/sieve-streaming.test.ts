import { describe, expect, test } from 'vitest';
import { type RawFormatId, findRawFormat, rawFormats } from '../../../core/stream/formats/index.ts';
import { writeCalls } from '../../../core/stream/formats/write-calls.ts';
import { Sieve } from '../../../core/stream/sieve/sieve.ts';
import { createSieve } from './sieve-run.ts';

describe('what comes out when', () => {
  test('a call streams: start with the name, arguments as they arrive, end at the end', () => {
    let count = 0;
    const sieve = new Sieve({
      format: rawFormats.hermes,
      tools: [],
      nextCallId: () => `id${(count += 1)}`,
    });
    const pieces = [
      'Hi <tool',
      '_call>{"name":"f"',
      ',"arguments": {"a',
      '":"x',
      'y"}',
      '}</tool_call>',
      ' bye',
    ];
    const steps = [...pieces.map((piece) => sieve.push(piece)), sieve.end('complete')];
    const toolCall = { id: 'id1', name: 'f', arguments: '{"a":"xy"}' };
    expect(steps).toEqual([
      [{ type: 'text-delta', text: 'Hi ' }],
      [],
      [
        { type: 'tool-call-start', call: 0, id: 'id1', name: 'f' },
        { type: 'tool-call-delta', call: 0, text: '{"a' },
      ],
      [{ type: 'tool-call-delta', call: 0, text: '":"x' }],
      [{ type: 'tool-call-delta', call: 0, text: 'y"}' }],
      [],
      [{ type: 'text-delta', text: ' bye' }],
      [{ type: 'tool-call-end', call: 0, toolCall }],
    ]);
  });

  test('a call that turns out bad after its start is closed by an error with its number and raw text', () => {
    const sieve = createSieve({ format: 'hermes' });
    const raw = '<tool_call>{"name":"f","arguments":{"a" 1]}</tool_call>';
    expect([...sieve.push(raw), ...sieve.end('complete')]).toEqual([
      { type: 'tool-call-start', call: 0, id: 'call_0', name: 'f' },
      { type: 'tool-call-delta', call: 0, text: '{"a' },
      {
        type: 'tool-call-error',
        call: 0,
        raw,
        error: {
          code: 'malformed_call',
          message: expect.stringMatching(/^The model wrote a tool call .+\.$/),
          action: expect.any(String),
        },
      },
    ]);
  });

  test('text and reasoning are shown at once, white space at the end of reasoning is not', () => {
    const sieve = createSieve({ format: 'hermes', startInReasoning: true });
    const steps = ['I ', 'see.\n', '</think>\n', '\nYes', ' .'].map((piece) => sieve.push(piece));
    expect(steps).toEqual([
      [{ type: 'reasoning-delta', text: 'I' }],
      [{ type: 'reasoning-delta', text: ' see.' }],
      [],
      [{ type: 'text-delta', text: 'Yes' }],
      [{ type: 'text-delta', text: ' .' }],
    ]);
  });

  test.each<[RawFormatId, string]>([
    ['qwen3-coder', '<function=f><parameter=a>'],
    ['glm-4.5', '<tool_call>f\n<arg_key>a</arg_key><arg_value>'],
    ['deepseek-v3.2', '<｜DSML｜invoke name="f"><｜DSML｜parameter name="a" string="true">'],
    ['pythonic', "[f(a='"],
    ['gemma4', '<|tool_call>call:f{a:<|"|>'],
    ['mistral', '[TOOL_CALLS][{"name":"f","arguments":{"a":"'],
    ['llama3-json', '{"name":"f","parameters":{"a":"'],
    ['kimi-k2', '<|tool_call_begin|>functions.f:0<|tool_call_argument_begin|>{"a":"'],
    ['harmony', '<|channel|>commentary to=functions.f<|message|>{"a":"'],
    ['functionary-v3.2', 'f\n{"a":"'],
    ['apertus', '<|tools_prefix|>[{"f":{"a":"'],
  ])('%s: a long string argument streams while it is written', (format, start) => {
    const sieve = createSieve({ format, toolNames: ['f'] });
    const begun = sieve.push(start);
    expect(begun[0]).toEqual({ type: 'tool-call-start', call: 0, id: 'call_0', name: 'f' });
    const steps = ['one ', 'two ', 'three'].map((piece) => sieve.push(piece));
    const text = steps.flat().map((part) => (part.type === 'tool-call-delta' ? part.text : '?'));
    // The mark before a Python string may become a longer one, so it comes with the first piece.
    expect([steps.map((step) => step.length), text.join('').replace(/^"/, '')]).toEqual([
      [1, 1, 1],
      'one two three',
    ]);
  });

  test('nothing is taken after the end', () => {
    const sieve = createSieve({ format: 'hermes' });
    sieve.end('complete');
    expect(() => sieve.push('x')).toThrow(TypeError);
    expect(() => sieve.end('complete')).toThrow(TypeError);
  });
});

/** CPU time, so that other work on the machine does not count. */
function measureMicroseconds(run: () => void): number {
  const before = process.cpuUsage();
  run();
  return process.cpuUsage(before).user;
}

/**
 * How much more one unit of `large` costs than one of `small`. The least of several rounds, the sooner the better:
 * a collection of garbage in one round is no quadratic cost, which every round would show.
 */
function measureGrowth(
  small: string,
  large: string,
  pieceLength: number,
  format: RawFormatId = 'hermes',
): number {
  const measureUnit = (text: string) =>
    measureMicroseconds(() => readAll(text, pieceLength, format)) / text.length;
  let growth = Infinity;
  measureUnit(small);
  for (let round = 0; round < 12 && growth >= 3; round += 1) {
    // Measured together, since the machine is now fast, now slow; the best of three, since one may be held up.
    const smallCost = Math.min(measureUnit(small), measureUnit(small), measureUnit(small));
    // The floor keeps the clock's grain out of the ratio.
    growth = Math.min(growth, measureUnit(large) / Math.max(smallCost, 0.02));
  }
  return growth;
}

function readAll(text: string, pieceLength: number, format: RawFormatId): void {
  const sieve = createSieve({ format, toolNames: ['f'] });
  for (let at = 0; at < text.length; at += pieceLength)
    sieve.push(text.slice(at, at + pieceLength));
  sieve.end('complete');
}

describe('linear time: 1 MB costs no more per unit than 100 kB', () => {
  const json = '<tool_call>{"name":"f","arguments":{"a":"';
  const python = "<tool_call>{'name':'f','arguments':{'a':'";
  test.each([
    { title: 'JSON arguments', start: json, fill: 'abcd ', end: '"}}</tool_call>' },
    { title: 'faulty arguments', start: python, fill: 'abcd ', end: "'}}</tool_call>" },
    { title: 'white space after a call', start: '<tool_call>{"name":"f"}</tool_call>', fill: ' ' },
    { title: 'white space in a call', start: '<tool_call>', fill: ' ' },
    { title: 'white space in reasoning', start: '<think>a', fill: '\n' },
    { title: 'beginnings of markers', fill: '<tool_' },
    { title: 'markers as words', fill: '<tool_call> x ' },
  ])('$title', ({ start = '', fill, end = '' }) => {
    const build = (length: number) => start + fill.repeat(length / fill.length) + end;
    // Quadratic reading would cost ten times as much.
    expect(measureGrowth(build(100_000), build(1_000_000), 5)).toBeLessThan(3);
  });

  const xml = '<function=f><parameter=a>';
  test.each<{ format: RawFormatId; start?: string; fill: string; end?: string }>([
    { format: 'lazyllm-function', start: '<|function|>f<|args|>{"a":"', fill: 'abcd ', end: '"}' },
    { format: 'internlm', start: '<|action_start|><|interpreter|>', fill: 'f()\n' },
    { format: 'qwen3-coder', start: xml, fill: 'abcd\n', end: '</parameter></function>' },
    { format: 'qwen3-coder', start: xml, fill: '</parameter> ', end: '</parameter></function>' },
    { format: 'qwen3-coder', start: '<tool_call>', fill: '<tool_call> x ' },
    { format: 'glm-4.5', start: '<think>', fill: 'a <tool_call> b ' },
    { format: 'pythonic', start: "[f(a='", fill: "ab\\'", end: "')]" },
    { format: 'pythonic', start: '[f(a=[', fill: '1,', end: '])]' },
    { format: 'pythonic', start: '[', fill: 'f(a=1),', end: 'f()]' },
    { format: 'olmo3', start: '<function_calls>', fill: 'f(a=1)\n' },
    { format: 'gemma4', start: '<|tool_call>call:f{a:<|"|>', fill: 'abc<|', end: '<|"|>}' },
    { format: 'mistral', start: '[TOOL_CALLS][', fill: '{"name":"f"},', end: '{"name":"f"}]' },
    { format: 'mistral', start: '[TOOL_CALLS][{"name":"f","arguments":{"a":"', fill: 'abcd ' },
    { format: 'nemotron', start: '<TOOLCALL>[oops', fill: ' abcd' },
    { format: 'harmony', start: '<|channel|>commentary to=f<|message|>{"a":"', fill: 'abcd ' },
    { format: 'harmony', fill: '<|start|>assistant' },
    { format: 'harmony', fill: '<|channel|>' },
    { format: 'qwen3-coder', start: xml, fill: '<parameter=', end: '</parameter></function>' },
    { format: 'qwen3-coder', start: xml, fill: '</function> ', end: '</parameter></function>' },
    { format: 'functionary-v3.1', fill: '<function=f> x ' },
    { format: 'lfm2', fill: '<|tool_call_start|>[' },
    { format: 'minimax-m1', fill: '<tool_calls><think></think>' },
    { format: 'jamba', fill: '<tool_calls>[{"name":"f"} x]</tool_calls></tool_calls>' },
    { format: 'functionary-v3.2', start: 'all\n', fill: '>>> ab\n' },
    { format: 'llama3-json', start: '{"name":"f"}', fill: ';{"name":"f"}' },
    { format: 'json-anywhere', fill: '{"a": [' },
    { format: 'hunyuan', fill: 'a \n' },
  ])('$format: $fill', ({ format, start = '', fill, end = '' }) => {
    const build = (length: number) => start + fill.repeat(length / fill.length) + end;
    const [small, large] = [build(20_000), build(200_000)];
    expect(measureGrowth(small, large, 5, format)).toBeLessThan(3);
    expect(measureGrowth(small, large, large.length, format)).toBeLessThan(3);
  });

  test.each(Object.keys(rawFormats) as RawFormatId[])('%s: one long argument', (format) => {
    const build = (length: number) =>
      writeCalls(rawFormats[format], [
        { name: 'f', arguments: { a: 'It (jumps), [over] '.repeat(length / 19) } },
      ]);
    const [small, large] = [build(20_000), build(400_000)];
    expect(measureGrowth(small, large, 7, format)).toBeLessThan(3);
  });

  test('many calls in one piece', () => {
    const calls = "<tool_call>x<tool_call>{'name':'f','arguments':{'a':1}} y";
    const [small, large] = [calls.repeat(1_000), calls.repeat(10_000)];
    expect(measureGrowth(small, large, large.length)).toBeLessThan(3);
  });
});

test('an unknown format id is refused with the ids there are', () => {
  expect(findRawFormat('hermes')).toBe(rawFormats.hermes);
  for (const id of ['nope', 'toString', '']) {
    expect(() => findRawFormat(id)).toThrow(
      expect.objectContaining({
        code: 'unknown_raw_format',
        action: expect.stringMatching(/^Choose one of: hermes, internlm, .+, json-anywhere\.$/),
      }),
    );
  }
});

test('formats are pure data: they survive JSON', () => {
  expect(JSON.parse(JSON.stringify(rawFormats))).toEqual(rawFormats);
});
