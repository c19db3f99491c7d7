import { useStore, ViewportPortal } from '@xyflow/react';
import type { CSSProperties, ReactNode } from 'react';
import type { Guide } from './snap.ts';
import { useSnapGuides } from './snapping.ts';

/** The lines to what dragged nodes snapped to; with marks at the ends where they show equal gaps. */
export function SnapGuides(): ReactNode {
  const guides = useSnapGuides((store) => store.guides);
  const zoom = useStore((store) => store.transform[2]);
  if (guides.length === 0) return undefined;
  return (
    <ViewportPortal>
      {guides.map((guide) => (
        <div
          key={`${guide.direction} ${guide.kind} ${guide.at} ${guide.from}`}
          className="snap-guide"
          data-kind={guide.kind}
          data-direction={guide.direction}
          style={styleOf(guide, 1 / zoom)}
        />
      ))}
    </ViewportPortal>
  );
}

/** `line` is one px on screen. */
function styleOf({ direction, kind, at, from, to }: Guide, line: number): CSSProperties {
  const ends = kind === 'gap' ? 9 * line : line;
  const across = at - ends / 2;
  return direction === 'vertical'
    ? { left: across, top: from, width: ends, height: to - from, ['--line' as string]: `${line}px` }
    : {
        left: from,
        top: across,
        width: to - from,
        height: ends,
        ['--line' as string]: `${line}px`,
      };
}
