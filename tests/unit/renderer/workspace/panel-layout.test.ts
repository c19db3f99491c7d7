import { normalizeWorkspaceModel } from 'react-resizable-panels';
import { expect, test } from 'vitest';
import {
  canvasId,
  defaultLayout,
  placeOf,
  readStoredLayout,
  sideOf,
  splitAround,
  tabsetsIn,
  targetForClosed,
  targetOn,
  writeStoredLayout,
} from '../../../../renderer/screen/panel-layout.ts';
import type { PanelLayout } from '../../../../renderer/screen/panel-layout.ts';

const panels = [
  { id: 'palette', home: 'left' },
  { id: 'inspector', home: 'right' },
  { id: 'chat', home: 'right' },
  { id: 'output', home: 'bottom-left' },
  { id: 'trace', home: 'bottom-right' },
] as const;

function layoutOf(
  listed: typeof panels | readonly (typeof panels)[number][] = panels,
): PanelLayout {
  const model = normalizeWorkspaceModel<null, null>(
    defaultLayout(listed, { width: 1440, height: 900 }),
  );
  if (model === null) throw new Error('The default layout is no layout.');
  return model;
}

function places(layout: PanelLayout): Record<string, string[]> {
  return Object.fromEntries(
    tabsetsIn(layout.root).map(({ id, tabs }) => [id, tabs.map((tab) => tab.id)]),
  );
}

test('every panel stands at its home, around the canvas', () => {
  const layout = layoutOf();
  expect(places(layout)).toEqual({
    left: ['palette'],
    canvas: ['canvas'],
    right: ['inspector', 'chat'],
    'bottom-left': ['output'],
    'bottom-right': ['trace'],
  });
  expect(tabsetsIn(layout.root).map(({ id }) => sideOf(layout, id))).toEqual([
    'left',
    undefined,
    'right',
    'bottom',
    'bottom',
  ]);
  expect(splitAround(layout, 'left')).toBe('columns');
});

test('a panel moves to those that stand on a side, or opens a place there', () => {
  const layout = layoutOf();
  expect([
    targetOn(layout, 'trace', 'right'),
    targetOn(layout, 'trace', 'bottom'),
    targetOn(layout, 'palette', 'left'),
    targetOn(layout, 'trace', 'top'),
    targetOn(layoutOf(panels.slice(0, 3)), 'chat', 'bottom'),
  ]).toEqual([
    { tabsetId: 'right', index: 2 },
    { tabsetId: 'bottom-left', index: 1 },
    { tabsetId: canvasId, region: 'left' },
    { tabsetId: canvasId, region: 'top' },
    { edge: 'bottom' },
  ]);
});

test('a closed panel opens where it stood last, else with its mates, else on its side', () => {
  const [palette, , chat] = panels;
  const noChat = layoutOf(panels.filter(({ id }) => id !== 'chat'));
  const noPalette = layoutOf(panels.filter(({ id }) => id !== 'palette'));
  expect([
    targetForClosed(noChat, chat, panels, 'bottom-right'),
    targetForClosed(noChat, chat, panels, 'gone'),
    targetForClosed(noPalette, palette, panels, undefined),
  ]).toEqual([
    { tabsetId: 'bottom-right', index: 1 },
    { tabsetId: 'right', index: 1 },
    { tabsetId: canvasId, region: 'left' },
  ]);
});

test('a stored layout comes back; panels that no longer exist, or stand twice, are left out', () => {
  const layout = layoutOf();
  const text = writeStoredLayout({ layout, known: ['palette'] });
  expect(readStoredLayout(text, panels)?.known).toEqual(['palette']);
  expect(readStoredLayout(text, panels)?.layout.root).toEqual(layout.root);
  const twice = text.replace('"id":"trace"', '"id":"output"').replace('"id":"chat"', '"id":"old"');
  const read = readStoredLayout(twice, panels);
  expect(read && places(read.layout)).toEqual({
    left: ['palette'],
    canvas: ['canvas'],
    right: ['inspector'],
    'bottom-left': ['output'],
  });
  expect(placeOf(layout, 'trace')?.id).toBe('bottom-right');
});

test('a broken store counts as none', () => {
  const layout = layoutOf();
  const text = writeStoredLayout({ layout, known: [] });
  const broken = [
    null,
    '',
    '{',
    '[]',
    '{"layout":{"version":1},"known":[]}',
    '{"layout":null,"known":[]}',
    text.replaceAll('"id":"canvas"', '"id":"output"'),
    text.replace('"known":[]', '"known":7'),
    text.replace('"version":1', '"version":2'),
  ];
  expect(broken.map((stored) => readStoredLayout(stored, panels))).toEqual(
    broken.map(() => undefined),
  );
});
