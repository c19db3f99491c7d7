import { describe, expect, test } from 'vitest';
import { boxAround, placeCard, widen } from '../../../../renderer/tour/place-card.ts';

const screen = { width: 1024, height: 700 };
const card = { width: 340, height: 160 };

describe('where the card of the tour stands', () => {
  test('beside what it explains, below first, then where there is room', () => {
    expect({
      below: placeCard({ left: 800, top: 8, width: 100, height: 28 }, card, screen),
      right: placeCard({ left: 0, top: 44, width: 176, height: 620 }, card, screen),
      left: placeCard({ left: 776, top: 44, width: 248, height: 620 }, card, screen),
      above: placeCard({ left: 0, top: 476, width: 1024, height: 224 }, card, screen),
    }).toEqual({
      below: { left: 672, top: 48 },
      right: { left: 188, top: 274 },
      left: { left: 424, top: 274 },
      above: { left: 342, top: 304 },
    });
  });

  test('at the bottom in the middle without anything to explain, or without room beside it', () => {
    const middle = { left: 342, top: 504 };
    const everything = { left: 0, top: 0, ...screen };
    expect(placeCard(undefined, card, screen)).toEqual(middle);
    expect(placeCard(everything, card, screen)).toEqual(middle);
  });

  test('never cut by an edge of the window, however small', () => {
    const corner = { left: 0, top: 0, width: 40, height: 40 };
    expect(placeCard(corner, card, { width: 360, height: 400 })).toEqual({ left: 12, top: 52 });
    expect(placeCard(corner, card, { width: 300, height: 100 })).toEqual({ left: 12, top: 12 });
  });
});

test('the light falls around all that is named, inside the window', () => {
  const boxes = [
    { left: 10, top: 20, width: 30, height: 40 },
    { left: 2, top: 50, width: 10, height: 70 },
  ];
  const around = boxAround(boxes);
  expect(around).toEqual({ left: 2, top: 20, width: 38, height: 100 });
  expect(boxAround([])).toBeUndefined();
  expect(
    widen({ left: 2, top: 20, width: 38, height: 100 }, 6, { width: 44, height: 300 }),
  ).toEqual({
    left: 0,
    top: 14,
    width: 44,
    height: 112,
  });
});
