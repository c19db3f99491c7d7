import { describe, expect, test } from 'vitest';
import { findRawFormat, rawFormats } from '../../../core/stream/formats/index.ts';
import { Sieve } from '../../../core/stream/sieve/sieve.ts';
import { createSieve, readParts } from './sieve-run.ts';

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

  test('nothing is taken after the end', () => {
    const sieve = createSieve({ format: 'hermes' });
    sieve.end('complete');
    expect(() => sieve.push('x')).toThrow(TypeError);
    expect(() => sieve.end('complete')).toThrow(TypeError);
  });
});

function measureMsPerUnit(text: string): number {
  const sieve = createSieve({ format: 'hermes' });
  const parts = [];
  const startMs = performance.now();
  for (let at = 0; at < text.length; at += 5) parts.push(...sieve.push(text.slice(at, at + 5)));
  parts.push(...sieve.end('complete'));
  const takenMs = performance.now() - startMs;
  readParts(parts);
  return takenMs / text.length;
}

function measureMsPerCall(count: number): number {
  const text = "<tool_call>x<tool_call>{'name':'f','arguments':{'a':1}} y".repeat(count);
  const sieve = createSieve({ format: 'hermes' });
  const startMs = performance.now();
  sieve.push(text);
  sieve.end('complete');
  return (performance.now() - startMs) / count;
}

describe('linear time', () => {
  const bodies = [
    {
      title: 'JSON arguments',
      start: '<tool_call>{"name":"f","arguments":{"a":"',
      end: '"}}</tool_call>',
    },
    {
      title: 'faulty arguments',
      start: "<tool_call>{'name':'f','arguments':{'a':'",
      end: "'}}</tool_call>",
    },
    {
      title: 'white space after a call',
      start: '<tool_call>{"name":"f"}</tool_call>',
      end: '',
      fill: ' ',
    },
    { title: 'reasoning of white space', start: '<think>a', end: '', fill: '\n' },
    { title: 'marker beginnings', start: '', end: '', fill: '<tool_' },
    { title: 'markers as words', start: '', end: '', fill: '<tool_call> x ' },
  ];

  test.each(bodies)('$title: 1 MB costs no more per unit than 100 kB', ({ start, end, fill }) => {
    const build = (length: number) =>
      start + (fill ?? 'abcd ').repeat(Math.ceil(length / (fill ?? 'abcd ').length)) + end;
    measureMsPerUnit(build(100_000));
    const small = Math.min(...[1, 2, 3].map(() => measureMsPerUnit(build(100_000))));
    const large = Math.min(...[1, 2].map(() => measureMsPerUnit(build(1_000_000))));
    // Quadratic reading would cost ten times as much. The floor keeps timer noise out of the ratio.
    expect(large / Math.max(small, 0.00005)).toBeLessThan(3);
  });

  test('one large piece full of calls is linear too', () => {
    measureMsPerCall(500);
    expect(measureMsPerCall(20_000) / Math.max(measureMsPerCall(2_000), 0.001)).toBeLessThan(3);
  });
});

test('an unknown format id is refused with the ids there are', () => {
  expect(findRawFormat('hermes')).toBe(rawFormats.hermes);
  for (const id of ['nope', 'toString', '']) {
    expect(() => findRawFormat(id)).toThrow(
      expect.objectContaining({
        code: 'unknown_raw_format',
        action: 'Choose one of: hermes, internlm, lazyllm-function, qwen-old.',
      }),
    );
  }
});

test('formats are pure data: they survive JSON', () => {
  expect(JSON.parse(JSON.stringify(rawFormats))).toEqual(rawFormats);
});
