import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseFlow, stringifyFlow } from '../../../core/model/flow-file.ts';
import { validateFlow } from '../../../core/model/validate-flow.ts';
import { builtInKinds } from '../../../core/modules/index.ts';
import { FlowLibrary } from '../../../core/engine/flow-library.ts';
import { settingsFacts } from '../../../core/engine/settings-facts.ts';
import { nodeFlowFiles } from '../../../core/node/host/flow-files.ts';
import { shippedFormats } from '../../../core/stream/formats/raw-formats.ts';
import { KindRegistry } from '../../../core/module/kind-registry.ts';
import { checkFlow } from '../../../core/engine/check-flow.ts';

const kinds = new KindRegistry(builtInKinds, settingsFacts(shippedFormats));
const examples = readdirSync('examples').filter((name) => name.endsWith('.flow.json'));

const base = {
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'f',
  name: 'F',
  description: '',
  nodes: {} as Record<string, unknown>,
  edges: [] as unknown[],
  layout: {},
};
const node = (
  kind: string,
  settings: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): Record<string, unknown> => ({
  kind,
  kindVersion: 1,
  title: `My ${kind}`,
  settings,
  ...more,
});

function codes(document: unknown): string[] {
  return checkFlow(JSON.stringify(document), kinds).findings.map((finding) => finding.code);
}

describe('parseFlow', () => {
  test.each(examples)('%s is valid and comes out byte for byte as it went in', (name) => {
    const text = readFileSync(`examples/${name}`, 'utf8');
    const { document, findings } = parseFlow(text);
    expect(findings).toEqual([]);
    if (!document) throw new Error('no document');
    const file = `examples/${name}`;
    const atFile = new FlowLibrary(nodeFlowFiles).kindsAt(kinds, { file, rootFile: file });
    expect(validateFlow(document, atFile)).toEqual([]);
    expect(stringifyFlow(document)).toBe(text);
  });

  test('the weather example carries the two tools that are tested on their own', () => {
    const { nodes } = JSON.parse(readFileSync('examples/weather-agent.flow.json', 'utf8')) as {
      nodes: Record<string, { title: string; settings: { code?: string } }>;
    };
    const codes = Object.values(nodes).filter((each) => each.settings.code !== undefined);
    expect(codes.map((each) => each.title).toSorted()).toEqual([
      'get_current_weather',
      'get_n_day_weather_forecast',
    ]);
    for (const { title, settings } of codes)
      expect(settings.code).toBe(readFileSync(`tests/fixtures/tools/${title}.js`, 'utf8'));
  });

  test('keeps unknown kinds, fields and settings through open and save', () => {
    const strange = {
      ...base,
      nodes: { a: node('from-the-future', { knob: { deep: [1, null] } }, { sparkle: true }) },
      edges: [{ from: 'a.x', to: 'b.y', colour: 'red' }],
      plugin: { any: 'thing' },
    };
    const { document } = parseFlow(JSON.stringify(strange));
    expect(JSON.parse(stringifyFlow(document as never))).toEqual(strange);
  });

  test.each([
    ['', 'not_json', 1, 1],
    ['{\n  "format": }', 'not_json', 2, 13],
    ['[]', 'not_a_flow', 1, 1],
    ['{"format":"other"}', 'not_a_flow', 1, 11],
    ['null', 'not_a_flow', 1, 1],
    ['\u0000\u0001binary', 'not_json', 1, 1],
  ])('garbage %j is one finding with its place', (text, code, line, column) => {
    const { document, findings } = parseFlow(text);
    expect(document).toBeUndefined();
    expect(
      findings.map((finding) => [finding.code, finding.place.line, finding.place.column]),
    ).toEqual([[code, line, column]]);
  });

  test('a hostile nesting is refused, not recursed into', () => {
    const { findings } = parseFlow('['.repeat(5_000_000));
    expect(findings.map((finding) => finding.code)).toEqual(['too_deep']);
  });

  test('reports every wrong field together, each where it stands', () => {
    const text = JSON.stringify(
      {
        ...base,
        name: 7,
        nodes: { a: { ...node('llm'), title: 3 } },
        edges: [{ from: 'nodot', to: 'a.b' }],
      },
      null,
      2,
    );
    const { findings } = parseFlow(text);
    expect(findings.map((finding) => finding.place.path.join('.'))).toEqual([
      'name',
      'nodes.a.title',
      'edges.0.from',
    ]);
    const lines = text.split('\n');
    for (const { place } of findings) {
      const key = String(place.path.at(-1));
      expect(lines[(place.line ?? 0) - 1]).toContain(`"${key}"`);
    }
  });

  test('a newer format is opened to look at', () => {
    const { document, findings, readOnly } = parseFlow(
      JSON.stringify({ ...base, formatVersion: 2 }),
    );
    expect([document !== undefined, readOnly, findings.map((finding) => finding.code)]).toEqual([
      true,
      true,
      ['newer_format_version'],
    ]);
  });
});

