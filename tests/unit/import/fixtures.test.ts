import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../../core/import/detect-format.ts';
import { parseFlow, stringifyFlow } from '../../../core/model/flow-file.ts';
import { importFlow } from '../../../core/import/import-flow.ts';
import { errorsOf, fixtureText, fixtures, importFixture, kinds } from './imported.ts';

const formatOf: Readonly<Record<string, RegExp>> = {
  dify: /^dify$/,
  flowise: /^flowise-(?:agentflow|chatflow)$/,
  langflow: /^langflow$/,
  n8n: /^n8n$/,
  rivet: /^rivet$/,
};

// What the fixtures hold, and no flow may.
const planted = [
  'crm-not-a-real-token-000',
  'key-that-nobody-should-see-1234567890',
  'seedshop-0123456789abcdef',
  'abcdefghijklmnop1234567890',
  'sk-notAKeyButShapedLikeOne0000000000',
  'zyxwvutsrqponm9876543210',
  'sk-ant-thisIsNotARealKey000000000000',
  'AstraCS:notARealToken:0123456789abcdef',
];

test('there are at least three files of each builder', () => {
  const counts = Object.keys(formatOf).map(
    (builder) => fixtures.filter((name) => name.startsWith(`${builder}/`)).length,
  );
  expect(counts.every((count) => count >= 3)).toBe(true);
});

describe.each(fixtures)('%s', (name) => {
  test('is recognised', () => {
    expect(detectFormat(fixtureText(name))).toMatch(formatOf[name.split('/')[0] ?? ''] ?? /$^/);
  });

  test('becomes flows that open as they were saved, without a faulty node or wire', () => {
    for (const { flow } of importFixture(name).flows) {
      const text = stringifyFlow(flow);
      const { document, findings } = parseFlow(text);
      expect(findings).toEqual([]);
      expect(document === undefined ? '' : stringifyFlow(document)).toBe(text);
      // Rivet’s “if” has no condition in the file itself.
      expect(errorsOf(flow)).toEqual(flow.name === 'Main' ? ['input_missing keep'] : []);
    }
  });

  test('says of every node what became of it, once, and names only nodes that are there', () => {
    for (const { flow, report } of importFixture(name).flows) {
      const { mapped, approximated, placeholders, dropped } = report;
      const entries = [...mapped, ...approximated, ...placeholders];
      const ids = entries.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const named = entries.flatMap(({ nodeIds }) => nodeIds).toSorted();
      expect(named).toEqual(Object.keys(flow.nodes).toSorted());
      for (const { why } of [...approximated, ...placeholders, ...dropped])
        expect(why).not.toBe('');
      expect(Object.keys(flow.layout).toSorted()).toEqual(named);
    }
  });

  test('brings no secret along', () => {
    const text = JSON.stringify(importFixture(name));
    expect(planted.filter((secret) => text.includes(secret))).toEqual([]);
  });

  test('leaves unknown kinds as placeholders with their settings where a host has none', () => {
    const few = {
      ids: () => ['placeholder'],
      find: (kind: string) => (kind === 'placeholder' ? kinds.find(kind) : undefined),
    };
    for (const { flow, report } of importFlow(fixtureText(name), few).flows) {
      const left = Object.values(flow.nodes).map(({ kind }) => kind);
      expect(new Set(left)).toEqual(new Set(['placeholder']));
      expect(report.mapped.filter(({ nodeIds }) => nodeIds.length > 0)).toEqual([]);
    }
  });
});
