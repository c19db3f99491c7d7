import { useCallback, useMemo, useState } from 'react';
import type { FocusEventHandler, PointerEventHandler } from 'react';
import type { CanvasEdge, CanvasNode } from '../canvas-elements.ts';
import { useCanvasStore } from '../canvas-store.ts';
import { chooseReal, mostReal } from './choose-real.ts';
import type { DetailLevel } from './choose-level.ts';
import type { FarScene } from './far-scene.ts';
import { useFarSelection } from './use-far-selection.ts';
import { usePointerTouch } from './use-pointer-touch.ts';

interface ShownElements {
  readonly nodes: CanvasNode[];
  readonly edges: CanvasEdge[];
  /** For the element around the canvas: keep track of what hands and keys are at. */
  readonly onPointerMove: PointerEventHandler;
  readonly onFocus: FocusEventHandler;
}

/**
 * What React Flow draws. Near, that is everything; far away only what hands and keys are at, while the picture shows the rest:
 * the node under the pointer becomes an element before it can be pressed, so that all that can be done with it stays possible.
 */
export function useShownElements(
  all: { readonly nodes: CanvasNode[]; readonly edges: CanvasEdge[] },
  level: DetailLevel,
  scene: FarScene,
): ShownElements {
  const { touched, onPointerMove } = usePointerTouch(level === 'far', scene);
  const [focused, setFocused] = useState<string>();
  const far = level === 'far';
  const real = useRealNodes(all.nodes, { far, focused, under: touched.nodeId, scene });
  const nodes = useMemo(
    () =>
      real === undefined
        ? all.nodes
        : all.nodes.map((node) => (real.has(node.id) ? node : hidden(node))),
    [all.nodes, real],
  );
  const edges = useMemo(() => {
    if (!far) return all.edges;
    const selected = all.edges.filter((edge) => edge.selected === true).slice(0, mostReal);
    const under = all.edges.find((edge) => edge.id === touched.edgeId);
    return under === undefined || selected.includes(under) ? selected : [...selected, under];
  }, [all.edges, far, touched.edgeId]);
  const onFocus = useCallback<FocusEventHandler>(({ target }) => {
    const element = target.closest<HTMLElement>('.react-flow__node');
    if (element?.dataset['id'] !== undefined) setFocused(element.dataset['id']);
  }, []);
  return { nodes, edges, onPointerMove, onFocus };
}

interface RealSources {
  readonly far: boolean;
  readonly focused: string | undefined;
  /** The node under the pointer. */
  readonly under: string | undefined;
  readonly scene: FarScene;
}

/** The nodes that are elements in a far picture; undefined near, where all are. */
function useRealNodes(
  nodes: readonly CanvasNode[],
  { far, focused, under, scene }: RealSources,
): ReadonlySet<string> | undefined {
  const selected = useCanvasStore((store) => store.nodeIds);
  const renaming = useCanvasStore((store) => store.renaming);
  const isBoxing = useFarSelection(far, scene);
  return useMemo(() => {
    if (!far) return undefined;
    const order = nodes.map((node) => node.id);
    // While a box is drawn, what it holds is only drawn as selected; elements come when the pointer lets go.
    const held = isBoxing ? nobody : selected;
    return chooseReal({ order, selected: held, focused, touched: [under, renaming] });
  }, [far, nodes, selected, focused, under, renaming, isBoxing]);
}

const nobody: ReadonlySet<string> = new Set();

const hiddenNodes = new WeakMap<CanvasNode, CanvasNode>();

/** The same node without an element; the same object each time, so that React Flow sees no change. */
function hidden(node: CanvasNode): CanvasNode {
  const known = hiddenNodes.get(node) ?? { ...node, hidden: true };
  hiddenNodes.set(node, known);
  return known;
}
