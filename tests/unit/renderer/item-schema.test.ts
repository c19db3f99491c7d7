import { expect, test } from 'vitest';
import { KindRegistry } from '../../../core/module/kind-registry.ts';
import { builtInKinds } from '../../../core/modules/index.ts';
import { isJsonObject } from '../../../core/shared/json.ts';
import {
  newItem,
  readListShape,
  readTyped,
  shapeOf,
} from '../../../renderer/inspector/read-item-schema.ts';

function shapeOfField(kindId: string, key: string): ReturnType<typeof readListShape> {
  const kind = new KindRegistry(builtInKinds).list().find((known) => known.kind === kindId);
  const properties = kind?.settingsSchema['properties'];
  return readListShape(isJsonObject(properties) ? properties[key] : undefined);
}

test('a list of one form or of several is read from the schema of its kind', () => {
  const cases = shapeOfField('switch', 'cases');
  if (cases?.kind !== 'objects') throw new Error('The cases are no list of objects.');
  expect(
    cases.shapes.map(({ properties }) => properties.map(({ key, input }) => [key, input.kind])),
  ).toEqual([
    [
      ['name', 'text'],
      ['equals', 'json'],
    ],
    [
      ['name', 'text'],
      ['when', 'text'],
    ],
  ]);
  const [equals, when] = cases.shapes;
  expect([
    shapeOf({ name: 'a', when: 'x' }, cases.shapes),
    shapeOf({ name: 'a', equals: 1 }, cases.shapes),
    shapeOf({}, cases.shapes),
  ]).toEqual([1, 0, 0]);
  expect([
    equals && newItem(equals),
    when && newItem(when, { name: 'a', when: 'x', odd: 1 }),
  ]).toEqual([
    { name: '', equals: '' },
    { name: 'a', when: 'x' },
  ]);
});

test('what is no list of objects or texts stays JSON', () => {
  expect([
    readListShape({ type: 'array', items: { type: 'string' } }),
    readListShape({ type: 'array', items: { type: 'number' } }),
    readListShape({ type: 'object' }),
    readListShape(undefined),
    shapeOfField('sub-flow', 'parameters'),
  ]).toEqual([{ kind: 'texts' }, undefined, undefined, undefined, undefined]);
});

test('typed words stay words; objects, lists and quoted texts are read as JSON', () => {
  expect(['invoice', '5', 'true', '{"a":1}', '[1]', '"5"', '{a'].map(readTyped)).toEqual([
    'invoice',
    '5',
    'true',
    { a: 1 },
    [1],
    '5',
    '{a',
  ]);
});
