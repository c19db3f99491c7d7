import { useRef, type ReactNode } from 'react';
import { useElementSize } from '../ui/use-element-size.ts';
import { formatTick, listTicks, placeIn, type TimeWindow } from './time-window.ts';

interface TimeRulerProps {
  readonly window: TimeWindow;
  readonly startUs: number;
}

const pxPerTick = 88;

/** The axis over the bars: times since the start of the run. */
export function TimeRuler({ window, startUs }: TimeRulerProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const ticks = listTicks(window, startUs, Math.floor(width / pxPerTick));
  return (
    <div ref={frame} aria-hidden className="relative h-full min-w-0 grow overflow-hidden">
      {ticks.map((at) => (
        <span
          key={at}
          className="absolute inset-y-0 flex items-end border-l border-line-strong pl-1 text-tiny leading-4 whitespace-nowrap text-muted"
          style={{ left: `${placeIn(window, startUs + at)}%` }}
        >
          {formatTick(at)}
        </span>
      ))}
    </div>
  );
}
