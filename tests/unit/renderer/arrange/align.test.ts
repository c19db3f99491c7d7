import { expect, test } from 'vitest';
import { alignBoxes, alignments, distributeBoxes } from '../../../../renderer/document/align.ts';
import type { Box } from '../../../../renderer/document/frames.ts';

const boxes = new Map<string, Box>([
  ['a', { x: 0, y: 10, width: 100, height: 40 }],
  ['b', { x: 300, y: 0, width: 50, height: 100 }],
  ['c', { x: 130, y: 60, width: 20, height: 20 }],
]);

test('boxes line up by an edge or middle of the box around them', () => {
  const lined = Object.fromEntries(
    alignments.map((alignment) => [alignment, alignBoxes(boxes, alignment)]),
  );
  expect(lined).toEqual({
    left: { b: { x: 0, y: 0 }, c: { x: 0, y: 60 } },
    center: { a: { x: 125, y: 10 }, b: { x: 150, y: 0 }, c: { x: 165, y: 60 } },
    right: { a: { x: 250, y: 10 }, c: { x: 330, y: 60 } },
    top: { a: { x: 0, y: 0 }, c: { x: 130, y: 0 } },
    middle: { a: { x: 0, y: 30 }, c: { x: 130, y: 40 } },
    bottom: { a: { x: 0, y: 60 }, c: { x: 130, y: 80 } },
  });
});

test('gaps become equal, the outermost boxes stay', () => {
  expect([distributeBoxes(boxes, 'horizontal'), distributeBoxes(boxes, 'vertical')]).toEqual([
    { c: { x: 190, y: 60 } },
    // They do not fit between the top of a and the bottom of c: each covers the next by as much.
    { b: { x: 300, y: 5 } },
  ]);
});

test('two boxes have one gap: nothing moves', () => {
  expect(distributeBoxes(new Map([...boxes].slice(0, 2)), 'horizontal')).toEqual({});
});
