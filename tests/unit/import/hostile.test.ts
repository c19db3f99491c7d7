import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../../core/import/detect-format.ts';
import { importFlow } from '../../../core/import/import-flow.ts';
import { toErrorInfo } from '../../../core/shared/errors.ts';
import { parseFlow, stringifyFlow } from '../../../core/model/flow-file.ts';
import { fixtureText, fixtures, kinds } from './imported.ts';

function codeOf(text: string): string {
  try {
    importFlow(text, kinds);
    return 'imported';
  } catch (error) {
    return toErrorInfo(error).code;
  }
}

describe('what is no file of a builder', () => {
  test.each([
    ['nothing', '', 'not_importable'],
    ['words', 'Dear all, this is no flow.', 'not_importable'],
    ['a number', '42', 'not_importable'],
    ['broken JSON', '{ "nodes": [', 'not_importable'],
    ['broken YAML', 'app:\n  - a\n b: [', 'not_importable'],
    ['JSON of something else', '{ "name": "left-pad", "version": "1.0.0" }', 'not_importable'],
    ['an empty list', '[]', 'not_importable'],
    ['a flow of our own', '{ "format": "millrace/flow", "nodes": [] }', 'not_importable'],
    ['a Rivet project without graphs', 'version: 4\ndata:\n  graphs: {}\n', 'not_importable'],
    [
      'a Dify app without a workflow',
      'kind: app\napp: { mode: workflow }\nworkflow: { graph: {} }\n',
      'not_importable',
    ],
  ])('%s is refused', (_what, text, code) => {
    expect(codeOf(text)).toBe(code);
    expect(detectFormat('{')).toBeUndefined();
  });
});

describe('what would exhaust the program', () => {
  const levels = 100_000;
  test.each([
    ['JSON that nests deep', '{"nodes":'.repeat(levels), 'too_deep'],
    ['lists that nest deep', '['.repeat(levels), 'too_deep'],
    ['YAML that nests deep in brackets', `app: ${'['.repeat(levels)}`, 'too_deep'],
    ['a file of 100 MB', `{"x":"${'a'.repeat(100 * 1024 * 1024)}"}`, 'too_large'],
    ['YAML of 5 MB', `app: "${'a'.repeat(5 * 1024 * 1024)}"`, 'too_large'],
    [
      'more nodes than anybody draws',
      JSON.stringify({
        nodes: Array.from({ length: 20_001 }, (_, id) => ({ name: `n${id}`, type: 'x' })),
        connections: {},
      }),
      'too_large',
    ],
  ])('%s is refused in time', (_what, text, code) => {
    const startMs = performance.now();
    expect(codeOf(text)).toBe(code);
    expect(performance.now() - startMs).toBeLessThan(5000);
  });

  test('YAML that nests deep by indentation is refused', () => {
    const lines = Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`);
    expect(['too_deep', 'not_importable']).toContain(
      codeOf(`kind: app\napp:\n${lines.join('\n')}`),
    );
  });

  test('aliases that multiply are refused', () => {
    const bomb = ['kind: app', 'app: { mode: workflow }', 'a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level++) {
      const before = String.fromCodePoint(96 + level);
      const name = String.fromCodePoint(97 + level);
      bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`);
    }
    expect(codeOf(bomb.join('\n'))).toBe('not_importable');
  });

  test('thousands of nodes in a circle come through', () => {
    const count = 5000;
    const nodes = Array.from({ length: count }, (_, id) => ({
      name: `n${id}`,
      type: 'n8n-nodes-base.slack',
      position: [0, 0],
    }));
    const connections = Object.fromEntries(
      nodes.map(({ name }, id) => [
        name,
        { main: [[{ node: `n${(id + 1) % count}`, type: 'main', index: 0 }]] },
      ]),
    );
    const { flows } = importFlow(JSON.stringify({ name: 'ring', nodes, connections }), kinds);
    expect(flows[0]?.report.dropped.map(({ notes }) => notes[0]?.code)).toEqual(['cycle_cut']);
  });
});

