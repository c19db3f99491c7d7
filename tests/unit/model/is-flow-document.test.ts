import { expect, test } from 'vitest';
import { flowDocumentSchema } from '../../../core/model/flow-document.ts';
import { isFlowDocument } from '../../../core/model/is-flow-document.ts';
import { parseFlow } from '../../../core/model/flow-file.ts';

const whole = {
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'f',
  name: 'F',
  description: '',
  nodes: {
    a: {
      kind: 'input',
      kindVersion: 1,
      title: 'A',
      settings: { deep: [1, { x: null }] },
      extra: 1,
    },
    b: { kind: 'output', kindVersion: 2, title: '', settings: {}, parent: 'a', disabled: false },
  },
  edges: [{ from: 'a.value', to: 'b.value', colour: 'red' }],
  layout: { a: [1, 2], b: [1, 2, 3, 4] },
  plugin: {},
};

/** Every document that has one value of the whole one replaced by another, or has it removed. */
function* mutations(): Generator {
  const strange = [undefined, null, true, 0, 1.5, -1, 2 ** 60, '', 'x', 'a b', 'a.b', [], [1], {}];
  const places = [
    ...Object.keys(whole).map((key) => [key]),
    ...Object.keys(whole.nodes.b).map((key) => ['nodes', 'b', key]),
    ['nodes', 'b'],
    ['nodes', 'with space'],
    ['nodes', 'with.dot'],
    ['edges', '0'],
    ['edges', '0', 'from'],
    ['edges', '0', 'to'],
    ['layout', 'a'],
    ['layout', 'a', '0'],
  ];
  for (const place of places) {
    for (const value of strange) {
      const copy = structuredClone(whole) as unknown as Record<string, never>;
      const last = place.at(-1) ?? '';
      const target = place.slice(0, -1).reduce((at, key) => at[key] as never, copy);
      if (value === undefined) delete target[last];
      else target[last] = value as never;
      // As JSON has it: no holes in lists.
      yield JSON.parse(JSON.stringify(copy));
    }
  }
}

test('the quick look at a document says what its schema says', () => {
  const all = [whole, null, [], 'text', ...mutations()];
  const different = all.filter(
    (value) => isFlowDocument(value) !== flowDocumentSchema.safeParse(value).success,
  );
  expect([all.length > 300, different]).toEqual([true, []]);
});

test.each([
  ['{"a": "x:y\\"z", "a": 1}', ['duplicate_key']],
  ['{"__proto__": {}}', ['reserved_key']],
  ['{"\\u005f_proto__": {}}', ['reserved_key']],
  ['{"a": "\\\\", "b": ":"}', []],
])('keys that would be lost are found in %s', (text, expected) => {
  const codes = parseFlow(text).findings.map(({ code }) => code);
  expect(codes.filter((code) => code !== 'not_a_flow')).toEqual(expected);
});
