import { useStore } from '@xyflow/react';
import type { ReactNode } from 'react';
import type { Box } from '../../document/frames.ts';

interface FarNameProps {
  /** Where the node lies. */
  readonly place: Box | undefined;
  readonly title: string;
  /** What kind of node it is, in words. */
  readonly kind: string;
}

/** From so many px on screen a node shows its name itself. */
const readablePx = 100;

/** The name of the node that the pointer or the keyboard is at, where it is too far away to be read. */
export function FarName({ place, title, kind }: FarNameProps): ReactNode {
  const [left, top, zoom] = useStore((store) => store.transform);
  if (place === undefined || place.width * zoom > readablePx) return undefined;
  return (
    <div
      aria-hidden
      className="far-name"
      style={{ left: left + (place.x + place.width / 2) * zoom, top: top + place.y * zoom }}
    >
      {title}
      <span className="ml-1.5 text-muted">{kind}</span>
    </div>
  );
}
