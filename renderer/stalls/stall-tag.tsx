import { Gauge, Snail } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNodeStall } from './use-node-stall.ts';
import { useStallWords } from './use-stall-words.ts';

/** Under a node while the stall map is on: how fast it was, in words. */
export function StallTag({ nodeId }: { readonly nodeId: string }): ReactNode {
  const figure = useNodeStall(nodeId);
  const words = useStallWords();
  if (figure === undefined) return undefined;
  const isSlow = figure.verdict === 'slow' || figure.verdict === 'very-slow';
  const Icon = isSlow ? Snail : Gauge;
  return (
    <p data-verdict={figure.verdict} title={words.whole(figure)} className="stall-tag">
      <Icon size={12} aria-hidden className="shrink-0" />
      <strong>{words.comparison(figure)}</strong>
      <span className="truncate">{words.figure(figure)}</span>
    </p>
  );
}
