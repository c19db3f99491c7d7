import { expect, test } from 'vitest';
import { type RawFormatId, rawFormats } from '../../../core/stream/formats/index.ts';
import { writeAnswer, writeCalls } from '../../../core/stream/formats/write-calls.ts';
import { createTool, runSieve } from './sieve-run.ts';

const calls = [
  { name: 'f', arguments: { sku: 'A "7"', qty: 2, tags: ['x'], gift: true, note: null } },
  { name: 'g', arguments: {} },
];

test.each<[RawFormatId, string]>([
  [
    'qwen3-coder',
    '<tool_call>\n<function=f>\n<parameter=sku>\nA "7"\n</parameter>\n<parameter=qty>\n2\n</parameter>\n<parameter=tags>\n["x"]\n</parameter>\n<parameter=gift>\ntrue\n</parameter>\n<parameter=note>\nnull\n</parameter>\n</function>\n<function=g>\n</function>\n</tool_call>',
  ],
  [
    'pythonic',
    '<|python_start|>[f(sku="A \\"7\\"", qty=2, tags=["x"], gift=True, note=None), g()]<|python_end|>',
  ],
  [
    'gemma4',
    '<|tool_call>call:f{sku:<|"|>A "7"<|"|>,qty:2,tags:[<|"|>x<|"|>],gift:true,note:null}<tool_call|>\n<|tool_call>call:g{}<tool_call|>',
  ],
  [
    'kimi-k2',
    '<|tool_calls_section_begin|>\n<|tool_call_begin|>functions.f:0<|tool_call_argument_begin|>{"sku":"A \\"7\\"","qty":2,"tags":["x"],"gift":true,"note":null}<|tool_call_end|>\n<|tool_call_begin|>functions.g:1<|tool_call_argument_begin|>{}<|tool_call_end|>\n<|tool_calls_section_end|>',
  ],
  [
    'harmony',
    '<|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>{"sku":"A \\"7\\"","qty":2,"tags":["x"],"gift":true,"note":null}<|call|><|start|>assistant<|channel|>commentary to=functions.g <|constrain|>json<|message|>{}<|call|>',
  ],
  [
    'apertus',
    '<|tools_prefix|>[{"f": {"sku":"A \\"7\\"","qty":2,"tags":["x"],"gift":true,"note":null}}, {"g": {}}]<|tools_suffix|>',
  ],
])('%s is written as its models write it', (id, text) => {
  expect(writeCalls(rawFormats[id], calls)).toBe(text);
});

test.each(Object.keys(rawFormats) as RawFormatId[])(
  '%s: an answer is read back, with reasoning apart or without',
  (id) => {
    const format = rawFormats[id];
    const tools = [
      createTool('f', {
        sku: { type: 'string' },
        qty: { type: 'integer' },
        tags: { type: 'array' },
        gift: { type: 'boolean' },
        note: { type: 'null' },
      }),
      createTool('g'),
    ];
    const readBack = (isReasoningApart: boolean) => {
      const text = writeAnswer(format, { text: 'I look.', calls, isReasoningApart });
      const startsInside = 'reasoning' in format && 'startsInside' in format.reasoning;
      const startInReasoning = startsInside && !isReasoningApart;
      return runSieve({ format: id, tools, startInReasoning }, [text]);
    };
    const expected = { visible_text: 'I look.', reasoning: '', calls, errors: [] };
    const withLine = { ...expected, visible_text: 'I look.\n' };
    const wanted = id === 'glm-4-9b' ? withLine : expected;
    expect([readBack(true), readBack(false)]).toEqual([wanted, wanted]);
  },
);
