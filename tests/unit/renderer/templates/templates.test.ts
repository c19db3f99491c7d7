import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { HostFile } from '../../../../core/api/host-bridge.ts';
import { drawFlow } from '../../../../renderer/templates/draw-flow.ts';
import {
  copyTemplate,
  findTemplates,
  showTemplates,
} from '../../../../renderer/templates/shown-templates.ts';
import type { ShownTemplate } from '../../../../renderer/templates/shown-templates.ts';

const files: readonly HostFile[] = readdirSync('examples')
  .filter((name) => name.endsWith('.flow.json'))
  .map((name) => ({ name, text: readFileSync(`examples/${name}`, 'utf8'), place: `at ${name}` }));
const shown = showTemplates(files);

function template(file: string): ShownTemplate {
  const found = shown.find((each) => each.file === file);
  if (found === undefined) throw new Error(`There is no ${file}.`);
  return found;
}

test('shows files in the order of the list, and one that it does not name last', () => {
  const own = { name: 'zebra.flow.json', text: files[0]?.text ?? '' };
  const broken = { name: 'broken.flow.json', text: '{' };
  const names = showTemplates([own, broken, ...files]).map(({ file }) => file);
  expect([names[0], names.at(-1), names.length]).toEqual(['chat', 'zebra', files.length + 1]);
});

test('names the kinds from left to right', () => {
  expect(template('map').kinds).toEqual(['input', 'map', 'prompt', 'llm', 'output']);
});

test('a copy is a flow of its own, called in the language of the person', () => {
  const chat = template('chat');
  const [english, chinese] = [copyTemplate(chat, 'en'), copyTemplate(chat, 'zh-CN')];
  expect(english.id).not.toBe(chinese.id);
  expect([english, chinese]).toEqual([
    { ...chat.document, id: english.id, name: 'Chat' },
    { ...chat.document, id: chinese.id, name: '对话', description: chat.zh.sentence },
  ]);
});

test.each([
  ['weather AGENT', undefined, ['weather-agent']],
  ['天气', undefined, ['weather-agent']],
  ['', 'people', ['human-in-the-loop', 'agent-team']],
  ['simulated:retriever', undefined, ['ask-notes', 'ask-documents']],
  ['weather', 'people', []],
] as const)('finds “%s” among %s', (query, tag, expected) => {
  const found = findTemplates(shown, { query, tag }, ({ kinds }) =>
    kinds.map((kind) => `simulated:${kind}`),
  );
  expect(found.map(({ file }) => file)).toEqual(expected);
});

describe('drawFlow', () => {
  test('draws every node and wire of every template within its view', () => {
    for (const { file, document } of shown) {
      const isFrame = (id: string): boolean => /^(map|loop)$/.test(document.nodes[id]?.kind ?? '');
      const { view, nodes, frames, wires } = drawFlow(document, isFrame);
      const outside = [...nodes, ...frames].filter(
        ({ x, y, width, height }) =>
          x < view.x ||
          y < view.y ||
          x + width > view.x + view.width ||
          y + height > view.y + view.height,
      );
      expect({ file, drawn: nodes.length + frames.length, wires: wires.length, outside }).toEqual({
        file,
        drawn: Object.keys(document.nodes).length,
        wires: document.edges.length,
        outside: [],
      });
    }
  });

  test('a wire from a container to what lies in it starts at its inner ports', () => {
    const { document } = template('map');
    const { wires } = drawFlow(document, (id) => document.nodes[id]?.kind === 'map');
    const [x, , width] = document.layout['map'] ?? [];
    const starts = wires.map((wire) => Number(/^M([\d.]+) /.exec(wire)?.[1]));
    expect(starts).toContain((x ?? 0) + 92);
    expect(starts).toContain((x ?? 0) + (width ?? 0));
  });
});
