import { expect, test } from 'vitest';
import type { ChatPart, FinishReason, ToolSpec } from '../../../core/contracts/chat.ts';
import { ReactReader } from '../../../core/modules/agent/react/react-reader.ts';

const search: ToolSpec = {
  name: 'search',
  description: '',
  parameters: { type: 'object', properties: { query: { type: 'string' } } },
};

interface Read {
  readonly reasoning: string;
  readonly text: string;
  readonly calls: readonly (readonly [string, string])[];
  readonly starts: readonly string[];
  readonly finish: string;
}

function read(pieces: readonly string[], reason: FinishReason = 'stop'): Read {
  let id = 0;
  const reader = new ReactReader([search], () => `id${id++}`);
  const parts: ChatPart[] = pieces.flatMap((text) => [
    ...reader.take({ type: 'text-delta', text }),
  ]);
  parts.push(...reader.take({ type: 'finish', reason }));
  const texts = (type: 'text-delta' | 'reasoning-delta'): string =>
    parts.flatMap((part) => (part.type === type ? [part.text] : [])).join('');
  return {
    reasoning: texts('reasoning-delta'),
    text: texts('text-delta'),
    calls: parts.flatMap((part) =>
      part.type === 'tool-call-end' ? [[part.toolCall.name, part.toolCall.arguments] as const] : [],
    ),
    starts: parts.flatMap((part) => (part.type === 'tool-call-start' ? [part.name] : [])),
    finish: parts.flatMap((part) => (part.type === 'finish' ? [part.reason] : [])).join(),
  };
}

const nothing: Read = { reasoning: '', text: '', calls: [], starts: [], finish: 'stop' };
const called = { starts: ['search'], finish: 'tool-calls' };

const cases: readonly (readonly [name: string, written: string, read: Read])[] = [
  [
    'a thought and an action',
    'Thought: I must search.\nAction: search\nAction Input: {"query": "sea"}\n',
    { ...nothing, ...called, reasoning: 'I must search.', calls: [['search', '{"query": "sea"}']] },
  ],
  [
    'an answer',
    'Thought: I know.\n\nFinal Answer: 42,\nand no more.\n',
    { ...nothing, reasoning: 'I know.', text: '42,\nand no more.' },
  ],
  ['text without labels', 'Just\n\n  so.', { ...nothing, text: 'Just\n\n  so.' }],
  [
    'an observation that the model made up ends the turn',
    'Action: search\nAction Input: {"query":"a"}\nObservation: lies\nFinal Answer: wrong',
    { ...nothing, ...called, calls: [['search', '{"query":"a"}']] },
  ],
  [
    'two actions',
    'Action: search\nAction Input: {"query":"a"}\nAction: search\nAction Input: {"query":"b"}',
    {
      ...nothing,
      ...called,
      starts: ['search', 'search'],
      calls: [
        ['search', '{"query":"a"}'],
        ['search', '{"query":"b"}'],
      ],
    },
  ],
  [
    'bold labels and a fence',
    '**Thought:** Look.\n**Action:** `search`\n**Action Input:**\n```json\n{"query": "a"}\n```',
    { ...nothing, ...called, reasoning: 'Look.', calls: [['search', '{"query": "a"}']] },
  ],
  [
    'a bare text is the only parameter',
    'Action: search\nAction Input: "deep sea"',
    { ...nothing, ...called, calls: [['search', '{"query":"deep sea"}']] },
  ],
  [
    'an action written as a call',
    'Action: search[deep sea]',
    { ...nothing, ...called, calls: [['search', '{"query":"deep sea"}']] },
  ],
  [
    'words that begin as labels do',
    'Thoughts fly.\nActions speak.\nObservations follow.',
    { ...nothing, text: 'Thoughts fly.\nActions speak.\nObservations follow.' },
  ],
];

test.each(cases)('%s, in any chunking', (_name, written, expected) => {
  expect(read([written])).toEqual(expected);
  for (let size = 1; size <= 12; size += 1) {
    const pieces = written.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    expect(read(pieces)).toEqual(expected);
  }
});

test('thoughts come out as they arrive; only what may be a label is held', () => {
  const reader = new ReactReader([]);
  const take = (text: string): readonly ChatPart[] => reader.take({ type: 'text-delta', text });
  expect([take('Thou'), take('ght: I thi'), take('nk\nFin'), take('e.')]).toEqual([
    [],
    [{ type: 'reasoning-delta', text: 'I thi' }],
    [{ type: 'reasoning-delta', text: 'nk' }],
    [{ type: 'reasoning-delta', text: '\nFine.' }],
  ]);
});

test('a call that is cut is never finished', () => {
  expect(read(['Action: search\nAction Input: {"query": "a"'], 'length')).toEqual({
    ...nothing,
    starts: ['search'],
    finish: 'length',
  });
});
