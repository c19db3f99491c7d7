import { expect, test } from 'vitest';
import { parseClientMessage } from '../../../core/api/message-schema.ts';
import { findKeyShapes } from '../../../core/model/find-key-shapes.ts';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import { listReaches } from '../../../core/engine/list-reaches.ts';
import { KindRegistry } from '../../../core/module/kind-registry.ts';
import { builtInKinds } from '../../../core/modules/index.ts';
import { testEngine } from '../../harness/test-engine.ts';

function flowWith(settings: object, kind = 'prompt'): FlowDocument {
  return {
    format: 'millrace/flow',
    formatVersion: 1,
    id: 'f',
    name: 'F',
    description: '',
    nodes: { a: { kind, kindVersion: 1, title: 'A', settings: settings as never } },
    edges: [],
    layout: {},
  };
}

test.each([
  ['100,000 brackets', '['.repeat(100_000), 'too_deep'],
  ['100 MB', `"${'x'.repeat(100 * 1024 * 1024)}"`, 'too_large'],
  ['keys that nest', '{"a":'.repeat(50_000), 'too_deep'],
])('a file of %s is refused at once, with a reason', (_name, text, code) => {
  const engine = testEngine();
  const startedMs = performance.now();
  const { document, findings } = engine.check(text);
  expect({ document, codes: findings.map((finding) => finding.code) }).toEqual({
    document: undefined,
    codes: [code],
  });
  expect(performance.now() - startedMs).toBeLessThan(2000);
});

test('a flow with a million keys is read, and its check ends', () => {
  const engine = testEngine();
  const many = Object.fromEntries(
    Array.from({ length: 1_000_000 }, (_, index) => [`k${index}`, 0]),
  );
  const startedMs = performance.now();
  const { findings } = engine.check(JSON.stringify(flowWith({ many })));
  expect(findings).toContainEqual(expect.objectContaining({ code: 'unknown_setting' }));
  expect(performance.now() - startedMs).toBeLessThan(15_000);
});

test('names that mean something to JavaScript mean nothing in a flow', () => {
  const engine = testEngine();
  const text =
    '{"format":"millrace/flow","formatVersion":1,"id":"f","name":"F","description":"","nodes":{"__proto__":{"kind":"prompt","kindVersion":1,"title":"P","settings":{"polluted":true}},"constructor":{"kind":"toString","kindVersion":1,"title":"T","settings":{}}},"edges":[],"layout":{}}';
  const { findings } = engine.check(text);
  expect(findings.some(({ severity }) => severity === 'error')).toBe(true);
  expect([({} as { polluted?: boolean }).polluted, 'polluted' in Object.prototype]).toEqual([
    undefined,
    false,
  ]);
});

test('a message that nests without end is refused, and the engine lives on', () => {
  let deep: unknown = 0;
  for (let level = 0; level < 200_000; level += 1) deep = [deep];
  const parsed = parseClientMessage({
    type: 'command',
    id: 1,
    name: 'formats.check',
    params: { json: deep },
  });
  expect(parsed).toMatchObject({ ok: false, id: 1, reason: expect.stringContaining('too deeply') });
});

test('settings that nest as deep as a file may are searched for secrets and keys', () => {
  let deep: object = { $secret: 'DEEP_KEY' };
  for (let level = 0; level < 200; level += 1) deep = { deep };
  const document = flowWith({ deep }, 'http');
  expect(listReaches(document, new KindRegistry(builtInKinds))).toContainEqual(
    expect.objectContaining({ what: 'secret', name: 'DEEP_KEY' }),
  );
});

test.each([
  ['sk-proj-abcdefghijklmnop1234', 'sk-pro…'],
  [`ghp_${'a1'.repeat(18)}`, 'ghp_a1…'],
  ['AKIAIOSFODNN7EXAMPLE', 'AKIAIO…'],
  [`Bearer ${'abc123'.repeat(5)}`, 'Bearer…'],
  ['-----BEGIN RSA PRIVATE KEY-----', '-----B…'],
])('%s is found with its place, and only its beginning is said', (key, shown) => {
  const document = flowWith({ headers: { list: ['plain', `Key: ${key}`] } });
  expect(findKeyShapes(document)).toEqual([
    { path: ['nodes', 'a', 'settings', 'headers', 'list', 1], nodeId: 'a', title: 'A', shown },
  ]);
});

test('ordinary words are no keys', () => {
  const words = [
    'ask-me-anything',
    'sk-short',
    'risk-assessment-of-the-year',
    'Bearer of news',
    '',
  ];
  expect(findKeyShapes(flowWith({ words }))).toEqual([]);
});
