import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseFlow, stringifyFlow } from '../../../core/model/flow-file.ts';
import { readFragment, writeFragment } from '../../../renderer/commands/fragment-text.ts';
import { showDocument, useDocumentStore } from '../../../renderer/document/document-store.ts';
import { copyNodes } from '../../../renderer/document/flow-edits.ts';
import { createFlow, flowFileName } from '../../../renderer/document/flow-file.ts';

const exampleText = readFileSync(
  new URL('../../../examples/weather-agent.flow.json', import.meta.url),
  'utf8',
);

describe('files', () => {
  test('what is exported opens as the same document, unknown kinds and fields included', () => {
    const strange = {
      ...createFlow('Strange'),
      later: { anything: [1, null] },
      nodes: {
        x: { kind: 'from-the-future', kindVersion: 9, title: 'X', settings: {}, extra: true },
      },
      edges: [{ from: 'x.out', to: 'x.in', note: 'kept' }],
      layout: { x: [1, 2, 3, 4] as [number, number, number, number] },
    };
    const { document } = parseFlow(stringifyFlow(strange));
    expect(document).toEqual(strange);
    expect(stringifyFlow(document ?? createFlow('none'))).toBe(stringifyFlow(strange));
  });

  test('an example passes through the store unchanged', () => {
    const document = parseFlow(exampleText).document ?? createFlow('none');
    showDocument(document, { file: { name: 'w.flow.json' }, readOnly: false });
    const written = stringifyFlow(useDocumentStore.getState().document);
    expect(JSON.parse(written)).toEqual(JSON.parse(exampleText));
    expect(stringifyFlow(parseFlow(written).document ?? createFlow('none'))).toBe(written);
  });

  test('copied nodes come back from the clipboard’s text; other text does not', () => {
    const { document } = parseFlow(exampleText);
    const flow = document ?? createFlow('none');
    const fragment = copyNodes(flow, Object.keys(flow.nodes));
    expect(readFragment(writeFragment(fragment))).toEqual({ fragment });
    expect([
      readFragment('hello'),
      readFragment('{"format":"millrace/nodes","nodes":{"a":{}}}'),
      readFragment('millrace/nodes but no JSON'),
    ]).toEqual([undefined, { refusal: 'unreadable' }, undefined]);
  });

  test('file names follow the flow’s name', () => {
    expect(['Weather agent!', '  天气 助手 ', '///'].map(flowFileName)).toEqual([
      'weather-agent.flow.json',
      '天气-助手.flow.json',
      'untitled.flow.json',
    ]);
  });
});
