import { useStore } from '@xyflow/react';
import { useCallback, useMemo, useState } from 'react';
import type { FocusEventHandler, PointerEventHandler } from 'react';
import type { Box } from '../../document/frames.ts';
import type { CanvasEdge, CanvasNode } from '../canvas-elements.ts';
import { useCanvasStore } from '../../screen/canvas-store.ts';
import { canvasView } from '../../screen/canvas-view.ts';
import { fewNodes } from './choose-level.ts';
import type { DetailLevel } from './choose-level.ts';
import { chooseReal, mostReal } from './choose-real.ts';
import type { FarScene } from './far-scene.ts';
import { boxAround } from './sight.ts';
import { hiddenNodes, keptNodes } from './node-variants.ts';
import { useFarSelection } from './use-far-selection.ts';
import { usePointerTouch } from './use-pointer-touch.ts';

interface ShownElements {
  readonly nodes: CanvasNode[];
  readonly edges: CanvasEdge[];
  /** For the element around the canvas: keep track of what hands and keys are at. */
  readonly onPointerMove: PointerEventHandler;
  readonly onFocus: FocusEventHandler;
  readonly onBlur: FocusEventHandler;
  /** From far, the node that pointer or keyboard are at. */
  readonly pointed: CanvasNode | undefined;
}

/**
 * What React Flow draws: of a small flow everything. Of a large one, near, what is in sight and around it; far away only what
 * hands and keys are at, while the picture shows the rest. There the node under the pointer becomes an element before it can
 * be pressed, so that all that can be done with it stays possible.
 */
export function useShownElements(
  all: { readonly nodes: CanvasNode[]; readonly edges: CanvasEdge[] },
  level: DetailLevel,
  scene: FarScene,
): ShownElements {
  const large = all.nodes.length > fewNodes;
  const far = level === 'far';
  const { touched, onPointerMove } = usePointerTouch(far, scene);
  const [focused, setFocused] = useState<string>();
  const [marked, setMarked] = useState<string>();
  const sight = useSight(large && !far);
  const real = useRealNodes(all.nodes, { large, sight, focused, under: touched.nodeId, scene });
  const nodes = useMemo(
    () =>
      real === undefined
        ? all.nodes
        : all.nodes.map((node) => {
            if (real.kept.has(node.id)) return keptNodes.of(node);
            return real.seen.has(node.id) ? node : hiddenNodes.of(node);
          }),
    [all.nodes, real],
  );
  const edges = useRealEdges(all.edges, { large, sight, under: touched.edgeId, scene });
  const onFocus = useCallback<FocusEventHandler>(
    ({ target }) => {
      const element = target.closest<HTMLElement>('.react-flow__node');
      const nodeId = element?.dataset['id'];
      if (nodeId === undefined) return;
      setFocused(nodeId);
      if (element?.matches(':focus-visible') !== true) return;
      setMarked(nodeId);
      if (large) canvasView()?.reveal(nodeId);
    },
    [large],
  );
  const onBlur = useCallback(() => setMarked(undefined), []);
  const pointedId = far ? (touched.nodeId ?? marked) : undefined;
  const pointed =
    pointedId === undefined ? undefined : all.nodes.find((node) => node.id === pointedId);
  return { nodes, edges, onPointerMove, onFocus, onBlur, pointed };
}

/** What is in sight and around it, where that matters. */
function useSight(matters: boolean): Box | undefined {
  const key = useStore(({ transform: [left, top, zoom], width, height }) => {
    if (!matters) return '';
    const { x, y, width: wide, height: high } = boxAround({ left, top, zoom, width, height });
    return [x, y, wide, high].join(' ');
  });
  return useMemo(() => {
    if (key === '') return undefined;
    const [x = 0, y = 0, width = 0, height = 0] = key.split(' ').map(Number);
    return { x, y, width, height };
  }, [key]);
}

interface RealSources {
  readonly large: boolean;
  /** Near, what is in sight; undefined from far. */
  readonly sight: Box | undefined;
  /** What lies under the pointer. */
  readonly under: string | undefined;
  readonly scene: FarScene;
}

interface RealNodes {
  /** Those that hands and keys are at: they stay even out of sight. */
  readonly kept: ReadonlySet<string>;
  readonly seen: ReadonlySet<string>;
}

/** The nodes of a large flow that are elements; undefined for a small one, where all are. */
function useRealNodes(
  nodes: readonly CanvasNode[],
  { large, sight, focused, under, scene }: RealSources & { readonly focused: string | undefined },
): RealNodes | undefined {
  const selected = useCanvasStore((store) => store.nodeIds);
  const renaming = useCanvasStore((store) => store.renaming);
  const isBoxing = useFarSelection(large, scene);
  return useMemo(() => {
    if (!large) return undefined;
    const order = nodes.map((node) => node.id);
    // While a box is drawn, what it holds is only drawn as selected; elements come when the pointer lets go.
    const held = isBoxing ? nobody : selected;
    const kept = chooseReal({ order, selected: held, focused, touched: [under, renaming] });
    const seen = sight === undefined ? nobody : new Set(idsOf(scene.nodesIn(sight)));
    return { kept, seen };
  }, [large, nodes, sight, selected, focused, under, renaming, isBoxing, scene]);
}

function useRealEdges(
  edges: CanvasEdge[],
  { large, sight, under, scene }: RealSources,
): CanvasEdge[] {
  return useMemo(() => {
    if (!large) return edges;
    const inSight = sight === undefined ? nobody : new Set(idsOf(scene.wiresIn(sight)));
    let room = mostReal;
    return edges.filter(
      ({ id, selected }) => inSight.has(id) || id === under || (selected === true && room-- > 0),
    );
  }, [large, edges, sight, under, scene]);
}

function idsOf(parts: readonly { readonly element: { readonly id: string } }[]): readonly string[] {
  return parts.map(({ element }) => element.id);
}

const nobody: ReadonlySet<string> = new Set();
