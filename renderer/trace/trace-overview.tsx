import { useEffect, useRef, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useElementSize } from '../ui/use-element-size.ts';
import type { SpanTable } from '../run/span-table.ts';
import { fitWindow, placeIn, type TimeWindow } from './time-window.ts';

interface TraceOverviewProps {
  readonly trace: SpanTable;
  /** Rows of it. */
  readonly count: number;
  readonly whole: TimeWindow;
  readonly window: TimeWindow;
  /** Undefined shows the whole. */
  readonly onWindow: (window: TimeWindow | undefined) => void;
}

// A shorter stroke is a click.
const shortestStroke = 0.01;
const barPx = 3;
// A long run takes its time to be counted: it is left alone for so many times as long.
const restShare = 40;

/** The whole run in one strip: how many steps began when. Drawing across it zooms in, a double click shows all. */
export function TraceOverview(props: TraceOverviewProps): ReactNode {
  const { trace, count, whole, window, onWindow } = props;
  const { t } = useTranslation('panels');
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stroke = useRef<number>(undefined);
  const { width } = useElementSize(frame);
  const { fromUs, untilUs } = whole;
  const restUntilMs = useRef(0);
  useEffect(() => {
    if (!canvas.current || width === 0) return undefined;
    const target = canvas.current;
    const drawNow = (): void => {
      const fromMs = performance.now();
      draw(target, trace, count, { fromUs, untilUs });
      const endMs = performance.now();
      restUntilMs.current = endMs + restShare * (endMs - fromMs);
    };
    const restMs = restUntilMs.current - performance.now();
    if (restMs <= 0) return drawNow();
    const timer = setTimeout(drawNow, restMs);
    return () => clearTimeout(timer);
  }, [trace, count, fromUs, untilUs, width]);
  const timeAt = (event: PointerEvent): number => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
    return whole.fromUs + share * (whole.untilUs - whole.fromUs);
  };
  const move = (event: PointerEvent): void => {
    const from = stroke.current;
    if (from === undefined) return;
    const to = timeAt(event);
    const length = Math.abs(to - from);
    if (length < shortestStroke * (whole.untilUs - whole.fromUs)) return;
    onWindow(fitWindow({ fromUs: Math.min(from, to), untilUs: Math.max(from, to) }, whole));
  };
  const left = placeIn(whole, window.fromUs);
  const right = placeIn(whole, window.untilUs);
  return (
    <div
      ref={frame}
      title={t('overviewHelp')}
      className="relative h-full min-w-0 grow cursor-crosshair touch-none overflow-hidden rounded-[3px] bg-sunken"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        stroke.current = timeAt(event);
      }}
      onPointerMove={move}
      onPointerUp={() => {
        stroke.current = undefined;
      }}
      onDoubleClick={() => onWindow(undefined)}
    >
      <canvas ref={canvas} aria-hidden className="absolute inset-0 size-full" />
      <span
        aria-hidden
        className="absolute inset-y-0 rounded-[3px] border border-accent bg-accent/15"
        style={{ left: `${left}%`, width: `${right - left}%` }}
      />
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, trace: SpanTable, count: number, whole: TimeWindow): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context || width === 0) return;
  const bins = countStarts(trace, count, whole, Math.max(1, Math.floor(width / barPx)));
  const most = bins.reduce((a, b) => Math.max(a, b), 1);
  context.fillStyle = getComputedStyle(canvas).color;
  context.globalAlpha = 0.5;
  for (const [at, starts] of bins.entries()) {
    if (starts === 0) continue;
    // A lone step must be seen beside a thousand: by the root, not in proportion.
    const tall = Math.max(2, Math.sqrt(starts / most) * (height - 2));
    context.fillRect(at * barPx, height - tall, barPx - 1, tall);
  }
}

function countStarts(
  { columns }: SpanTable,
  count: number,
  whole: TimeWindow,
  bins: number,
): Uint32Array {
  const starts = new Uint32Array(bins);
  const perUs = bins / Math.max(1, whole.untilUs - whole.fromUs);
  for (let row = 0; row < count; row++) {
    const bin = Math.floor(((columns.openedUs[row] ?? 0) - whole.fromUs) * perUs);
    const at = Math.max(0, Math.min(bins - 1, bin));
    starts[at] = (starts[at] ?? 0) + 1;
  }
  return starts;
}
