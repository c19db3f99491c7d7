import { useRef, type ReactNode } from 'react';
import { useElementSize } from '../ui/use-element-size.ts';
import { formatTick, listTicks, placeIn, type TimeWindow } from './time-window.ts';

interface TimeRulerProps {
  readonly window: TimeWindow;
  readonly startUs: number;
}

const pxPerTick = 88;
/** Nearer to the end a time would be cut off, which reads as another one. */
const widestLabelPx = 48;

/** The axis over the bars: times since the start of the run. */
export function TimeRuler({ window, startUs }: TimeRulerProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const ticks = listTicks(window, startUs, Math.floor(width / pxPerTick));
  return (
    <div ref={frame} aria-hidden className="relative h-full min-w-0 grow overflow-hidden">
      {ticks.map((at) => {
        const place = placeIn(window, startUs + at);
        return (
          <span
            key={at}
            className="absolute inset-y-0 flex items-end border-l border-line-strong pl-1 text-tiny leading-4 whitespace-nowrap text-muted"
            style={{ left: `${place}%` }}
          >
            {width * (1 - place / 100) < widestLabelPx ? undefined : formatTick(at)}
          </span>
        );
      })}
    </div>
  );
}
