import { expect, test } from 'vitest';
import { readStored, writeStored } from '../../../../renderer/chat/conversation-store.ts';
import type { ChatTurn } from '../../../../renderer/chat/conversation-store.ts';
import { GrowingText } from '../../../../renderer/chat/growing-text.ts';
import { writeHistory } from '../../../../renderer/chat/write-history.ts';

function turn(message: string, answer: string, state: 'done' | 'failed' = 'done'): ChatTurn {
  return {
    id: message,
    message,
    runId: `run-${message}`,
    parts: [
      { kind: 'text', isAnswer: false, speaker: 'Draft', text: new GrowingText('draft') },
      { kind: 'call', name: 'look', arguments: '{}', result: { text: 'found', isError: false } },
      { kind: 'text', isAnswer: true, speaker: 'Model', text: new GrowingText(answer) },
    ],
    outcome: { state, tokens: 3 },
  };
}

test('later turns are told what was said and answered, not what failed or was said on the way', () => {
  expect(writeHistory([turn('Hi', 'Hello.'), turn('Why?', 'Broken', 'failed')])).toEqual([
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Hello.' },
  ]);
});

test('a conversation comes back as it was stored', () => {
  const turns = [turn('Hi', 'Hello.'), { ...turn('More', ''), outcome: undefined, parts: [] }];
  expect(readStored(writeStored(turns, 10_000))).toEqual(turns);
});

test('where the store is too small, the oldest turns are dropped', () => {
  const turns = ['a', 'b', 'c'].map((message) => turn(message, 'x'.repeat(1000)));
  const kept = readStored(writeStored(turns, 3000));
  expect(kept.map(({ message }) => message)).toEqual(['b', 'c']);
  expect(writeStored(turns, 100)).toBe('[]');
});

test('a broken store counts as none', () => {
  const odd = '[{"id":"a","message":"b","parts":[{"kind":"text","isAnswer":true,"text":3}]}]';
  expect(['{', 'null', '[{"parts":3}]', odd].map(readStored)).toEqual([[], [], [], []]);
});
