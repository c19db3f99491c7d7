import { useMemo } from 'react';
import type { ComponentProps, PointerEventHandler } from 'react';
import { useTranslation } from 'react-i18next';
import { findKind } from '../../engine/engine-store.ts';
import { useKindWords } from '../../i18n/use-kind-words.ts';
import type { FarName } from '../far/far-name.tsx';
import type { FarPicture } from '../far/far-painter.ts';
import { hiddenNodes, keptNodes } from '../far/node-variants.ts';
import { usePointerTouch } from '../far/use-pointer-touch.ts';
import { DifferenceScene } from './difference-scene.ts';
import type { DifferenceEdge, DifferenceNode } from './draw-difference.ts';
import { paintDifference } from './paint-difference.ts';

/** A large comparison from far: its picture, and elements only for the node that is chosen and the one under the pointer. */
export function useFarDifference(
  {
    nodes,
    edges,
  }: { readonly nodes: readonly DifferenceNode[]; readonly edges: readonly DifferenceEdge[] },
  isFar: boolean,
  chosen: string | undefined,
): {
  readonly shown: DifferenceNode[];
  readonly picture: FarPicture;
  /** What to name beside the pointer. */
  readonly name: ComponentProps<typeof FarName> | undefined;
  readonly onPointerMove: PointerEventHandler;
} {
  const scene = useMemo(() => new DifferenceScene(nodes, edges), [nodes, edges]);
  const picture = useMemo<FarPicture>(
    () => ({
      paint: (brush, box) => paintDifference(brush, scene, box),
      // Each change makes another scene.
      subscribe: () => () => {},
    }),
    [scene],
  );
  const { touched, onPointerMove } = usePointerTouch(isFar, scene);
  const pointed = isFar ? touched.nodeId : undefined;
  const shown = useMemo(
    () =>
      nodes.map((node) => {
        if (!isFar) return node;
        const isReal = node.id === chosen || node.id === pointed;
        return isReal ? keptNodes.of(node) : hiddenNodes.of(node);
      }),
    [nodes, isFar, chosen, pointed],
  );
  const name = useName(nodes, scene, pointed);
  return { shown, picture, name, onPointerMove };
}

function useName(
  nodes: readonly DifferenceNode[],
  scene: DifferenceScene,
  nodeId: string | undefined,
): ComponentProps<typeof FarName> | undefined {
  const { t } = useTranslation('versions');
  const words = useKindWords();
  const node = nodeId === undefined ? undefined : nodes.find(({ id }) => id === nodeId);
  if (node === undefined) return undefined;
  const { title, kind, mark } = node.data;
  const word =
    mark === 'same' || mark === 'ghost'
      ? words(findKind(kind)?.title ?? kind)
      : t(`change_${mark}`);
  return { place: scene.placeOf(node.id), title, kind: word };
}