test('keys that would change prototypes do nothing', () => {
  const text = `{ "name": "x", "nodes": [
    { "name": "__proto__", "type": "constructor", "parameters": { "__proto__": { "polluted": true } } },
    { "name": "constructor", "type": "__proto__", "parameters": {} },
    { "name": "toString", "type": "hasOwnProperty" }
  ], "connections": { "__proto__": { "main": [[{ "node": "constructor" }]] }, "constructor": { "main": [[{ "node": "toString" }]] } } }`;
  const [imported] = importFlow(text, kinds).flows;
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(parseFlow(stringifyFlow(imported!.flow)).findings).toEqual([]);
  expect(Object.keys(imported!.flow.nodes)).toHaveLength(3);
});

test('twins, empty ids and wires to nowhere cost nothing else', () => {
  const text = JSON.stringify({
    nodes: [
      { id: 'a', data: { name: 'chatOpenAI', inputs: { modelName: 'x' } } },
      { id: 'a', data: { name: 'calculator' } },
      { id: '', data: { name: 'serpAPI' } },
    ],
    edges: [
      { source: 'a', target: 'nowhere', sourceHandle: 'a-output-x-Y', targetHandle: 'n-input-z-Y' },
    ],
  });
  const [imported] = importFlow(text, kinds).flows;
  expect(Object.keys(imported!.flow.nodes)).toHaveLength(3);
  expect(imported!.report.dropped.map(({ notes }) => notes[0]?.code)).toEqual(['node_missing']);
});

describe('mutated files', () => {
  const samples = fixtures.filter((name) => name.endsWith('.json'));
  test.each(samples)('%s never does more than refuse', (name) => {
    const original = JSON.parse(fixtureText(name)) as unknown;
    for (let seed = 1; seed <= 80; seed++) {
      const random = randomFrom(seed);
      let mutant = structuredClone(original);
      for (let count = 0; count < 1 + random(6); count++) mutant = mutate(mutant, random);
      expectRefusedOrSound(JSON.stringify(mutant));
    }
  });

  test.each(fixtures.filter((name) => !name.endsWith('.json')))('%s, cut and mixed up', (name) => {
    const lines = fixtureText(name).split('\n');
    for (let seed = 1; seed <= 40; seed++) {
      const random = randomFrom(seed);
      const mixed = [...lines];
      for (let count = 0; count < 1 + random(8); count++) {
        const at = random(mixed.length);
        const kind = random(3);
        if (kind === 0) mixed.splice(at, 1 + random(3));
        else if (kind === 1) mixed[at] = (mixed[at] ?? '').replace(/:.*$/, ': [1, {a: null}]');
        else mixed[at] = (mixed[at] ?? '').replace(/:.*$/, ':');
      }
      expectRefusedOrSound(mixed.join('\n'));
    }
  });
});

function expectRefusedOrSound(text: string): void {
  try {
    for (const { flow } of importFlow(text, kinds).flows) {
      expect(parseFlow(stringifyFlow(flow)).findings).toEqual([]);
    }
  } catch (error) {
    expect(toErrorInfo(error)).toMatchObject({
      code: expect.stringMatching(/^(?:not_importable|too_large|too_deep)$/) as unknown,
    });
  }
}

/** A small generator of its own, so that a failing seed fails again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return below === 0 ? 0 : state % below;
  };
}

const strangers: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e300,
  '',
  'text',
  [],
  {},
  [[]],
  { a: 1 },
  '{{x}}',
  '={{ $json }}',
  '[1',
  NaN,
];

/** Deletes a key, swaps a type, or moves a piece, somewhere. */
function mutate(root: unknown, random: (below: number) => number): unknown {
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const holder = value as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      visit(holder[key]);
    }
  };
  visit(root);
  const place = places[random(places.length)];
  if (place === undefined) return root;
  const kind = random(4);
  if (kind === 0) delete place.holder[place.key];
  else if (kind === 1)
    place.holder[place.key] = structuredClone(strangers[random(strangers.length)]);
  else if (kind === 2) {
    const other = places[random(places.length)];
    place.holder[place.key] = structuredClone(other?.holder[other.key]);
  } else place.holder[place.key] = String(place.holder[place.key]);
  return root;
}
