import { describe, expect, test } from 'vitest';
import type { CanvasEdge, CanvasNode } from '../../../../renderer/canvas/canvas-elements.ts';
import { FarScene } from '../../../../renderer/canvas/far/far-scene.ts';
import {
  boxOfCurve,
  curveBetween,
  distanceToCurve,
} from '../../../../renderer/document/wire-curve.ts';
import type { Box } from '../../../../renderer/document/frames.ts';
import type { NodeState } from '../../../../renderer/run/node-run.ts';

function node(id: string, x: number, y: number, more: Partial<CanvasNode> = {}): CanvasNode {
  const handle = { width: 12, height: 12, y: 26 };
  return {
    id,
    type: 'flow',
    position: { x, y },
    measured: { width: 240, height: 64 },
    handles: [
      { id: 'in', type: 'target', position: 'left', x: -6, ...handle },
      { id: 'out', type: 'source', position: 'right', x: 234, ...handle },
    ],
    data: {},
    ...more,
  } as unknown as CanvasNode;
}

function wire(source: string, target: string, more: Partial<CanvasEdge> = {}): CanvasEdge {
  return {
    id: `${source}-${target}`,
    source,
    target,
    sourceHandle: 'out',
    targetHandle: 'in',
    ...more,
  };
}

const [a, b, c] = [node('a', 0, 0), node('b', 400, 0), node('c', 0, 1_000)];
const [ab, ac] = [wire('a', 'b'), wire('a', 'c')];

function sceneOf(
  nodes: readonly CanvasNode[],
  edges: readonly CanvasEdge[] = [],
): { readonly scene: FarScene; readonly changes: (readonly Box[])[] } {
  const scene = new FarScene();
  scene.take(nodes, edges);
  const changes: (readonly Box[])[] = [];
  scene.subscribe((boxes) => changes.push(boxes));
  return { scene, changes };
}

const ids = (parts: readonly { readonly element: { readonly id: string } }[]): readonly string[] =>
  parts.map(({ element }) => element.id);

describe('what lies where', () => {
  test('a box holds the nodes that touch it, those in front last', () => {
    const { scene } = sceneOf([a, b, c]);
    const box = { x: 200, y: 20, width: 250, height: 10 };
    expect(ids(scene.nodesIn(box))).toEqual(['a', 'b']);
    expect(scene.bounds).toEqual({ x: 0, y: 0, width: 640, height: 1_064 });
  });

  test('what lies in a container is placed from its corner', () => {
    const frame = node('f', 1_000, 500, { type: 'frame', measured: { width: 900, height: 600 } });
    const { scene } = sceneOf([frame, node('in', 50, 60, { parentId: 'f' })]);
    expect(scene.placeOf('in')).toMatchObject({ x: 1_050, y: 560, width: 240, height: 64 });
  });

  test('the node in front is hit, one nearby within reach, and a container only by its title', () => {
    const frame = node('f', -50, -100, { type: 'frame', measured: { width: 900, height: 600 } });
    const over = node('over', 100, 30);
    const { scene } = sceneOf([frame, a, over]);
    const hit = (x: number, y: number, reach = 0): string | undefined =>
      scene.nodeAt({ x, y }, reach)?.element.id;
    expect([hit(150, 40), hit(10, 10), hit(-10, 10), hit(-10, 10, 12), hit(0, -90)]).toEqual([
      'over',
      'a',
      undefined,
      'a',
      'f',
    ]);
  });

  test('the nearest wire is hit within reach', () => {
    const { scene } = sceneOf([a, b, c], [ab, ac]);
    // Between the ports of a and b, which stand 6 px out.
    expect(scene.wireAt({ x: 320, y: 34 }, 5)?.element.id).toBe('a-b');
    expect(scene.wireAt({ x: 320, y: 60 }, 5)).toBeUndefined();
    expect(ids(scene.wiresOf(new Set(['c'])))).toEqual(['a-c']);
  });

  test('a curve lies in its box and runs through its ends', () => {
    const curve = curveBetween({ x: 0, y: 0 }, { x: -300, y: 200 });
    const { x, width, y, height } = boxOfCurve(curve);
    expect([x < -300, x + width > 0, y, height]).toEqual([true, true, 0, 200]);
    expect(distanceToCurve(curve, { x: 0, y: 0 })).toBeCloseTo(0);
    expect(distanceToCurve(curve, { x: -300, y: 203 })).toBeCloseTo(3);
  });
});

describe('what looks otherwise', () => {
  test('nothing, where the same elements are taken again', () => {
    const { scene, changes } = sceneOf([a, b], [ab]);
    scene.take([a, b], [ab]);
    expect(changes).toEqual([]);
  });

  test('a moved node where it was and where it is, and its wires', () => {
    const { scene, changes } = sceneOf([a, b, c], [ab]);
    scene.take([a, node('b', 400, 300), c], [ab]);
    const [boxes = []] = changes;
    expect(changes).toHaveLength(1);
    expect(boxes.slice(0, 2)).toMatchObject([
      { x: 400, y: 300 },
      { x: 400, y: 0 },
    ]);
    expect(boxes.slice(2)).toHaveLength(2);
  });

  test('what moves with its container, though it is the same element', () => {
    const inner = node('in', 50, 60, { parentId: 'f' });
    const { scene, changes } = sceneOf([node('f', 0, 0, { type: 'frame' }), inner]);
    scene.take([node('f', 100, 0, { type: 'frame' }), inner], []);
    expect(changes[0]).toHaveLength(4);
    expect(scene.placeOf('in')).toMatchObject({ x: 150, y: 60 });
  });

  test('a node that went, with its wires', () => {
    const { scene, changes } = sceneOf([a, b], [ab]);
    scene.take([a], []);
    expect(changes[0]).toHaveLength(2);
    expect(scene.wiresIn({ x: 0, y: 0, width: 600, height: 100 })).toEqual([]);
  });

  test('a node whose state changed, with the wires at it; each change is told once', () => {
    const { scene, changes } = sceneOf([a, b, c], [ab]);
    const states = new Map<string, NodeState>([['b', 'running']]);
    const read = (nodeId: string): NodeState => states.get(nodeId) ?? 'idle';
    scene.readStatesBy(read);
    scene.takeStates();
    expect(changes).toHaveLength(1);
    expect(changes[0]).toHaveLength(2);
    expect(scene.stateOf('b')).toBe('running');
  });
});
