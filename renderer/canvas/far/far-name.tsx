import { useStore } from '@xyflow/react';
import type { ReactNode } from 'react';
import { useKindWords } from '../../i18n/use-kind-words.ts';
import type { CanvasNode } from '../canvas-elements.ts';
import type { FarScene } from './far-scene.ts';

interface FarNameProps {
  readonly scene: FarScene;
  readonly node: CanvasNode;
}

/** From so many px on screen a node shows its name itself. */
const readablePx = 100;

/** The name of the node that the pointer or the keyboard is at, where it is too far away to be read. */
export function FarName({ scene, node }: FarNameProps): ReactNode {
  const words = useKindWords();
  const [left, top, zoom] = useStore((store) => store.transform);
  const place = scene.placeOf(node.id);
  if (place === undefined || place.width * zoom > readablePx) return undefined;
  const { title, kind } = node.data.node;
  return (
    <div
      aria-hidden
      className="far-name"
      style={{ left: left + (place.x + place.width / 2) * zoom, top: top + place.y * zoom }}
    >
      {title}
      <span className="ml-1.5 text-muted">{words(node.data.kind?.title ?? kind)}</span>
    </div>
  );
}
