import { useEffect } from 'react';
import { create } from 'zustand';

/** Dotted wires across the whole canvas are slow to draw: with more of them at work they are only lit. */
const mostDotted = 8;

const useFlowingWires = create<{ readonly count: number }>()(() => ({ count: 0 }));

/** Whether a wire may show its flow by moving dots, given whether something flows in it. */
export function useFlowDots(flowing: boolean): boolean {
  const few = useFlowingWires((store) => store.count <= mostDotted);
  useEffect(() => {
    if (!flowing) return;
    useFlowingWires.setState(({ count }) => ({ count: count + 1 }));
    return () => useFlowingWires.setState(({ count }) => ({ count: count - 1 }));
  }, [flowing]);
  return flowing && few;
}
