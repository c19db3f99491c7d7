import { expect, test } from 'vitest';
import { snapBox } from '../../../../renderer/arrange/snap.ts';
import type { Box } from '../../../../renderer/document/frames.ts';

const box = (x: number, y: number, width = 100, height = 50): Box => ({ x, y, width, height });

test('a box snaps to the nearest edge or middle within reach, each axis for itself', () => {
  expect(snapBox(box(103, 200), [box(100, 0)], 6)).toEqual({
    shift: { x: -3, y: 0 },
    guides: [100, 200].map((at) => ({
      kind: 'edge',
      direction: 'vertical',
      at,
      from: 0,
      to: 250,
    })),
  });
  expect(snapBox(box(400, 28, 100, 30), [box(0, 0), box(0, 300)], 6).shift).toEqual({
    x: 0,
    y: -3,
  });
  expect(snapBox(box(110, 200), [box(0, 0)], 6)).toEqual({ shift: { x: 0, y: 0 }, guides: [] });
});

test('a box snaps so that gaps in its row become equal', () => {
  const row = [box(0, 0), box(140, 0)];
  expect(snapBox(box(283, 8, 70, 70), row, 6)).toEqual({
    shift: { x: -3, y: 0 },
    guides: [
      { kind: 'gap', direction: 'horizontal', at: 43, from: 100, to: 140 },
      { kind: 'gap', direction: 'horizontal', at: 43, from: 240, to: 280 },
    ],
  });
  const between = [box(0, 0), box(300, 0)];
  expect(snapBox(box(168, 8, 70, 70), between, 6).shift).toEqual({ x: -3, y: 0 });
});

test('what is out of the row does not count for its gaps', () => {
  expect(snapBox(box(283, 400, 70, 70), [box(0, 0), box(140, 0)], 6).shift).toEqual({
    x: 0,
    y: 0,
  });
});
