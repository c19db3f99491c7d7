import { useEffect, useState, type RefObject } from 'react';
import { useRunNow } from '../run/use-run-now.ts';
import type { RunView } from '../run/run-view.ts';
import { fitWindow, panWindow, zoomWindow, type TimeWindow } from './time-window.ts';

const growEveryMs = 100;
const zoomStep = 1.5;
const panStep = 0.2;

interface TimeAxis {
  readonly whole: TimeWindow;
  /** What is shown of it. */
  readonly window: TimeWindow;
  readonly nowUs: number;
  readonly zoomed: boolean;
  /** Undefined shows the whole. */
  show(window: TimeWindow | undefined): void;
  /** In by 1, out by -1; `at` says which place stays, from 0 to 1. */
  zoom(direction: number, at?: number): void;
  /** Later by 1, earlier by -1. */
  pan(direction: number): void;
}

/** The time axis of a run, from its start to its end, or to now while it runs; and the part of it that is shown. */
export function useTimeAxis(view: RunView, pausedUs: number | undefined): TimeAxis {
  const [shown, setShown] = useState<TimeWindow>();
  const running = view.state === 'running' && pausedUs === undefined;
  const nowMs = useRunNow(running, growEveryMs);
  const nowUs = pausedUs ?? (running ? Math.max(view.lastEventUs, nowMs * 1000) : view.lastEventUs);
  const fromUs = view.startedUs ?? view.trace.columns.openedUs[0] ?? 0;
  const untilUs = view.state === 'running' ? nowUs : (view.endedUs ?? nowUs);
  const whole = { fromUs, untilUs: Math.max(fromUs + 1, untilUs) };
  const window = (shown && fitWindow(shown, whole)) ?? whole;
  return {
    whole,
    window,
    nowUs,
    zoomed: window !== whole,
    show: setShown,
    zoom: (direction, at) => setShown(zoomWindow(window, whole, zoomStep ** -direction, at)),
    pan: (direction) => setShown(panWindow(window, whole, direction * panStep)),
  };
}

/** Zooms by Ctrl and the wheel, moves along by Shift and the wheel; over the bars from `left` on, px. */
export function useAxisWheel(
  element: RefObject<HTMLElement | null>,
  axis: Pick<TimeAxis, 'zoom' | 'pan'>,
  placeOf: (clientX: number) => number,
): void {
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const onWheel = (event: WheelEvent): void => {
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey) axis.zoom(event.deltaY < 0 ? 0.5 : -0.5, placeOf(event.clientX));
      else if (sideways !== 0) axis.pan(sideways / 200);
      else return;
      event.preventDefault();
    };
    target.addEventListener('wheel', onWheel, { passive: false });
    return () => target.removeEventListener('wheel', onWheel);
  });
}
