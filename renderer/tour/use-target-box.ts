import { useEffect, useState } from 'react';
import { boxAround } from './place-card.ts';
import type { Box } from './place-card.ts';

/** What stands around the elements now and follows them, as long as the component stands; undefined while there are none. */
export function useTargetBox(findTargets: (() => readonly Element[]) | undefined): Box | undefined {
  const [box, setBox] = useState<Box>();
  useEffect(() => {
    let frame = 0;
    // Panels are dragged, the canvas pans, windows change: nothing tells of all of it.
    const follow = (): void => {
      const next = boxAround(
        (findTargets?.() ?? []).map((element) => clip(element.getBoundingClientRect())),
      );
      setBox((last) => (isSame(last, next) ? last : next));
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [findTargets]);
  return box;
}

/** What of a box lies in the window. */
function clip({ left, top, right, bottom }: DOMRect): Box {
  const from = { left: Math.max(0, left), top: Math.max(0, top) };
  return {
    ...from,
    width: Math.max(0, Math.min(right, window.innerWidth) - from.left),
    height: Math.max(0, Math.min(bottom, window.innerHeight) - from.top),
  };
}

function isSame(one: Box | undefined, other: Box | undefined): boolean {
  return (
    one?.left === other?.left &&
    one?.top === other?.top &&
    one?.width === other?.width &&
    one?.height === other?.height
  );
}
