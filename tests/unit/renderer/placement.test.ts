import { describe, expect, test } from 'vitest';
import type { FlowDocument, Placement } from '../../../core/model/flow-document.ts';
import { createFlow } from '../../../renderer/document/flow-file.ts';
import { nodeReach, nodeWidth, placeNode } from '../../../renderer/document/placement.ts';

function flowAt(layout: Record<string, Placement>): FlowDocument {
  const node = { kind: 'prompt', kindVersion: 1, title: 'Prompt', settings: {} };
  const nodes = Object.fromEntries(Object.keys(layout).map((id) => [id, { ...node }]));
  return { ...createFlow('Places'), nodes, layout };
}

describe('placement', () => {
  test('without a selection: around the middle of the view, on the grid', () => {
    expect(placeNode(flowAt({}), { around: { x: 503, y: 299 } })).toEqual({ x: 380, y: 220 });
  });

  test('beside the selection: to its right, with room for a wire', () => {
    const place = placeNode(flowAt({ a: [100, 60] }), { beside: 'a', around: { x: 0, y: 0 } });
    expect(place).toEqual({ x: 420, y: 60 });
  });

  test('twenty nodes added one after another never cover each other', () => {
    let flow = flowAt({ a: [0, 0] });
    for (let index = 0; index < 20; index++) {
      const { x, y } = placeNode(flow, { beside: 'a', around: { x: 0, y: 0 } });
      flow = flowAt({ ...flow.layout, [`n${index}`]: [x, y] });
    }
    const places = Object.values(flow.layout);
    const covered = places.some(([x, y], index) =>
      places.some(
        ([otherX, otherY], other) =>
          other > index && Math.abs(x - otherX) < nodeWidth && Math.abs(y - otherY) < nodeReach,
      ),
    );
    expect({ count: places.length, covered }).toEqual({ count: 21, covered: false });
  });

  test('a layout entry without its node takes no room', () => {
    const flow = { ...flowAt({}), layout: { ghost: [320, 0] as Placement } };
    expect(placeNode(flow, { around: { x: 440, y: 88 } })).toEqual({ x: 320, y: 0 });
  });
});
