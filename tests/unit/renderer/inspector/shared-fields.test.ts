import { describe, expect, test } from 'vitest';
import { describeKind } from '../../../../core/module/describe-kind.ts';
import { builtInKinds } from '../../../../core/modules/index.ts';
import type { KindDescriptor } from '../../../../core/model/kind-descriptor.ts';
import { addNode } from '../../../../renderer/document/flow-edits.ts';
import { createFlow } from '../../../../renderer/document/flow-file.ts';
import { setSettings } from '../../../../renderer/document/setting-edits.ts';
import { listModels } from '../../../../renderer/inspector/list-models.ts';
import {
  findFields,
  listSharedFields,
  readShared,
  resetShared,
} from '../../../../renderer/inspector/shared-fields.ts';
import { stepNumber } from '../../../../renderer/inspector/step-number.ts';
import { filterOptions } from '../../../../renderer/ui/filter-options.ts';

const kinds = builtInKinds.map((kind) => describeKind(kind));
const kindOf = (id: string): KindDescriptor => {
  const kind = kinds.find((known) => known.kind === id);
  if (kind === undefined) throw new Error(`There is no kind ${id}.`);
  return kind;
};

describe('settings of several nodes', () => {
  const [llm, agent] = [kindOf('llm'), kindOf('agent')];
  let flow = createFlow('Several');
  flow = addNode(flow, 'a', llm, { title: 'A', at: { x: 0, y: 0 } });
  flow = addNode(flow, 'b', agent, { title: 'B', at: { x: 0, y: 0 } });
  const membersOf = (document: typeof flow) =>
    [
      { nodeId: 'a', kind: llm },
      { nodeId: 'b', kind: agent },
    ].flatMap(({ nodeId, kind }) => {
      const node = document.nodes[nodeId];
      return node === undefined ? [] : [{ nodeId, node, kind }];
    });

  test('are the fields that all kinds have alike; nodes of one kind share them all', () => {
    const shared = listSharedFields([llm, agent]).map(({ key }) => key);
    expect(shared).toEqual(expect.arrayContaining(['connection', 'model', 'timeoutMs', 'retries']));
    expect(shared).not.toContain('strategy');
    expect(listSharedFields([llm, llm])).toEqual(llm.fields);
    expect(listSharedFields([])).toEqual([]);
  });

  test('tell whether they differ and whether they are changed, and go back to each kind’s own', () => {
    const first = setSettings(flow, ['a'], 'retries', 3);
    const both = setSettings(first, ['a', 'b'], 'retries', 3);
    expect([
      readShared(membersOf(flow), 'retries'),
      readShared(membersOf(first), 'retries'),
      readShared(membersOf(both), 'retries'),
      readShared(membersOf(resetShared(both, membersOf(both), 'retries')), 'retries'),
    ]).toEqual([
      { value: 0, isMixed: false, isChanged: false },
      { value: 3, isMixed: true, isChanged: true },
      { value: 3, isMixed: false, isChanged: true },
      { value: 0, isMixed: false, isChanged: false },
    ]);
  });

  test('are found by their words in the interface’s language, by their key and by their help', () => {
    const words = (english: string): string => (english === 'Retries' ? '重试' : english);
    const found = (query: string): readonly string[] =>
      findFields(llm.fields, query, words).map(({ key }) => key);
    expect([found('重试'), found('retr'), found('no limit'), found('nothing of that')]).toEqual([
      ['retries'],
      expect.arrayContaining(['retries']),
      expect.arrayContaining(['timeoutMs']),
      [],
    ]);
  });
});

test('a number goes by its field’s steps, within its range and without binary dust', () => {
  const by = { step: 0.1, min: 0, max: 2 };
  expect([
    stepNumber(0.2, 1, by),
    stepNumber(0.3, -1, by),
    stepNumber(1.95, 10, by),
    stepNumber(undefined, 1, { min: 5 }),
    stepNumber(10_500, 1, { step: 1000 }),
  ]).toEqual([0.3, 0.2, 2, 6, 12_000]);
});

test('models are listed with context and price where they are known', () => {
  const prices = {
    'big*': { inputPerMillion: 1, outputPerMillion: 2 },
    'big-new': { inputPerMillion: 3, outputPerMillion: 4 },
  };
  const settings = { id: 'own', prices };
  const listed = [{ id: 'big-new', contextTokens: 128_000 }, { id: 'small' }];
  const words = {
    context: (tokens: string) => tokens,
    price: (input: number, output: number) => `$${input}/$${output}`,
  };
  expect(listModels({ models: ['big-old'], settings }, listed, words)).toEqual([
    { value: 'big-old', label: 'big-old', note: '$1/$2' },
    { value: 'big-new', label: 'big-new', note: '128k · $3/$4' },
    { value: 'small', label: 'small' },
  ]);
});

test('a long list is searched by every word, with what begins so first', () => {
  const options = ['chat-mini', 'mini-chat', 'large'].map((value) => ({ value, label: value }));
  const found = (query: string) => filterOptions(options, query).map(({ value }) => value);
  expect([found('mini'), found('mini chat'), found('x'), found('').length]).toEqual([
    ['mini-chat', 'chat-mini'],
    ['mini-chat', 'chat-mini'],
    [],
    3,
  ]);
});
