import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '../../../../core/model/flow-document.ts';
import { KindRegistry } from '../../../../core/module/kind-registry.ts';
import { builtInKinds } from '../../../../core/modules/index.ts';
import { commandList } from '../../../../renderer/command-list/command-list.ts';
import { createFlow } from '../../../../renderer/document/flow-file.ts';
import { listFlowNodes } from '../../../../renderer/search/list-flow-nodes.ts';
import { listPaletteGroups } from '../../../../renderer/search/palette-entries.ts';
import type { PaletteGroup } from '../../../../renderer/search/palette-entries.ts';
import { scoreCommand } from '../../../../renderer/search/score-command.ts';
import { rankKinds } from '../../../../renderer/search/score-kind.ts';
import { rankThings, scoreThing } from '../../../../renderer/search/score-text.ts';

const kinds = new KindRegistry(builtInKinds).list();
const titleOf = (kindId: string): string => kinds.find(({ kind }) => kind === kindId)?.title ?? '';

function rank(query: string, titles: readonly string[]): readonly string[] {
  const score = (text: string): number => scoreThing(query, [{ text, weight: 1 }]);
  return rankThings(titles, score).map(({ thing }) => thing);
}

describe('titles', () => {
  test.each([
    // The whole, a start, the start of a word, a middle, never what matches far worse.
    [
      'map',
      ['Roadmap', 'A map', 'Mapping', 'Map', 'My apples', 'Loop'],
      'Map|Mapping|A map|Roadmap',
    ],
    [
      'sub flow',
      ['Flow of subs', 'Sub-flow', 'Sub', 'The sub flow'],
      'The sub flow|Sub-flow|Flow of subs',
    ],
    ['流程', ['运行流程', '流程', '节点'], '流程|运行流程'],
    ['xq', ['Quex', 'Extra queue'], ''],
  ])('%s', (query, titles, order) => {
    expect(rank(query, titles).join('|')).toBe(order);
  });
});

test('a command is found by its title, other words, its group, and in both languages', () => {
  const first = (query: string): string | undefined =>
    rankThings(commandList, (command) => scoreCommand(command, query))[0]?.thing.id;
  const wanted = {
    undo: 'edit.undo',
    save: 'file.save',
    'save as': 'file.save-as',
    dark: 'view.theme',
    clone: 'edit.duplicate',
    mute: 'edit.disable',
    hotkeys: 'help.shortcuts',
    撤销: 'edit.undo',
    快捷键: 'help.shortcuts',
    适应: 'view.fit',
    zin: 'view.zoom-in',
    msf: 'edit.make-sub-flow',
    'file open': 'file.open',
  };
  const found = Object.keys(wanted).map((query) => [query, first(query)]);
  expect(Object.fromEntries(found)).toEqual(wanted);
});

test('a kind is found by its title and synonyms in both languages', () => {
  const first = (query: string): string | undefined => rankKinds(kinds, query)[0]?.thing.kind;
  const wanted = {
    prompt: 'prompt',
    gpt: 'llm',
    branch: 'if',
    database: 'sql',
    'for each': 'map',
    条件: 'if',
    大模型: 'llm',
    javascript: 'code',
    human: 'human-input',
  };
  const found = Object.keys(wanted).map((query) => [query, first(query)]);
  expect(Object.fromEntries(found)).toEqual(wanted);
  expect(rankKinds(kinds, 'zzzz')).toEqual([]);
  expect(rankKinds(kinds, '').some(({ thing }) => thing.kind === 'placeholder')).toBe(false);
});

function makeFlow(nodes: readonly (readonly [string, string, string])[]): FlowDocument {
  return {
    ...createFlow('Test'),
    nodes: Object.fromEntries(
      nodes.map(([id, kind, title]) => [id, { kind, kindVersion: 1, title, settings: {} }]),
    ),
  };
}

describe('the palette', () => {
  const inner = makeFlow([['a', 'llm', 'Deep model']]);
  const outer = makeFlow([
    ['q', 'input', 'Question'],
    ['m', 'llm', 'Undo the harm'],
    ['s', 'sub-flow', 'Sub'],
  ]);
  const root: FlowDocument = {
    ...outer,
    nodes: {
      ...outer.nodes,
      s: { kind: 'sub-flow', kindVersion: 1, title: 'Sub', settings: { flow: inner as never } },
    },
  };
  const stock = { commands: commandList, recent: [], nodes: listFlowNodes(root), kinds, titleOf };
  const idsOf = (group: PaletteGroup): readonly string[] =>
    group.entries.map((entry) =>
      'nodeId' in entry
        ? [...entry.place.path, entry.nodeId].join('/')
        : 'kind' in entry
          ? entry.kind
          : entry.id,
    );

  test('plain text mixes all groups, that of the best match first', () => {
    expect(listPaletteGroups('undo', stock).map(({ kind }) => kind)).toEqual(['commands', 'nodes']);
    expect(listPaletteGroups('question', stock)[0]).toMatchObject({ kind: 'nodes', more: 0 });
    expect(listPaletteGroups('chat model', stock)[0]).toMatchObject({ kind: 'kinds' });
  });

  test('@ finds nodes by title, kind and id, in sub-flows as well; + finds kinds', () => {
    const find = (query: string): readonly (readonly string[])[] =>
      listPaletteGroups(query, stock).map(idsOf);
    expect([find('@'), find('@deep'), find('@chat model'), find('@q'), find('@zzz')]).toEqual([
      [['q', 'm', 's', 's/a']],
      [['s/a']],
      [['m', 's/a']],
      [['q']],
      [],
    ]);
    expect(find('+prompt')[0]?.[0]).toBe('prompt');
  });

  test('without a query all commands are there, those used lately first', () => {
    const recent = ['view.theme', 'gone', 'file.new'];
    const [latest, others] = listPaletteGroups(' ', { ...stock, recent });
    expect(latest && idsOf(latest)).toEqual(['view.theme', 'file.new']);
    expect(others?.entries.length).toBe(commandList.length - 2);
    const again = listPaletteGroups('new', { ...stock, recent: ['file.new-from-template'] });
    expect(again[0] && idsOf(again[0]).slice(0, 2)).toEqual(['file.new-from-template', 'file.new']);
  });

  test('5,000 nodes are ranked well within a frame or two', () => {
    const many = makeFlow(
      Array.from({ length: 5_000 }, (_, at) => [`n${at}`, 'llm', `Model number ${at}`] as const),
    );
    const nodes = listFlowNodes(many);
    const startMs = performance.now();
    const groups = listPaletteGroups('mod 4711', { ...stock, nodes });
    expect(performance.now() - startMs).toBeLessThan(500);
    expect(groups[0] && idsOf(groups[0])[0]).toBe('n4711');
    expect(groups[0]?.entries.length).toBeLessThan(50);
  });
});