describe('validateFlow', () => {
  test('finds everything at once: kinds, settings, wires, missing inputs, cycles', () => {
    const document = {
      ...base,
      nodes: {
        a: node('nope'),
        b: node('llm', { temperature: 9, rawFormat: 'klingon', extra: 1 }),
        c: node('output'),
        d: node('prompt', { template: '{{x}}' }),
        e: node('prompt', { template: '{{y}}' }),
        f: node('agent', {}, { kindVersion: 9, parent: 'gone' }),
        g: node('input'),
      },
      edges: [
        { from: 'd.text', to: 'e.y' },
        { from: 'e.text', to: 'd.x' },
        { from: 'ghost.out', to: 'b.prompt' },
        { from: 'g.value', to: 'b.nope' },
        { from: 'g.value', to: 'b.tools' },
        { from: 'g.value', to: 'f.prompt' },
        { from: 'd.text', to: 'f.prompt' },
        { from: 'a.any', to: 'a.any' },
        { from: 'a.any', to: 'a.any' },
      ],
    };
    expect(codes(document)).toEqual([
      'unknown_kind',
      'invalid_setting',
      'newer_kind_version',
      'unknown_parent',
      'unknown_node',
      'unknown_port',
      'type_mismatch',
      'input_taken',
      'duplicate_edge',
      'input_missing',
      'cycle',
      'cycle',
    ]);
  });

  test('a time limit that no timer can keep is an error', () => {
    const document = { ...base, nodes: { a: node('tool', { timeoutMs: 2 ** 31 }) } };
    const longest = { ...base, nodes: { a: node('tool', { timeoutMs: 2 ** 31 - 1 }) } };
    expect([codes(document), codes(longest)]).toEqual([['invalid_setting'], []]);
  });

  test('unknown settings are warnings, an unknown raw format an error', () => {
    const found = checkFlow(
      JSON.stringify({ ...base, nodes: { b: node('llm', { rawFormat: 'klingon', extra: 1 }) } }),
      kinds,
    ).findings;
    expect(found.map(({ severity, code, place }) => [severity, code, place.path.at(-1)])).toEqual([
      ['warning', 'unknown_setting', 'extra'],
      ['error', 'unknown_raw_format', 'rawFormat'],
    ]);
  });

  test('names the nodes of a cycle', () => {
    const document = {
      ...base,
      nodes: {
        d: node('prompt', { template: '{{x}}' }, { title: 'Day' }),
        e: node('prompt', { template: '{{x}}' }, { title: 'Night' }),
      },
      edges: [
        { from: 'd.text', to: 'e.x' },
        { from: 'e.text', to: 'd.x' },
      ],
    };
    const messages = checkFlow(JSON.stringify(document), kinds).findings.map(
      (finding) => finding.message,
    );
    expect(messages).toEqual(['These nodes wait for each other: Day → Night → Day.']);
  });

  test('many wires out of one node cost linear time', () => {
    const document = {
      ...base,
      nodes: { a: node('input'), b: node('output') },
      edges: Array.from({ length: 50_000 }, () => ({ from: 'a.value', to: 'b.value' })),
    };
    const startedAt = performance.now();
    expect(codes(document)).toHaveLength(49_999);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  test('keys that would be lost are errors, where they stand', () => {
    const node = '{"kind":"input","kindVersion":1,"title":"A","settings":{}}';
    const text = `{"format":"millrace/flow","formatVersion":1,"id":"f","name":"F","description":"",
"edges":[],"layout":{},"nodes":{
"a":${node},
"a":${node},
"__proto__":${node}}}`;
    const found = parseFlow(text).findings.map(({ code, place }) => [code, place]);
    expect(found).toEqual([
      ['duplicate_key', { path: ['nodes', 'a'], nodeId: 'a', line: 4, column: 1 }],
      ['reserved_key', { path: ['nodes', '__proto__'], nodeId: '__proto__', line: 5, column: 1 }],
    ]);
  });

  test('a prototype name is a node like any other', () => {
    const text = JSON.stringify({
      ...base,
      nodes: { constructor: node('input') },
      edges: [{ from: 'toString.value', to: 'constructor.x' }],
    });
    expect(codes(JSON.parse(text))).toEqual(['unknown_node', 'unknown_port']);
  });

  test('only a container can hold other nodes', () => {
    const inside = (parent: string): string[] =>
      codes({ ...base, nodes: { a: node('input', {}, { parent }), b: node('input') } });
    expect([inside('b'), inside('a'), inside('gone')]).toEqual([
      ['not_a_container'],
      ['not_a_container'],
      ['unknown_parent'],
    ]);
  });
});
