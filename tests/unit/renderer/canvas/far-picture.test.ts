import { describe, expect, test } from 'vitest';
import { BoxList } from '../../../../renderer/canvas/far/box-list.ts';
import { chooseLevel } from '../../../../renderer/canvas/far/choose-level.ts';
import { chooseReal, mostReal } from '../../../../renderer/canvas/far/choose-real.ts';
import { fitText } from '../../../../renderer/canvas/far/fit-text.ts';
import { frameMap } from '../../../../renderer/canvas/far/map-picture.ts';
import { dotGapAt } from '../../../../renderer/canvas/far/paint-scene.ts';
import { boxAround, boxInSight } from '../../../../renderer/canvas/far/sight.ts';
import { TileGrid, cutBox } from '../../../../renderer/canvas/far/tile-grid.ts';

describe('how much is drawn', () => {
  test('a large flow becomes a picture where words cannot be read, and stays one for a little', () => {
    expect([
      chooseLevel(0.1, 120, 'near'),
      chooseLevel(0.44, 121, 'near'),
      chooseLevel(0.47, 121, 'near'),
      chooseLevel(0.47, 121, 'far'),
      chooseLevel(0.5, 121, 'far'),
    ]).toEqual(['near', 'far', 'near', 'far', 'near']);
  });

  test('elements are where hands and keys are: the ends, the neighbours of the focus, what is touched and selected', () => {
    const order = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const wish = { order, selected: new Set(['c']), focused: 'e', touched: ['b', undefined] };
    expect([...chooseReal(wish)].sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect([...chooseReal({ ...wish, focused: 'gone', touched: [] })]).toEqual(['a', 'g', 'c']);
  });

  test('of very many selected nodes some are elements', () => {
    const order = Array.from({ length: 2_000 }, (_, at) => `n${at}`);
    const wish = { order, selected: new Set(order), focused: 'n1000', touched: ['n7'] };
    const real = chooseReal(wish);
    expect(real.size).toBe(mostReal);
    expect(['n0', 'n1999', 'n999', 'n1000', 'n1001', 'n7'].every((id) => real.has(id))).toBe(true);
  });

  test('the box around the view holds it with half a screen to spare, and moves by half screens', () => {
    const view = { left: -530, top: 210, zoom: 0.7, width: 900, height: 600 };
    const [around, sight] = [boxAround(view), boxInSight(view)];
    expect(around.x).toBeLessThanOrEqual(sight.x - sight.width / 2);
    expect(around.y).toBeLessThanOrEqual(sight.y - sight.height / 2);
    expect(around.x + around.width).toBeGreaterThanOrEqual(sight.x + sight.width * 1.5);
    expect(around.y + around.height).toBeGreaterThanOrEqual(sight.y + sight.height * 1.5);
    expect(boxAround({ ...view, left: -540, top: 205, zoom: 0.71 })).toEqual(around);
    expect(boxAround({ ...view, left: -1_100 }).x - around.x).toBe(900);
  });

  test('dots never come closer than they can be seen', () => {
    expect([1, 0.7, 0.5, 0.05].map(dotGapAt)).toEqual([20, 20, 40, 320]);
  });
});

describe('the picture in squares', () => {
  const cut = (grid: TileGrid<string>, x: number, width = 10): readonly string[] =>
    grid.inSight({ x, y: 5, width, height: 10 }).map(({ key }) => key);

  test('those in sight are found again, and drawn where they changed', () => {
    const grid = new TileGrid<string>(0.5, 100, 10);
    const box = { x: 150, y: 150, width: 100, height: 10 };
    const tiles = grid.inSight(box);
    expect(tiles.map(({ key }) => key)).toEqual(['0 0', '1 0']);
    for (const tile of tiles) {
      expect(tile.dirty).toEqual({ x: tile.x, y: tile.y, width: 200, height: 200 });
      tile.dirty = undefined;
    }
    grid.mark({ x: 190, y: 20, width: 20, height: 20 });
    grid.mark({ x: 100, y: 60, width: 10, height: 10 });
    expect(grid.inSight(box).map(({ dirty }) => dirty)).toEqual([
      { x: 100, y: 20, width: 100, height: 50 },
      { x: 200, y: 20, width: 10, height: 20 },
    ]);
  });

  test('those out of sight for longest are forgotten, never those in sight', () => {
    const grid = new TileGrid<string>(1, 100, 2);
    const first = grid.inSight({ x: 0, y: 0, width: 10, height: 10 })[0];
    expect(cut(grid, 110)).toEqual(['1 0']);
    expect(grid.inSight({ x: 0, y: 0, width: 10, height: 10 })[0]).toBe(first);
    expect(cut(grid, 210, 250)).toEqual(['2 0', '3 0', '4 0']);
    expect(grid.inSight({ x: 0, y: 0, width: 10, height: 10 })[0]).not.toBe(first);
  });

  test('boxes that only touch share nothing', () => {
    const box = { x: 0, y: 0, width: 10, height: 10 };
    expect(cutBox(box, { ...box, x: 10 })).toBeUndefined();
    expect(cutBox(box, { ...box, x: 4, y: -3 })).toEqual({ x: 4, y: 0, width: 6, height: 7 });
  });

  test('a list of boxes finds what touches, also after it shrank', () => {
    const boxes = Array.from({ length: 50 }, (_, at) => ({
      x: at * 10,
      y: 0,
      width: 5,
      height: 5,
    }));
    const list = new BoxList();
    list.fill(boxes);
    expect(list.touching({ x: 23, y: 2, width: 10, height: 1 })).toEqual([2, 3]);
    list.fill(boxes.slice(0, 3));
    expect(list.touching({ x: 23, y: 2, width: 10, height: 1 })).toEqual([2]);
    expect(list.around()).toEqual({ x: 0, y: 0, width: 25, height: 5 });
  });
});

test('the map shows all nodes and what is in sight', () => {
  const nodes = { x: 0, y: 0, width: 1_000, height: 500 };
  const sight = { x: 800, y: -200, width: 600, height: 400 };
  const { scale, x, y } = frameMap(nodes, sight, { width: 152, height: 96 });
  const place = (px: number, py: number): readonly number[] => [(px - x) * scale, (py - y) * scale];
  for (const [at, most] of [
    ...place(0, -200).map((v) => [v, 152]),
    ...place(1_400, 500).map((v) => [v, 152]),
  ]) {
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(most ?? 0);
  }
});

test('text is cut where there is no room, between whole letters', () => {
  const context = {
    font: '600 10px Test',
    measureText: (text: string) => ({ width: Array.from(text).length * 10 }) as TextMetrics,
  };
  const fit = (text: string, room: number): string => fitText(context, text, room);
  expect([fit('Answer', 60), fit('Answer', 59), fit('a👋👋b', 30), fit('Answer', 5)]).toEqual([
    'Answer',
    'Answ…',
    'a👋…',
    '',
  ]);
});
