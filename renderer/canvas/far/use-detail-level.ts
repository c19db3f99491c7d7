import { useStore } from '@xyflow/react';
import { useRef } from 'react';
import { chooseLevel } from './choose-level.ts';
import type { DetailLevel } from './choose-level.ts';

/** How the canvas is drawn at its zoom just now. */
export function useDetailLevel(count: number): DetailLevel {
  const before = useRef<DetailLevel>('near');
  return useStore(({ transform: [, , zoom], width }) => {
    // Until the canvas has its size the zoom says nothing; few elements stand at its first, so a large flow opens fast.
    if (width > 0) before.current = chooseLevel(zoom, count, before.current);
    return before.current;
  });
}
