import { expect, test } from 'vitest';
import type { FlowDocument } from '../../../../core/model/flow-document.ts';
import { validateFlow } from '../../../../core/model/validate-flow.ts';
import { KindRegistry } from '../../../../core/module/kind-registry.ts';
import { builtInKinds } from '../../../../core/modules/index.ts';
import { createFlow } from '../../../../renderer/document/flow-file.ts';
import { readFinding } from '../../../../renderer/problems/finding-patterns.ts';

test('what the engine says can be taken apart for other languages', () => {
  const node = (kind: string, settings = {}) => ({ kind, kindVersion: 1, title: kind, settings });
  const flow: FlowDocument = {
    ...createFlow('Wrong in many ways'),
    nodes: {
      a: node('llm', { max_tokens: 5 }),
      b: node('output'),
      c: { ...node('input'), kindVersion: 9 },
      d: node('oddity'),
      e: node('placeholder', { builder: 'n8n', originalType: 'slack' }),
      f: node('delay', { retries: -1 }),
      g: node('delay'),
      h: node('delay'),
    },
    edges: [
      { from: 'c.value', to: 'a.nowhere' },
      { from: 'c.value', to: 'a.messages' },
      { from: 'gone.text', to: 'a.prompt' },
      { from: 'g.value', to: 'h.value' },
      { from: 'g.value', to: 'h.value' },
      { from: 'h.value', to: 'g.value' },
    ],
  };
  const read = validateFlow(flow, new KindRegistry(builtInKinds)).map(
    (finding) => readFinding(finding) ?? finding.code,
  );
  const said = read.map((each) => (typeof each === 'string' ? each : [each.code, each.values]));
  expect(said).toEqual(
    expect.arrayContaining([
      ['unknown_setting', { kind: 'Chat model', key: 'max_tokens' }],
      ['input_missing', { port: 'Value' }],
      ['newer_kind_version', { version: '9', known: '1' }],
      ['unknown_kind', { kind: 'oddity' }],
      ['placeholder', { what: 'the n8n node “slack”' }],
      ['invalid_setting', { key: 'retries', reason: expect.any(String) as string }],
      ['unknown_port', { title: 'llm', port: 'nowhere' }],
      ['unknown_node', { title: 'gone' }],
      ['type_mismatch', {}],
      ['duplicate_edge', {}],
      ['cycle', { names: 'delay → delay → delay' }],
    ]),
  );
  expect(read.filter((each) => typeof each === 'string')).toEqual([]);
});
