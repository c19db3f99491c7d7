import { expect, test } from 'vitest';
import type { FlowDocument } from '../../../../core/model/flow-document.ts';
import { KindRegistry } from '../../../../core/module/kind-registry.ts';
import { builtInKinds } from '../../../../core/modules/index.ts';
import { readChatFlow } from '../../../../renderer/document/read-chat-flow.ts';
import { createFlow } from '../../../../renderer/document/flow-file.ts';
import { runInputFields } from '../../../../renderer/run/run-input-store.ts';

const kinds = new KindRegistry(builtInKinds).list();

function flowOf(
  nodes: Readonly<Record<string, readonly [kind: string, type?: string]>>,
  ...wires: readonly string[]
): FlowDocument {
  return {
    ...createFlow('Talk'),
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, [kind, type]]) => [
        id,
        { kind, kindVersion: 1, title: id, settings: type === undefined ? {} : { type } },
      ]),
    ),
    edges: wires.map((wire) => {
      const [from = '', to = ''] = wire.split(' -> ');
      return { from, to };
    }),
  };
}

test('a chat takes messages, and offers a place for the earlier ones', () => {
  const flow = flowOf(
    { question: ['input'], model: ['llm'], answer: ['output'] },
    'question.value -> model.prompt',
    'model.text -> answer.value',
  );
  expect(readChatFlow(flow, kinds)).toEqual({
    messageNodeId: 'question',
    historyNodeId: undefined,
    freeHistoryPort: 'model.messages',
    speakerIds: new Set(['model']),
  });
});

test('an input that leads to chat messages alone takes the earlier ones, and is none to type into', () => {
  const flow = flowOf(
    { earlier: ['input', 'json'], question: ['input'], model: ['agent'], answer: ['output'] },
    'question.value -> model.prompt',
    'earlier.value -> model.messages',
    'model.text -> answer.value',
  );
  expect(readChatFlow(flow, kinds)).toEqual({
    messageNodeId: 'question',
    historyNodeId: 'earlier',
    freeHistoryPort: undefined,
    speakerIds: new Set(['model']),
  });
  expect(runInputFields(flow, kinds, {}).map(({ nodeId }) => nodeId)).toEqual(['question']);
});

test('of several models, those answer that lead to the output without another in between', () => {
  const flow = flowOf(
    { a: ['input'], draft: ['llm'], check: ['llm'], frame: ['prompt'], answer: ['output'] },
    'a.value -> draft.prompt',
    'draft.text -> check.prompt',
    'check.text -> frame.text',
    'frame.text -> answer.value',
  );
  expect(readChatFlow(flow, kinds).speakerIds).toEqual(new Set(['check']));
});

test('a flow without text input cannot be talked with', () => {
  const none = flowOf({ model: ['llm'] });
  const number = flowOf({ count: ['input', 'number'] });
  expect([none, number].map((flow) => readChatFlow(flow, kinds).messageNodeId)).toEqual([
    undefined,
    undefined,
  ]);
});
