import { expect, test } from 'vitest';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import { KindRegistry } from '../../../core/module/kind-registry.ts';
import { builtInKinds } from '../../../core/modules/index.ts';
import { createFlow } from '../../../renderer/document/flow-file.ts';
import { disableNodes } from '../../../renderer/document/flow-edits.ts';
import { runInputFields } from '../../../renderer/run/run-input-store.ts';

const kinds = new KindRegistry(builtInKinds).list();
const node = (kind: string, title: string, preset = ''): FlowDocument['nodes'][string] => ({
  kind,
  kindVersion: 1,
  title,
  settings: { default: preset },
});
const flow: FlowDocument = {
  ...createFlow('Asks'),
  nodes: { a: node('input', 'Question', 'Why?'), b: node('input', 'Tone'), c: node('llm', 'M') },
};

test('the kinds say which nodes take the input of a run and which hand out its result', () => {
  expect(kinds.flatMap(({ kind, role }) => (role === undefined ? [] : [[kind, role]]))).toEqual([
    ['input', 'run-input'],
    ['output', 'run-output'],
  ]);
});

test('each enabled input node has a field with what was typed, else its default', () => {
  const tone = { nodeId: 'b', title: 'Tone', value: 'calm' };
  expect(runInputFields(flow, kinds, { b: 'calm' })).toEqual([
    { nodeId: 'a', title: 'Question', value: 'Why?' },
    tone,
  ]);
  const off = disableNodes(flow, ['a'], true);
  expect(runInputFields(off, kinds, { b: 'calm' })).toEqual([tone]);
  expect(disableNodes(off, ['a'], false)).toEqual(flow);
  expect(disableNodes(flow, ['a'], false)).toBe(flow);
});
